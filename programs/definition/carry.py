"""Answers from one edition of a form to another, without a database: nothing that was typed is lost.

An answer follows its question by the key, whichever section it stands in. What the new question doesn't take stays as
it was typed where its input shows that, and is set aside with its label where it doesn't. What answered a sensitive
question is no answer to one that isn't: people wrote it to be read by few.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from portal.lib import paths
from programs.answers import Answers
from programs.definition.asides import Aside, Place, Why, add, aside, holds_sensitive, label_of
from programs.definition.form import Form, Section
from programs.fields.base import Invalid, Question


@dataclass
class Carried:
    sections: dict[str, Answers] = field(default_factory=dict)
    set_aside: dict[str, list[Aside]] = field(default_factory=dict)  # by the section that shows it


def carry(old: Form, new: Form, sections: Mapping[str, Answers]) -> Carried:
    """What is set aside stands at the section where its question is now, else at the one where it was."""
    done = Carried({section.key: Answers() for section in new.sections if section.key in sections})
    for section in old.sections:
        if section.key in sections:
            _Section(old, new, section, sections[section.key], done).carry()
    return done


def aside_of(form: Form, question: Question, answers: Answers, why: Why) -> list[Aside]:
    """What these answers say to one question, when they can't be stored."""
    section = form.section_of[question.key]
    work = _Section(form, form, section, answers, Carried())
    place = Place(question.key, (label_of(question),), is_sensitive=question.sensitive)
    work.set_aside(question, answers.values, place, why, section.key)
    return work.done.set_aside.get(section.key, [])


@dataclass(frozen=True)
class _To:
    """Where it goes: the values of a section or of one row, what is typed in the section, the section's key."""

    values: dict[str, Any]
    answers: Answers
    section: str
    is_sensitive: bool = False  # by a table around it


@dataclass
class _Section:
    old: Form
    new: Form
    section: Section
    answers: Answers
    done: Carried

    def carry(self) -> None:
        written = self.answers.values.keys() | {paths.split(path)[0] for path in self.answers.unparsed}
        for question in self.section.questions:
            if question.key not in written or not question.type.has_answer or question.type.is_computed:
                continue
            place = Place(question.key, (label_of(question),), is_sensitive=question.sensitive)
            heir = self.new.questions.get(question.key)
            if heir is None:
                self.set_aside(question, self.answers.values, place, Why.GONE, self.section.key)
                continue
            home = self.new.section_of[question.key].key
            target = self.done.sections.setdefault(home, Answers())
            self._bring(question, heir, place, self.answers.values, _To(target.values, target, home))

    def _bring(self, old: Any, new: Any, place: Place, source: Mapping[str, Any], to: _To) -> None:
        """`source` are the values of a section, or of one row."""
        typed, value = self.answers.unparsed.get(place.path), source.get(old.key)
        was_sensitive, to = place.is_sensitive, replace(to, is_sensitive=to.is_sensitive or new.sensitive)
        place = _sealed(old, new, place, to)
        if was_sensitive and not to.is_sensitive:
            self.set_aside(old, source, place, Why.UNFIT, to.section)
        elif takes_the_same(old, new):
            self._keep(place.path, value, to)
        elif not new.type.has_answer or new.type.is_computed:
            self.set_aside(old, source, place, Why.GONE, to.section)
        elif old.type.is_table and new.type.is_table:
            self._bring_rows(old, new, place, value or [], to)
        elif typed is None and value is None:
            return
        elif old.type.is_file and new.type.is_file:
            files, most = value or [], new.files.max
            to.values[new.key] = files[:most]
            self.set_aside(old, {old.key: files[most:]}, place, Why.UNFIT, to.section)
        elif old.type.is_table or new.type.is_table or old.type.is_file or new.type.is_file:
            self.set_aside(old, source, place, Why.UNFIT, to.section)
        else:
            self._bring_answer(old, new, place, source, to)

    def _keep(self, path: str, value: Any, to: _To) -> None:
        if value is not None:
            to.values[paths.split(path)[-1]] = value
        to.answers.unparsed |= {
            other: typed for other, typed in self.answers.unparsed.items() if paths.is_within(other, path)
        }

    def _bring_rows(self, old: Any, new: Any, place: Place, rows: list[dict[str, Any]], to: _To) -> None:
        """Rows that are too many stay: the page says how many fit."""
        carried = []
        for number, row in enumerate(rows, start=1):
            has_room = can_hold(new, row[paths.ROW_ID])
            after = {name: row[name] for name in (paths.ROW_ID, paths.ROW_LABEL) if name in row}
            for column in old.columns:
                if not column.type.has_answer or column.type.is_computed:
                    continue
                cell = place.below(old, number, row, column)
                heir = new.column(column.key)
                if heir and has_room:
                    self._bring(column, heir, cell, row, replace(to, values=after))
                else:
                    cell = _sealed(column, heir, cell, to) if heir else cell
                    self.set_aside(column, row, cell, Why.GONE, to.section)
            if has_room:
                carried.append(after)
        if carried:
            to.values[new.key] = carried

    def _bring_answer(self, old: Any, new: Any, place: Place, source: Mapping[str, Any], to: _To) -> None:
        typed = self.answers.raw_at(old, place.path)
        raw = new.type.typed(old, source[old.key]) if typed is None else typed
        try:
            answer = fitted(old, new, raw, source.get(old.key))
        except Invalid:
            kept = _kept(old, new, raw)
            if kept != raw:
                self.set_aside(old, self._without(old, source, kept), place, Why.UNFIT, to.section)
            self._keep_part(new, kept, place.path, to)
        else:
            if answer is None:
                self.set_aside(old, source, place, Why.UNFIT, to.section)
            else:
                to.values[new.key] = answer

    def _keep_part(self, new: Question, kept: list[str], path: str, to: _To) -> None:
        """What the inputs can show of it: all that was typed, or some of several choices."""
        try:
            answer = new.type.parse(new, kept)
        except Invalid:
            to.answers.unparsed[path] = "\n".join(kept)
        else:
            if answer is not None:
                to.values[new.key] = answer

    def _without(self, old: Question, source: Mapping[str, Any], kept: list[str]) -> Mapping[str, Any]:
        value = source.get(old.key)
        if kept and isinstance(value, list):
            return {old.key: [item for item in value if item not in kept]}
        return source

    def set_aside(self, old: Question, source: Mapping[str, Any], place: Place, why: Why, home: str) -> None:
        found = aside(old, source, place, self.answers, section=self.section.title, why=why)
        if found:
            add(found, self.done.set_aside.setdefault(home, []))


def _sealed(old: Any, new: Any, place: Place, to: _To) -> Place:
    """What is set aside there is sealed where either question is sensitive. Columns of two tables each say it."""
    are_tables = old.type.is_table and new.type.is_table
    is_new_sensitive = to.is_sensitive or (new.sensitive if are_tables else holds_sensitive(new))
    return replace(place, is_sensitive=place.is_sensitive or is_new_sensitive)


def fitted(old: Any, new: Any, raw: list[str], value: Any) -> Any:
    """An answer of the new question, of a value or (without one) of what was typed. Never a part of it: Invalid."""
    if value is None and getattr(new, "version", None):
        raise Invalid("nobody agrees by a text")
    answer = new.type.parse(new, raw) if value is None else new.type.carry(old, new, value)
    if old.kind != new.kind and len(raw) > 1 and sorted(new.type.to_raw(new, answer)) != sorted(raw):
        raise Invalid("there is room for one of them alone")
    return answer


def takes_the_same(old: Question, new: Question) -> bool:
    """Whether whatever answers the one answers the other: they differ in their words, or in when they are asked."""
    if type(old) is not type(new):
        return False
    return all(getattr(old, name) == getattr(new, name) for name in _settings_of(type(old)))


@cache
def _settings_of(kind: type[Question]) -> frozenset[str]:
    """Those that a kind has of its own."""
    return frozenset(kind.model_fields) - frozenset(Question.model_fields)


def is_safe(old: Any, new: Any) -> bool:
    """Whether no answer can be lost between the two, whatever it is."""
    if old.sensitive and not new.sensitive:
        return False
    if old.type.is_table and new.type.is_table and not (old.is_fixed or new.is_fixed):
        return all(new.column(column.key) and is_safe(column, new.column(column.key)) for column in old.columns)
    return takes_the_same(old, new) or not old.type.has_answer or old.type.is_computed


def can_hold(table: Any, row_id: str) -> bool:
    """Rows of a fixed table are known by their keys; in any other table people add rows with ids of their own."""
    if table.is_fixed:
        return not table.rows or any(row.key == row_id for row in table.rows)
    return bool(paths.ROW.fullmatch(row_id))


def _kept(old: Question, new: Question, raw: list[str]) -> list[str]:
    """What the inputs of the new question can show of it."""
    if hasattr(new, "options") and old.kind != new.kind:
        return []
    return [text for text in raw if new.type.shows(new, [text])]
