"""What distinguishes two editions, in words for the people who publish."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from portal.lib import paths
from programs.definition.base import Text
from programs.definition.check import Check
from programs.definition.differences import (
    REQUIRED,
    SENSITIVE,
    STRICTNESS,
    Difference,
    admits_more,
    setting,
    spoken,
)
from programs.definition.document import Definition
from programs.definition.form import Form, Section


def compare(old: Definition, new: Definition) -> list[Difference]:
    """In the order of the new definition, what is gone last; in the active language."""
    found = _Found()
    _forms(old.forms, new.forms, found)
    _stages(old.stages, new.stages, found)
    _letters(old.letters, new.letters, found)
    _settings("", _("The whole"), old, new, found, but={"format", "forms", "stages", "letters"})
    return found.differences


@dataclass
class _Found:
    differences: list[Difference] = field(default_factory=list)

    def add(self, path: str, words: str, *, is_additive: bool = False) -> None:
        self.differences.append(Difference(path, words, is_additive))


def _forms(old: Mapping[str, Form], new: Mapping[str, Form], found: _Found) -> None:
    for key in [*new, *(key for key in old if key not in new)]:
        if key not in old:
            found.add(key, _("The form “%(name)s” is added.") % {"name": key})
        elif key not in new:
            found.add(key, _("The form “%(name)s” is removed.") % {"name": key})
        else:
            _form(key, old[key], new[key], found)


def _form(path: str, old: Form, new: Form, found: _Found) -> None:
    _settings(path, path, old, new, found, but={"sections"})
    moved = _moved([section.key for section in old.sections], [section.key for section in new.sections])
    for section in new.sections:
        before = old.by_key.get(section.key)
        place = paths.join(path, section.key)
        if before is None:
            found.add(place, _("The section “%(name)s” is added.") % {"name": section.title})
        elif section.key in moved:
            found.add(place, _("The section “%(name)s” stands elsewhere.") % {"name": section.title}, is_additive=True)
        _section(path, old, new, section, found)
    for section in old.sections:
        if section.key not in new.by_key:
            found.add(paths.join(path, section.key), _("The section “%(name)s” is removed.") % {"name": section.title})
        _gone(paths.join(path, section.key), [q for q in section.questions if q.key not in new.questions], found)


def _section(path: str, old: Form, new: Form, section: Section, found: _Found) -> None:
    place, before = paths.join(path, section.key), old.by_key.get(section.key)
    stayed = [question.key for question in before.questions] if before else []
    moved = _moved(stayed, [question.key for question in section.questions])
    for question in section.questions:
        there = paths.join(place, question.key)
        earlier = old.questions.get(question.key)
        if earlier is None:
            _added(there, question, found)
            continue
        if old.section_of[question.key].key != section.key:
            words = _("“%(name)s” is moved from “%(old)s” to “%(new)s”.")
            titles = {"old": old.section_of[question.key].title, "new": section.title}
            found.add(there, words % {"name": called(question), **titles})
        elif question.key in moved:
            found.add(there, _("“%(name)s” stands elsewhere.") % {"name": called(question)}, is_additive=True)
        _question(there, earlier, question, found)
    if before:
        _settings(place, str(section.title), before, section, found, but={"key", "questions", "checks"})
        _checks(place, str(section.title), before.checks, section.checks, found)


def called(question: Any) -> str:
    """Its label; a statement or a consent may have only its text."""
    words = str(question.label or getattr(question, "text", "")) or question.key
    return words if len(words) <= 80 else f"{words[:79]}…"


def _added(path: str, question: Any, found: _Found) -> None:
    is_free = question.required in {False, "soft"}
    words = _("“%(name)s” is added.") if is_free else _("“%(name)s” is added, and required.")
    found.add(path, words % {"name": called(question)}, is_additive=is_free)


def _gone(path: str, questions: Iterable[Any], found: _Found) -> None:
    for question in questions:
        is_asked = question.type.has_answer and not question.type.is_computed
        words = _("“%(name)s” isn't asked any more.") if is_asked else _("“%(name)s” is removed.")
        found.add(paths.join(path, question.key), words % {"name": called(question)}, is_additive=not is_asked)


def _question(path: str, old: Any, new: Any, found: _Found) -> None:
    name = called(new)
    if old.kind != new.kind:
        words = _("“%(name)s” is another kind of question: %(new)s instead of %(old)s.")
        found.add(path, words % {"name": name, "old": old.kind, "new": new.kind})
    if old.required != new.required:
        is_milder = STRICTNESS.index(new.required) < STRICTNESS.index(old.required)
        found.add(path, str(REQUIRED[new.required]) % {"name": name}, is_additive=is_milder)
    if old.sensitive != new.sensitive:
        found.add(path, str(SENSITIVE[new.sensitive]) % {"name": name}, is_additive=new.sensitive)
    _settings(path, name, old, new, found, but={"key", "kind", "required", "sensitive", "columns", "checks"})
    if old.type.is_table and new.type.is_table:
        _columns(path, old, new, found)
        _checks(path, name, old.checks, new.checks, found)


def _columns(path: str, old: Any, new: Any, found: _Found) -> None:
    before = {column.key: column for column in old.columns}
    moved = _moved(list(before), [column.key for column in new.columns])
    for column in new.columns:
        place = paths.join(path, column.key)
        if column.key not in before:
            _added(place, column, found)
            continue
        if column.key in moved:
            found.add(place, _("“%(name)s” stands elsewhere.") % {"name": called(column)}, is_additive=True)
        _question(place, before[column.key], column, found)
    kept = {column.key for column in new.columns}
    _gone(path, [column for column in old.columns if column.key not in kept], found)


def _settings(path: str, name: str, old: BaseModel, new: BaseModel, found: _Found, *, but: set[str]) -> None:
    """Whatever else the two have in common; what only one of them has goes with its kind."""
    for key, info in type(new).model_fields.items():
        if key in but or key not in type(old).model_fields:
            continue
        before, after = getattr(old, key), getattr(new, key)
        if before != after:
            _setting(path or key, name, info.alias or key, (before, after), found)


def _setting(path: str, name: str, key: str, change: tuple[Any, Any], found: _Found) -> None:
    old, new = change
    if isinstance(old, BaseModel) and isinstance(new, BaseModel) and not isinstance(new, Text):
        _settings(path, f"{name} · {setting(key)}", old, new, found, but=set())
    elif _has_keys(old) and _has_keys(new):
        _keyed(path, name, old, new, found)
    elif isinstance(new, Text) and key in {"label", "title"}:
        words = _("“%(old)s” is called “%(new)s” now.")
        found.add(path, words % {"old": old, "new": new} if str(old) != str(new) else _other_language(name))
    elif isinstance(new, Text) and (old and new):
        words = _("“%(name)s”, %(setting)s: the words are changed.")
        found.add(path, words % {"name": name, "setting": setting(key)}, is_additive=admits_more(key, old, new))
    elif _is_deep(old) or _is_deep(new):
        found.add(path, _("“%(name)s”, %(setting)s: this is changed.") % {"name": name, "setting": setting(key)})
    else:
        words = _("“%(name)s”, %(setting)s: %(new)s instead of %(old)s.")
        said = {"name": name, "setting": setting(key), "old": spoken(old), "new": spoken(new)}
        found.add(path, words % said, is_additive=admits_more(key, old, new))


def _is_deep(value: Any) -> bool:
    """Nothing that could be said in a line."""
    parts = value if isinstance(value, list) else [value]
    return isinstance(value, dict) or any(isinstance(p, BaseModel) and not isinstance(p, Text) for p in parts)


def _other_language(name: str) -> str:
    return _("“%(name)s” is called something else in the other language.") % {"name": name}


def _has_keys(value: Any) -> bool:
    return isinstance(value, list) and all(hasattr(item, "key") and hasattr(item, "label") for item in value)


def _keyed(path: str, name: str, old: Sequence[Any], new: Sequence[Any], found: _Found) -> None:
    """Options, given rows."""
    before, after = {item.key: item for item in old}, {item.key: item for item in new}
    for key, item in after.items():
        if key not in before:
            words = _("“%(name)s”: “%(option)s” is added.")
            found.add(path, words % {"name": name, "option": item.label}, is_additive=True)
        else:
            _settings(path, f"{name} · {item.label}", before[key], item, found, but={"key"})
    for key, item in before.items():
        if key not in after:
            found.add(path, _("“%(name)s”: “%(option)s” is removed.") % {"name": name, "option": item.label})
    if _moved(list(before), list(after)):
        found.add(path, _("“%(name)s”: the order is changed.") % {"name": name}, is_additive=True)


def _checks(path: str, name: str, old: Sequence[Check], new: Sequence[Check], found: _Found) -> None:
    for check in new:
        twins = [other for other in old if other.rule == check.rule]
        said = {"name": name, "rule": check.rule}
        if not twins:
            added = _("“%(name)s”: a check is added: %(rule)s.")
            words = _("“%(name)s”: advice is added: %(rule)s.") if check.soft else added
            found.add(path, words % said, is_additive=check.soft)
        elif check not in twins:
            _changed_check(path, check, twins, said, found)
    for check in old:
        if check.rule not in {other.rule for other in new}:
            words = _("“%(name)s”: a check is removed: %(rule)s.")
            found.add(path, words % {"name": name, "rule": check.rule}, is_additive=True)


def _changed_check(path: str, check: Check, twins: Sequence[Check], said: Mapping[str, str], found: _Found) -> None:
    """`twins` are those of the same rule before."""
    if check.soft not in {twin.soft for twin in twins}:
        firm = _("“%(name)s”: what was advice has to be met now: %(rule)s.")
        words = _("“%(name)s”: a check only advises now: %(rule)s.") if check.soft else firm
        found.add(path, words % said, is_additive=check.soft)
    if (check.message, check.at) not in [(twin.message, twin.at) for twin in twins]:
        words = _("“%(name)s”: the message of a check is changed: %(rule)s.")
        found.add(path, words % said, is_additive=True)


def _stages(old: Sequence[Any], new: Sequence[Any], found: _Found) -> None:
    before, after = {stage.key: stage for stage in old}, {stage.key: stage for stage in new}
    for key in [*after, *(key for key in before if key not in after)]:
        path = paths.join("stages", key)
        if key not in before:
            found.add(path, _("The stage “%(name)s” is added.") % {"name": after[key].label})
        elif key not in after:
            found.add(path, _("The stage “%(name)s” is removed.") % {"name": before[key].label})
        else:
            _settings(path, str(after[key].label), before[key], after[key], found, but={"key"})
    if _moved(list(before), list(after)):
        found.add("stages", _("The order of the stages is changed."))


def _letters(old: Mapping[Any, Any], new: Mapping[Any, Any], found: _Found) -> None:
    for key in [*new, *(key for key in old if key not in new)]:
        path = paths.join("letters", key)
        if key not in old:
            found.add(path, _("The letter “%(name)s” has words of its own now.") % {"name": key})
        elif key not in new:
            found.add(path, _("The letter “%(name)s” has the portal's words now.") % {"name": key})
        else:
            _settings(path, key, old[key], new[key], found, but=set())


def _moved(old: list[str], new: list[str]) -> set[str]:
    """The fewest that must have changed their place among those that both have."""
    place = {key: number for number, key in enumerate(old)}
    common = [key for key in new if key in place]
    runs: list[list[str]] = [[]]  # the longest in the old order that ends with each of them
    for key in common:
        before = [run for run in runs if not run or place[run[-1]] < place[key]]
        runs.append([*max(before, key=len), key])
    longest: list[str] = max(runs, key=len)
    return set(common) - set(longest)
