"""Answers as people read them: the same on the check page, in the dossier and in the PDF."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from portal.lib import paths
from programs.answers import Answers
from programs.definition.base import Text
from programs.definition.form import Section
from programs.evaluation import Evaluation
from programs.fixed_rows import words_of


@dataclass
class Shown:
    """One question with its answer in the active language; `text` is empty where nothing was answered."""

    question: Any
    path: str
    text: str = ""
    # What was typed when it isn't an answer (yet).
    is_unparsed: bool = False
    is_asked: bool = True  # False for a cell of a row to which its question doesn't apply
    rows: "list[ShownRow]" = field(default_factory=list)
    uploads: list[Any] = field(default_factory=list)
    page: str = ""  # where it is filled in: below the page of its section, "" there itself

    @property
    def label(self) -> Text:
        """What was asked; a consent has only its text."""
        label: Text = self.question.label or getattr(self.question, "text", self.question.label)
        return label

    @property
    def is_table(self) -> bool:
        return bool(self.question.type.is_table)

    @property
    def is_tree(self) -> bool:
        """A table that holds tables: its rows are shown one below the other, each with its answers."""
        return self.is_table and self.question.is_row_by_row

    @property
    def columns(self) -> list[Any]:
        """Of a table: those that apply to any of its rows."""
        return [cells[0].question for cells in zip(*(row.cells for row in self.rows), strict=True)]


@dataclass
class ShownRow:
    id: str
    path: str
    number: int
    title: str
    cells: list[Shown]

    @property
    def asked(self) -> list[Shown]:
        return [cell for cell in self.cells if cell.is_asked]


def shown(
    section: Section,
    answers: Answers,
    uploads: Mapping[int, Any],
    *,
    computed: Mapping[str, Any] | None = None,
    hidden: set[str] | None = None,
) -> list[Shown]:
    """`computed` and `hidden` come from an evaluation; a snapshot holds the first and lacks what was hidden."""
    made = _Maker(answers, uploads, computed or {}, hidden).all(section.questions, answers.values, "", "")
    return [item for item in made if item.is_asked]


def shown_draft(section: Section, answers: Answers, uploads: Mapping[int, Any], evaluation: Evaluation) -> list[Shown]:
    return shown(section, answers, uploads, computed=evaluation.computed, hidden=evaluation.hidden)


def row_name(table: Any, number: int) -> str:
    """What a row is called on buttons and in messages: Activity 3."""
    return f"{table.row_title} {number}" if table.row_title else _("Row %(number)d") % {"number": number}


def row_title(table: Any, row: Mapping[str, Any], number: int) -> str:
    """The heading of a row: what it is called and what it is about."""
    words = words_of(table, dict(row))
    if table.is_fixed and words:
        return words
    return f"{row_name(table, number)}. {words}" if words else row_name(table, number)


@dataclass(frozen=True)
class _Maker:
    answers: Answers
    uploads: Mapping[int, Any]
    computed: Mapping[str, Any]
    hidden: set[str] | None

    def all(self, questions: Iterable[Any], values: Mapping[str, Any], prefix: str, page: str) -> list[Shown]:
        return [
            self._one(question, prefix + question.key, values, page)
            for question in questions
            if question.type.has_answer
        ]

    def _one(self, question: Any, path: str, values: Mapping[str, Any], page: str) -> Shown:
        raw = self.answers.raw_at(question, path)
        if not self._is_asked(question, path, values):
            return Shown(question, path, is_asked=False, page=page)
        if raw is not None:
            return Shown(question, path, question.type.typed_text(question, raw), is_unparsed=True, page=page)
        value = values.get(question.key, self.computed.get(path))
        if question.type.is_table:
            return Shown(question, path, rows=self._rows(question, path, value or [], page), page=page)
        if question.type.is_file:
            return Shown(
                question, path, uploads=[self.uploads[pk] for pk in value or [] if pk in self.uploads], page=page
            )
        return Shown(question, path, question.type.display(question, value), page=page)

    def _is_asked(self, question: Any, path: str, values: Mapping[str, Any]) -> bool:
        if self.hidden is not None:
            return path not in self.hidden
        is_there = question.key in values or path in self.answers.unparsed or path in self.computed
        return is_there or not question.show_if

    def _rows(self, table: Any, path: str, rows: list[dict[str, Any]], page: str) -> list[ShownRow]:
        found = []
        for number, row in enumerate(rows, start=1):
            row_path = paths.join(path, row[paths.ROW_ID])
            own = paths.join(row_path, "") if table.is_row_by_row else page
            cells = self.all(table.columns, row, paths.join(row_path, ""), own)
            found.append(ShownRow(row[paths.ROW_ID], row_path, number, row_title(table, row, number), cells))
        if found and not table.is_row_by_row:
            asked = zip(*([cell.is_asked for cell in made.cells] for made in found), strict=True)
            applies = [any(column) for column in asked]
            for made in found:
                made.cells = [cell for cell, is_kept in zip(made.cells, applies, strict=True) if is_kept]
        return found
