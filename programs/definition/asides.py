"""Earlier answers as people read them, where no question takes them any more."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.lib import paths
from programs.answers import Answers
from programs.definition.base import LANGUAGES, Text
from programs.fields.base import Question


class Why(StrEnum):
    GONE = "gone"  # the question isn't asked any more
    UNFIT = "unfit"  # the question has changed, and this is no answer to it
    OLDER = "older"  # typed on a page of an earlier edition, while another answer was saved


@dataclass(frozen=True)
class Aside:
    """An earlier answer as people read it. `path` is made of keys alone: a column is set aside as a whole."""

    path: str
    label: Text
    text: Text
    section: Text
    why: Why = Why.GONE
    is_sensitive: bool = False
    uploads: tuple[int, ...] = ()


def in_both(words: Callable[[], str]) -> Text:
    texts = {}
    for language in LANGUAGES:
        with override(language):
            texts[language] = words()
    return Text(**texts)


@dataclass(frozen=True)
class Place:
    """Where an answer comes from: its path, the keys on the way, and how its row is called (in both languages)."""

    path: str
    labels: tuple[Text, ...]
    rows: tuple[Callable[[], str], ...] = ()
    is_sensitive: bool = False

    @property
    def keys(self) -> str:
        return paths.join(*paths.split(self.path)[::2])

    def below(self, table: Any, number: int, row: Mapping[str, Any], column: Question) -> "Place":
        return Place(
            paths.join(self.path, row[paths.ROW_ID], column.key),
            (*self.labels, column.label),
            (*self.rows, lambda: _row_name(table, number, row)),
            self.is_sensitive or column.sensitive,
        )

    def row_name(self) -> str:
        return ", ".join(name() for name in self.rows)


def aside(
    question: Any, source: Mapping[str, Any], place: Place, answers: Answers, *, section: Text, why: Why
) -> Aside | None:
    """What `source`, the values of a section or of a row, or what was typed instead, says to the question."""
    uploads = tuple(_uploads(question, source))
    told = in_both(lambda: _told(question, source, place, answers))
    if not told and not uploads:
        return None
    return Aside(
        path=place.keys,
        label=in_both(lambda: " · ".join(filter(None, map(str, place.labels)))),
        text=in_both(lambda: f"{place.row_name()}: {told}") if place.rows else told,
        section=section,
        why=why,
        is_sensitive=place.is_sensitive or holds_sensitive(question),
        uploads=uploads,
    )


def add(found: Aside, there: list[Aside]) -> None:
    """Cells of one column are read together, a line for each row."""
    for number, other in enumerate(there):
        if paths.SEPARATOR in found.path and (other.path, other.why) == (found.path, found.why):
            there[number] = _joined(other, found)
            return
    there.append(found)


def _told(question: Any, source: Mapping[str, Any], place: Place, answers: Answers) -> str:
    """The answer in the active language; a table with a line for each row."""
    if place.path in answers.unparsed:
        return answers.unparsed[place.path]
    value = source.get(question.key)
    if question.type.is_file or value is None:
        return ""
    if not question.type.is_table:
        return str(question.type.display(question, value))
    rows = (_told_row(question, row, place, number, answers) for number, row in enumerate(value, start=1))
    return "\n".join(filter(None, rows))


def _told_row(table: Any, row: Mapping[str, Any], place: Place, number: int, answers: Answers) -> str:
    cells = []
    for column in table.columns:
        if column.type.has_answer and not column.type.is_computed:
            told = _told(column, row, place.below(table, number, row, column), answers)
            cells += [f"{label_of(column)}: {told}"] if told else []
    return f"{_row_name(table, number, row)}. {'; '.join(cells)}" if cells else ""


def label_of(question: Any) -> Text:
    label: Text = question.label or getattr(question, "text", question.label)
    return label


def _row_name(table: Any, number: int, row: Mapping[str, Any]) -> str:
    """In the active language: «Шығын 2», «Жол 2»."""
    label = table.label_of(row) if table.is_fixed else ""
    if label:
        return label
    return f"{table.row_title} {number}" if table.row_title else _("Row %(number)s") % {"number": number}


def holds_sensitive(question: Any) -> bool:
    return question.sensitive or any(holds_sensitive(column) for column in getattr(question, "columns", []))


def _uploads(question: Any, source: Mapping[str, Any]) -> list[int]:
    value = source.get(question.key) or []
    if question.type.is_file:
        return list(value)
    if not question.type.is_table:
        return []
    return [pk for row in value for column in question.columns for pk in _uploads(column, row)]


def _joined(first: Aside, second: Aside) -> Aside:
    text = Text(kk=f"{first.text.kk}\n{second.text.kk}", ru=f"{first.text.ru}\n{second.text.ru}")
    is_sensitive = first.is_sensitive or second.is_sensitive
    return replace(first, text=text, is_sensitive=is_sensitive, uploads=first.uploads + second.uploads)
