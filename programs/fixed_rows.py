"""Rows that a table has by itself: given by its definition, or by an accepted form of the same application."""

from collections.abc import Iterable, Mapping
from typing import Any

from portal.lib import paths

Row = dict[str, Any]
Given = Mapping[str, list[Row]]  # key of a table with `rows_from` → its rows, each with `_id` and `_label`


def rows_of(table: Any, stored: list[Row], given: list[Row] | None = None) -> list[Row]:
    """All rows of a fixed table in their order, with what is stored in each; a row no longer given is left out.

    Without the other form's rows those stored stay, which were brought from there.
    """
    if table.rows:
        given = [{paths.ROW_ID: row.key} for row in table.rows]
    if given is None:
        return stored
    known = {row[paths.ROW_ID]: row for row in stored}
    return [known.get(row[paths.ROW_ID], {}) | row for row in given]


def with_given_rows(questions: Iterable[Any], values: Row, given: Given) -> Row:
    """The answers with every row that fixed tables have, at every depth."""
    found = dict(values)
    for table in questions:
        if not table.type.is_table:
            continue
        rows = found.get(table.key, [])
        if table.is_fixed:
            rows = rows_of(table, rows, given.get(table.key))
        if table.tables:
            rows = [with_given_rows(table.columns, row, given) for row in rows]
        if rows:
            found[table.key] = rows
    return found


def rows_taken_from(table: Any, values: Row) -> list[Row]:
    """The rows that a submitted table gives to another form: their ids, and as labels what each is about."""
    return [
        {paths.ROW_ID: row[paths.ROW_ID], paths.ROW_LABEL: words_of(table, row)} for row in values.get(table.key, [])
    ]


def words_of(table: Any, row: Row) -> str:
    """What a row is about, in its own words: the first answer in it that may be shown to everybody."""
    if table.is_fixed and (label := table.label_of(row)):
        return str(label)
    if table.sensitive:
        return ""
    for column in table.columns:
        value = row.get(column.key)
        if value is not None and not (column.sensitive or column.type.is_table or column.type.is_computed):
            return " ".join(str(column.type.display(column, value)).split())
    return ""
