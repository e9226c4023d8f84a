from typing import Any, Literal

from django.utils.translation import ngettext
from pydantic import Field

from programs.definition.base import Strict, Text
from programs.definition.check import Check
from programs.definition.question import AnyQuestion
from programs.fields.base import Kind, Question, kind

NOT_IN_TABLES = {"table", "file", "statement", "consent"}


class RowLimits(Strict):
    min: int = Field(default=0, ge=0)
    max: int = Field(default=50, ge=1, le=500)


class TableQuestion(Question):
    kind: Literal["table"]
    columns: list[AnyQuestion] = Field(min_length=1, max_length=20)
    rows: RowLimits = RowLimits()
    checks: list[Check] = Field(default=[], description="of every row: they read `row` and the answers of the form")
    row_title: Text = Field(default=Text(), description="what one row is called: Grant, Activity, …")

    def column(self, key: str) -> Question | None:
        return next((column for column in self.columns if column.key == key), None)


@kind
class Table(Kind):
    """Rows of questions. The value is a list of rows, each with its `_id`."""

    name = "table"
    settings = TableQuestion
    template = "fields/table.html"
    is_table = True
    is_group = True

    def for_rules(self, question: Any, value: Any) -> list[dict[str, Any]]:
        return [
            {
                column.key: column.type.for_rules(column, row[column.key])
                for column in question.columns
                if row.get(column.key) is not None
            }
            for row in value
        ]

    def sample(self, question: Any) -> list[dict[str, Any]]:
        return [{column.key: column.type.sample(column) for column in question.columns}]

    def display(self, question: Any, value: Any) -> str:
        count = len(value or [])
        return ngettext("%(count)d row", "%(count)d rows", count) % {"count": count}

    def faults(self, question: Any) -> list[str]:
        found = [
            f"the column {column.key!r}: a {column.kind} can't stand in a table"
            for column in question.columns
            if column.kind in NOT_IN_TABLES
        ]
        found += [
            f"the column {column.key!r}: columns are asked in every row, so they have no show_if"
            for column in question.columns
            if column.show_if
        ]
        keys = [column.key for column in question.columns]
        found += [f"two columns have the key {key!r}" for key in sorted({k for k in keys if keys.count(k) > 1})]
        if question.rows.min > question.rows.max:
            found.append("rows: min is above max")
        return found
