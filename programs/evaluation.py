"""What the rules of a form say about its answers: which questions are asked, which values are computed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.lib import paths
from programs.answers import Answers
from programs.definition.form import Form, Section
from programs.expressions import Scope
from programs.fields.base import Question


@dataclass
class Evaluation:
    form: Form
    hidden: set[str] = field(default_factory=set)
    computed: dict[str, Any] = field(default_factory=dict)  # path → typed value
    known: dict[str, Any] = field(default_factory=dict)  # the answers as rules see them
    scope: Scope = field(default_factory=lambda: Scope({}))

    def asked(self, section: Section) -> list[Question]:
        return [question for question in section.questions if question.key not in self.hidden]

    def row_values(self, table: str, row: dict[str, Any]) -> dict[str, Any]:
        """A row with its computed cells."""
        prefix = paths.join(table, row[paths.ROW_ID], "")
        found = {path.removeprefix(prefix): value for path, value in self.computed.items() if path.startswith(prefix)}
        return row | found


def evaluate(form: Form, answers: Mapping[str, Answers]) -> Evaluation:
    """Works through the questions so that each comes after those its rules read.

    A hidden answer is absent for rules; a rule that reads an absent answer hides its question and computes nothing.
    """
    result = Evaluation(form)
    for section in form.sections:
        values = answers[section.key].values if section.key in answers else {}
        for question in section.questions:
            if values.get(question.key) is not None:
                result.known[question.key] = question.type.for_rules(question, values[question.key])
    result.scope = Scope(result.known)
    for key in form.order:
        _work_out(result, form.questions[key], answers)
    return result


def _work_out(result: Evaluation, question: Question, answers: Mapping[str, Answers]) -> None:
    if question.show_if and result.scope.holds(question.show_if) is not True:
        result.hidden.add(question.key)
        if result.known.pop(question.key, None) is not None:
            result.scope.note_change(question.key)
        return
    if question.type.is_computed:
        value = question.type.from_result(question, result.scope.value(question.value))  # type: ignore[attr-defined]
        if value is not None:
            result.computed[question.key] = value
            result.known[question.key] = question.type.for_rules(question, value)
            result.scope.note_change(question.key)
    elif question.type.is_table and question.key in result.known:
        section = answers[result.form.section_of[question.key].key]
        if _compute_cells(result, question, section.values[question.key]):
            result.scope.note_change(question.key)


def _compute_cells(result: Evaluation, table: Any, rows: list[dict[str, Any]]) -> bool:
    """Fills the computed columns, left to right; True when there are any."""
    columns = [column for column in table.columns if column.type.is_computed]
    for row, known in zip(rows, result.known[table.key], strict=True):
        for column in columns:
            value = column.type.from_result(column, result.scope.value(column.value, row=known))
            if value is not None:
                result.computed[paths.join(table.key, row[paths.ROW_ID], column.key)] = value
                known[column.key] = column.type.for_rules(column, value)
    return bool(columns)
