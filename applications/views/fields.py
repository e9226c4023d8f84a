"""The inputs of a form that is filled in and kept: made from what is stored, with rows and files."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from applications.models import Upload
from applications.origins import said_of
from applications.views.intents import PASTED
from portal.lib import paths
from programs.answers import ROWS, Answers, is_blank
from programs.completeness import Finding
from programs.evaluation import Evaluation
from programs.fields.base import Question
from programs.inputs import Input
from programs.pasting import columns_of
from programs.presentation import row_name, row_title


@dataclass
class Field(Input):
    """An input of a form that is kept."""

    # What another window saved here meanwhile, when it differs from what was typed.
    stored: str = ""
    rows: "list[Row]" = field(default_factory=list)
    uploads: list[Upload] = field(default_factory=list)
    refused: list[Upload] = field(default_factory=list)  # attached here, and refused afterwards
    # A fresh row id, so that pressing "add", "copy" or "paste" twice on one page does it once.
    new_row: str = ""
    pasted: str = ""  # what couldn't be taken as rows, and why
    not_pasted: str = ""
    origin: str = ""  # where the answer was found beforehand

    @property
    def template(self) -> str:
        if self.is_locked:
            return "fields/locked.html"
        is_list = self.question.type.is_table and self.question.is_row_by_row
        return "fields/table_list.html" if is_list else super().template

    @property
    def is_locked(self) -> bool:
        """What wasn't found beforehand is typed, also where it couldn't be changed otherwise."""
        return bool(self.question.locked and self.origin)

    @property
    def hint(self) -> str:
        return str(self.question.hint) if self.is_locked else super().hint

    @property
    def rows_name(self) -> str:
        return paths.join(self.path, ROWS)

    @property
    def paste_name(self) -> str:
        return paths.join(self.path, self.new_row, PASTED)

    @property
    def paste_columns(self) -> list[Any]:
        return columns_of(self.question)

    @property
    def has_room(self) -> bool:
        room: bool = not self.question.is_fixed and len(self.rows) < self.question.most_rows
        return room

    @property
    def is_optional(self) -> bool:
        kind = self.question.type
        return kind.has_answer and not self.question.required and not kind.is_computed

    @property
    def is_full(self) -> bool:
        """No more files fit."""
        return bool(len(self.uploads) >= self.question.files.max)

    @property
    def descriptions(self) -> dict[str, Any]:
        return {"hint": self.hint, "origin": self.origin} | super().descriptions | {"stored": self.stored}


@dataclass
class Row:
    """A row of a table: with its inputs, or in a list that leads to the page of each."""

    id: str
    path: str
    number: int
    name: str  # Task 2
    title: str  # Task 2. A library for the village
    is_last: bool
    is_blank: bool
    fields: list[Field] = field(default_factory=list)
    url: str = ""
    faults: int = 0  # how much in it, and below it, is missing or wrong
    below: list[tuple[str, int]] = field(default_factory=list)  # tables in it, and how many rows were added to each

    @property
    def up(self) -> int:
        """Places are counted from 0, numbers from 1."""
        return self.number - 2

    @property
    def down(self) -> int:
        return self.number


@dataclass
class Filled:
    """What the inputs of a page show, and what is said about it."""

    answers: Answers
    evaluation: Evaluation
    findings: list[Finding]
    errors: Mapping[str, str]  # by path: those that the page speaks of
    advice: Mapping[str, Sequence[str]] = field(default_factory=dict)
    uploads: Mapping[int, Upload] = field(default_factory=dict)
    stored: Answers | None = None  # on the page that shows two texts: stands beside those that differ
    pasted: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # table → what wasn't taken, and why
    address: Callable[[str], str] = str  # of the page of a row
    origins: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def fields_of(
    questions: Iterable[Any], values: Mapping[str, Any], filled: Filled, *, row_path: str = ""
) -> list[Field]:
    """Inputs for the questions of a section, or for the columns of a row."""
    return _Maker(filled).fields(questions, values, row_path)


class _Maker:
    def __init__(self, filled: Filled) -> None:
        self.filled = filled
        self.typed = filled.answers.typed_rows()
        self.faults = Counter(row for finding in filled.findings for row in paths.rows_above(finding.path))
        self.there = dict(paths.flatten(filled.stored.values)) if filled.stored else {}

    def fields(self, questions: Iterable[Any], values: Mapping[str, Any], row_path: str = "") -> list[Field]:
        prefix = paths.join(row_path, "") if row_path else ""
        asked = self.filled.evaluation.asked_in(questions, row_path)
        return [self._field(question, prefix + question.key, values) for question in asked]

    def _field(self, question: Any, path: str, values: Mapping[str, Any]) -> Field:
        filled, kind = self.filled, question.type
        made = Field(question, path, error=filled.errors.get(path, ""), advice=filled.advice.get(path, ()))
        made.origin = said_of(filled.origins.get(path))
        value = values.get(question.key)
        if kind.is_table:
            self._fill_table(made, value or [])
        elif kind.is_file:
            made.uploads = [filled.uploads[pk] for pk in value or [] if pk in filled.uploads]
            made.refused = refused_at(filled.uploads.values(), path)
        elif kind.is_computed:
            made.text = kind.display(question, filled.evaluation.computed.get(path))
        elif made.is_locked:
            made.text = kind.display(question, value)
        else:
            made.fill(filled.answers, value, self._beside(path))
        if filled.stored is not None:
            made.stored = self._stored_text(filled.stored, question, path, value)
        return made

    def _beside(self, path: str) -> Mapping[str, Any]:
        """The other answers of the form, or of the row, as rules see them."""
        row_path = path.rpartition(paths.SEPARATOR)[0]
        evaluation = self.filled.evaluation
        return evaluation.rows[row_path].plain if row_path else evaluation.known

    def _fill_table(self, made: Field, rows: list[dict[str, Any]]) -> None:
        made.rows = [self._row(made, row, number, len(rows)) for number, row in enumerate(rows, start=1)]
        made.new_row = paths.new_row_id()
        made.pasted, made.not_pasted = self.filled.pasted.get(made.path, ("", ""))

    def _row(self, made: Field, row: dict[str, Any], number: int, total: int) -> Row:
        table, row_id = made.question, row[paths.ROW_ID]
        path = paths.join(made.path, row_id)
        title = row_title(table, row, number)
        found = Row(
            id=row_id,
            path=path,
            number=number,
            name=title if table.is_fixed else row_name(table, number),
            title=title,
            is_last=number == total,
            is_blank=is_blank(row, path, self.typed),
            faults=self.faults[path],
        )
        if table.is_row_by_row:
            found.url = self.filled.address(path)
            added = [inner for inner in table.tables if not inner.is_fixed]
            found.below = [(str(inner.label), len(row.get(inner.key, []))) for inner in added]
        else:
            found.fields = self.fields(table.columns, row, path)
        return found

    def _stored_text(self, stored: Answers, question: Question, path: str, value: Any) -> str:
        if question.type.is_table or question.type.is_file or question.type.is_computed:
            return ""
        there = self.there.get(path)
        typed_there, typed_here = stored.unparsed.get(path), self.filled.answers.unparsed.get(path)
        if there == value and typed_there == typed_here:
            return ""
        return typed_there or question.type.display(question, there) or "—"


def refused_at(uploads: Iterable[Upload], path: str) -> list[Upload]:
    return [upload for upload in uploads if upload.path == path and upload.is_refused]
