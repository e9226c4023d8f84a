"""What the rules of a form say about its answers: which questions are asked, which values are computed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.lib import paths
from programs.answers import Answers, Row, is_blank
from programs.definition.form import Form, Section
from programs.expressions import Scope
from programs.fields.base import Question


@dataclass(frozen=True)
class RuleContext:
    """What rules may read besides the answers of the form."""

    application: Mapping[str, Any] = field(default_factory=dict)  # the case's last application snapshot
    applicant: Mapping[str, Any] = field(default_factory=dict)
    organization: Mapping[str, Any] = field(default_factory=dict)
    call: Mapping[str, Any] = field(default_factory=dict)
    today: date | None = None

    def roots(self) -> dict[str, Any]:
        """By name; a date that isn't known is absent."""
        found = {name: getattr(self, name) for name in ("application", "applicant", "organization", "call")}
        return found if self.today is None else found | {"today": self.today}


@dataclass
class RowScope:
    """A row as rules see it."""

    row: Row
    plain: Row  # without its tables: most rules need no more, and it is copied for each of them
    parent: Row | None

    def put(self, key: str, value: Any) -> None:
        self.row[key] = value
        self.plain[key] = value

    def drop(self, key: str) -> None:
        self.row.pop(key, None)
        self.plain.pop(key, None)


@dataclass
class Evaluation:
    form: Form
    hidden: set[str] = field(default_factory=set)  # paths of questions and cells that aren't asked
    computed: dict[str, Any] = field(default_factory=dict)  # path → typed value
    known: dict[str, Any] = field(default_factory=dict)  # the answers as rules see them
    rows: dict[str, RowScope] = field(default_factory=dict)  # path → row; also those in which nothing was written
    blank: set[str] = field(default_factory=set)  # paths of these: absent for rules, as if they weren't there
    scope: Scope = field(default_factory=lambda: Scope({}))

    def asked(self, section: Section) -> list[Question]:
        return self.asked_in(section.questions)

    def asked_in(self, questions: Iterable[Any], row_path: str = "") -> list[Any]:
        """Those of a section's questions, or of a row's columns, that are asked."""
        prefix = paths.join(row_path, "") if row_path else ""
        return [question for question in questions if prefix + question.key not in self.hidden]

    def value(self, table: Any, source: str, row_path: str) -> Any:
        """A formula of a row."""
        return self.scope.value(source, **self._beside(table, source, row_path))

    def holds(self, table: Any, source: str, row_path: str) -> Any:
        """A rule of a row."""
        return self.scope.holds(source, **self._beside(table, source, row_path))

    def _beside(self, table: Any, source: str, row_path: str) -> dict[str, Row | None]:
        found = self.rows[row_path]
        return {"row": found.row if source in table.reading_tables else found.plain, "parent": found.parent}


def evaluate(form: Form, answers: Mapping[str, Answers], *, context: RuleContext | None = None) -> Evaluation:
    """Works through the questions so that each comes after those its rules read.

    A hidden answer is absent for rules; a rule that reads an absent answer hides its question and computes nothing.
    """
    result = Evaluation(form)
    for section in form.sections:
        if section.key in answers:
            _learn(result, section, answers[section.key])
    result.scope = Scope(result.known, (context or RuleContext()).roots())
    for key in form.order:
        _work_out(result, form.questions[key], answers)
    return result


def _learn(result: Evaluation, section: Section, answers: Answers) -> None:
    table_rows = _Rows(result, answers.typed_rows())
    for question in section.questions:
        value = answers.values.get(question.key)
        if value is None:
            continue
        if question.type.is_table:
            value = table_rows.known(question, question.key, value, None)
        else:
            value = question.type.for_rules(question, value)
        if value is not None:
            result.known[question.key] = value


@dataclass(frozen=True)
class _Rows:
    """Gives the rows of tables as rules see them, and notes each by its path."""

    result: Evaluation
    typed: set[str]

    def known(self, table: Any, path: str, rows: list[Row], parent: Row | None) -> list[Row] | None:
        """None when nothing is written in any."""
        found = []
        for row in rows:
            row_path = paths.join(path, row[paths.ROW_ID])
            seen = self._row(table, row_path, row, parent)
            if table.is_fixed or not is_blank(row, row_path, self.typed):
                found.append(seen)
            else:
                self.result.blank.add(row_path)
        return found or None

    def _row(self, table: Any, path: str, row: Row, parent: Row | None) -> Row:
        plain = {
            column.key: column.type.for_rules(column, row[column.key])
            for column in table.columns
            if not column.type.is_table and row.get(column.key) is not None
        }
        scope = self.result.rows[path] = RowScope(dict(plain), plain, parent)
        for inner in table.tables:
            below = self.known(inner, paths.join(path, inner.key), row.get(inner.key) or [], plain)
            if below is not None:
                scope.row[inner.key] = below
        return scope.row


def _work_out(result: Evaluation, question: Any, answers: Mapping[str, Answers]) -> None:
    if question.show_if and result.scope.holds(question.show_if) is not True:
        result.hidden.add(question.key)
        if result.known.pop(question.key, None) is not None:
            result.scope.note_change(question.key)
        return
    if question.type.is_computed:
        value = question.type.from_result(question, result.scope.value(question.value))
        if value is not None:
            result.computed[question.key] = value
            result.known[question.key] = question.type.for_rules(question, value)
            result.scope.note_change(question.key)
    elif question.type.is_table:
        section = answers.get(result.form.section_of[question.key].key)
        rows = section.values.get(question.key, []) if section else []
        if _work_out_rows(result, question, question.key, rows):
            result.scope.note_change(question.key)


def _work_out_rows(result: Evaluation, table: Any, path: str, rows: list[Row]) -> bool:
    """Hides and computes the cells of each row; True when that changed what rules see."""
    changed = False
    for row in rows:
        row_path = paths.join(path, row[paths.ROW_ID])
        for column in table.order:
            if column.show_if or column.type.is_computed or column.type.is_table:
                changed |= _work_out_cell(result, table, column, row_path, row)
    return changed


def _work_out_cell(result: Evaluation, table: Any, column: Any, row_path: str, row: Row) -> bool:
    scope, path = result.rows[row_path], paths.join(row_path, column.key)
    if column.show_if and result.holds(table, column.show_if, row_path) is not True:
        result.hidden.add(path)
        scope.drop(column.key)
        return column.key in row
    if column.type.is_table:
        return _work_out_rows(result, column, path, row.get(column.key) or [])
    if not column.type.is_computed:
        return False
    value = column.type.from_result(column, result.value(table, column.value, row_path))
    if value is None:
        return False
    result.computed[path] = value
    scope.put(column.key, column.type.for_rules(column, value))
    return True
