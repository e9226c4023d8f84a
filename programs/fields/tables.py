"""Tables: rows of questions. A table may hold a table, three deep; such a table is edited row by row."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import ngettext
from pydantic import ConfigDict, Field, StringConstraints

from portal.lib import paths
from programs import expressions
from programs.definition.base import Key, Strict, Text, repeated
from programs.definition.check import Check
from programs.definition.question import AnyQuestion
from programs.fields.base import Kind, Question, kind

NOT_IN_TABLES = {"statement", "consent"}
MOST_DEEP = 3
MOST_ROWS = 2000  # of a table and all the tables in it


class RowLimits(Strict):
    min: int = Field(default=0, ge=0)
    max: int = Field(default=50, ge=1, le=500)


class ColumnsQuestion(Question):
    """What tables of every kind have."""

    columns: list[AnyQuestion] = Field(min_length=1, max_length=20)
    checks: list[Check] = Field(default=[], description="of every row: they read `row` and the answers of the form")
    row_title: Text = Field(default=Text(), description="what one row is called: Grant, Activity, …")

    model_config = ConfigDict(ignored_types=(cached_property,))

    is_fixed: ClassVar[bool] = False

    @cached_property
    def by_key(self) -> dict[str, Any]:
        return {column.key: column for column in self.columns}

    def column(self, key: str) -> Any:
        return self.by_key.get(key)

    @property
    def least_rows(self) -> int:
        return 0

    @property
    @abstractmethod
    def most_rows(self) -> int: ...

    @cached_property
    def tables(self) -> list[Any]:
        """The tables that stand in each of its rows."""
        return [column for column in self.columns if column.type.is_table]

    @property
    def is_row_by_row(self) -> bool:
        """A list on its page, and a page for each row; other tables are filled in where they stand."""
        return bool(self.tables)

    @cached_property
    def order(self) -> list[Any]:
        """Its columns such that each comes after those of the same row that its rules read."""
        graph = TopologicalSorter({column.key: _read_beside(column) & set(self.by_key) for column in self.columns})
        try:
            return [self.by_key[key] for key in graph.static_order()]
        except CycleError:
            return self.columns

    @cached_property
    def reading_tables(self) -> frozenset[str]:
        """Those rules of a row that read a table of the row; the others needn't be given its tables."""
        sources = {source for column in self.columns for _place, source in column.type.rules(column)}
        sources |= {check.rule for check in self.checks}
        inner = {("row", table.key) for table in self.tables}
        return frozenset(source for source in sources if inner & expressions.references(source))


def _read_beside(column: Any) -> set[str]:
    """Keys of the cells of its own row that a column's rules read; a table's rows read them as `parent`."""
    sources = [("row", source) for _place, source in column.type.rules(column)]
    if column.type.is_table:
        sources += [("parent", source) for inner in column.columns for _place, source in inner.type.rules(inner)]
    return {key for root, source in sources for name, key in expressions.references(source) if name == root}


class TableQuestion(ColumnsQuestion):
    kind: Literal["table"]
    rows: RowLimits = RowLimits()

    @property
    def least_rows(self) -> int:
        return self.rows.min

    @property
    def most_rows(self) -> int:
        return self.rows.max


class FixedRow(Strict):
    key: Annotated[Key, Field(description="stands in addresses of answers, so it stays")]
    label: Text


class FixedTableQuestion(ColumnsQuestion):
    kind: Literal["fixed_table"]
    rows: list[FixedRow] = Field(default=[], max_length=200)
    rows_from: Annotated[
        str,
        StringConstraints(pattern=r"^([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)?$"),
        Field(description="form.table: the rows of an accepted form of the same application, such as annex.indicators"),
    ] = ""

    is_fixed: ClassVar[bool] = True

    @property
    def most_rows(self) -> int:
        return len(self.rows) or RowLimits.model_fields["max"].default

    def label_of(self, row: dict[str, Any]) -> str:
        """What stands at the head of a row: its label of the definition, or the one it was brought with."""
        found = next((given.label for given in self.rows if given.key == row.get(paths.ROW_ID)), None)
        return str(found) if found else str(row.get(paths.ROW_LABEL, ""))


class Columns(Kind):
    """The value is a list of rows, each with its `_id`."""

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

    def export(self, question: Any, value: Any) -> int:
        """How many: rows have a sheet of their own."""
        return len(value or [])

    def for_json(self, question: Any, value: Any) -> list[dict[str, Any]]:
        return [
            {key: cell if column is None else column.type.for_json(column, cell) for key, column, cell in cells}
            for cells in ([(key, question.column(key), cell) for key, cell in row.items()] for row in value)
        ]

    def faults(self, question: Any) -> list[str]:
        found = [
            f"the column {column.key!r}: a {column.kind} can't stand in a table"
            for column in question.columns
            if column.kind in NOT_IN_TABLES
        ]
        keys = [column.key for column in question.columns]
        found += [f"two columns have the key {key!r}" for key in repeated(keys)]
        if depth(question) > MOST_DEEP:
            found.append(f"tables stand in it more than {MOST_DEEP} deep")
        if rows_at_most(question) > MOST_ROWS:
            found.append(
                f"with the tables in it, it could have {rows_at_most(question)} rows, and {MOST_ROWS} is the most: "
                "allow fewer rows"
            )
        found += [
            f"the column {column.key!r}: rows from another form can't stand in the rows of a table"
            for column in question.tables
            if getattr(column, "rows_from", "")
        ]
        return found


@kind
class Table(Columns):
    """Rows that the applicant adds."""

    name = "table"
    settings = TableQuestion
    template = "fields/table.html"

    def faults(self, question: Any) -> list[str]:
        found = super().faults(question)
        if question.rows.min > question.rows.max:
            found.append("rows: min is above max")
        return found


@kind
class FixedTable(Columns):
    """Rows that the definition gives, or another form of the case: each with an id that stays."""

    name = "fixed_table"
    settings = FixedTableQuestion
    template = "fields/table.html"

    def faults(self, question: Any) -> list[str]:
        found = super().faults(question)
        if bool(question.rows) == bool(question.rows_from):
            found.append("give its rows, or say where they are from (rows_from), and not both")
        keys = [row.key for row in question.rows]
        found += [f"two rows have the key {key!r}" for key in repeated(keys)]
        return found


@dataclass(frozen=True)
class Place:
    """Where a question stands in a form."""

    keys: tuple[str, ...]  # of the tables it stands in, then its own
    question: Any
    tables: tuple[Any, ...]  # that it stands in, outermost first


def walk(questions: Iterable[Any], _tables: tuple[Any, ...] = ()) -> Iterator[Place]:
    """Every question and, after a table, its columns, at every depth."""
    for question in questions:
        yield Place((*(table.key for table in _tables), question.key), question, _tables)
        if question.type.is_table:
            yield from walk(question.columns, (*_tables, question))


def place_of(questions: Iterable[Any], path: str) -> Place | None:
    """The question whose answer stands at a path, or for the path of a row its table; None when nothing does."""
    keys = paths.split(path)[::2]
    found: Any = next((question for question in questions if question.key == keys[0]), None)
    tables: list[Any] = []
    for key in keys[1:]:
        if found is None or not found.type.is_table:
            return None
        tables.append(found)
        found = found.column(key)
    return Place(tuple(keys), found, tuple(tables)) if found is not None else None


def pages(questions: list[Any]) -> Iterator[list[Any]]:
    """The questions of each page that a section has: its own, and that of a row of every table edited row by row."""
    yield questions
    for place in walk(questions):
        if place.question.type.is_table and place.question.is_row_by_row:
            yield place.question.columns


def depth(table: Any) -> int:
    return 1 + max((depth(inner) for inner in table.tables), default=0)


def rows_at_most(table: Any) -> int:
    """Of the table and of all the tables in it."""
    most: int = table.most_rows
    return most * (1 + sum(rows_at_most(inner) for inner in table.tables))
