"""What the templates of question kinds need: one plain object for each input."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from applications.models import Upload
from portal.lib import paths
from programs.answers import ROWS, Answers
from programs.definition.form import Section
from programs.evaluation import Evaluation
from programs.fields.base import Question


@dataclass
class Field:
    question: Any
    path: str
    raw: list[str] = field(default_factory=list)
    error: str = ""
    # What another window saved here meanwhile, when it differs from what was typed.
    stored: str = ""
    text: str = ""
    rows: "list[Row]" = field(default_factory=list)
    uploads: list[Upload] = field(default_factory=list)
    # A fresh row id, so that pressing "add" twice on one page adds one row.
    new_row: str = ""

    @property
    def id(self) -> str:
        return f"q-{self.path}"

    @property
    def template(self) -> str:
        template: str = self.question.type.template
        return template

    @property
    def first(self) -> str:
        return self.raw[0] if self.raw else ""

    @property
    def rows_name(self) -> str:
        return paths.join(self.path, ROWS)

    @property
    def is_optional(self) -> bool:
        kind = self.question.type
        return kind.has_answer and not self.question.required and not kind.is_computed

    @property
    def described_by(self) -> str:
        """Ids of what belongs to the input besides its label."""
        parts = [("hint", bool(self.question.hint)), ("error", bool(self.error)), ("stored", bool(self.stored))]
        return " ".join(f"{self.id}-{name}" for name, there in parts if there)


@dataclass
class Row:
    id: str
    number: int
    fields: list[Field]

    @property
    def is_wrong(self) -> bool:
        return any(cell.error for cell in self.fields)


def fields_of(
    section: Section,
    answers: Answers,
    evaluation: Evaluation,
    uploads: Mapping[int, Upload],
    *,
    errors: Mapping[str, str],
    stored: Answers | None = None,
) -> list[Field]:
    """`stored` is given on the page that shows two texts: its answers stand beside those that differ."""
    make = _Maker(answers, evaluation, uploads, errors, stored)
    return [make.field(question, question.key, answers.values) for question in evaluation.asked(section)]


@dataclass
class _Maker:
    answers: Answers
    evaluation: Evaluation
    uploads: Mapping[int, Upload]
    errors: Mapping[str, str]
    stored: Answers | None

    def field(self, question: Question, path: str, values: Mapping[str, Any]) -> Field:
        kind = question.type
        made = Field(question, path, error=self.errors.get(path, ""))
        value = values.get(question.key)
        if kind.is_table:
            made.rows = [self._row(question, row, number) for number, row in enumerate(value or [], start=1)]
            made.new_row = paths.new_row_id()
        elif kind.is_file:
            made.uploads = [self.uploads[pk] for pk in value or [] if pk in self.uploads]
        elif kind.is_computed:
            made.text = kind.display(question, self.evaluation.computed.get(path))
        else:
            made.raw = self.answers.raw_at(question, path) or kind.to_raw(question, value)
        if self.stored is not None:
            made.stored = self._stored_text(self.stored, question, path, value)
        return made

    def _row(self, table: Any, row: dict[str, Any], number: int) -> Row:
        row_id = row[paths.ROW_ID]
        cells = [self.field(column, paths.join(table.key, row_id, column.key), row) for column in table.columns]
        return Row(row_id, number, cells)

    def _stored_text(self, stored: Answers, question: Question, path: str, value: Any) -> str:
        there = dict(paths.flatten(stored.values)).get(path)
        typed_there, typed_here = stored.unparsed.get(path), self.answers.unparsed.get(path)
        if question.type.is_table or question.type.is_file or question.type.is_computed:
            return ""
        if there == value and typed_there == typed_here:
            return ""
        return typed_there or question.type.display(question, there) or "—"


def named(section: Section, answers: Answers, errors: Mapping[str, str]) -> list[tuple[str, str]]:
    """For a summary away from the inputs: (id of the input, which question and what about it)."""
    return [(f"q-{path}", _named(section, answers, path, message)) for path, message in errors.items()]


def _named(section: Section, answers: Answers, path: str, message: str) -> str:
    key, *cell = paths.split(path)
    question: Any = section.by_key[key]
    label = str(question.label)
    if cell:
        row_id, column = cell
        ids = [row[paths.ROW_ID] for row in answers.values.get(key, [])]
        label = f"{question.row_title or question.label} {ids.index(row_id) + 1}, {question.column(column).label}"
    if not label:
        return message
    return f"{label} {message}" if label.endswith("?") else f"{label}: {message}"
