"""Rows of tables added, copied, moved and removed; each may be asked for twice (a double click) and happens once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from portal.lib import paths
from programs.answers import Answers, Row, open_row, row_at
from programs.fields.tables import place_of


class Full(Exception):
    """As many rows as the table takes are there already."""

    def __init__(self, table: Any) -> None:
        super().__init__(table.key)
        self.table = table


@dataclass(frozen=True)
class Change:
    what: Literal["add", "copy", "move", "remove"]
    path: str  # of the row
    argument: str = ""  # the id of the copy; the place to move to, counted from 0


def changed(questions: Iterable[Any], answers: Answers, change: Change) -> Answers:
    """The answers after the change; as they were where it makes no sense (any more). Raises Full."""
    questions = list(questions)
    place = place_of(questions, change.path) if paths.is_row(change.path) else None
    if place is None or not place.question.type.is_table or place.question.is_fixed:
        return answers
    after = answers.copy()
    above = paths.above(change.path)
    around = open_row(questions, after.values, above, create=change.what == "add") if above else after.values
    if around is None:
        return answers
    table, row_id = place.question, paths.split(change.path)[-1]
    rows = list(around.get(table.key, []))
    ACTIONS[change.what](table, rows, row_id, change, after)
    around.pop(table.key, None)
    if rows:
        around[table.key] = rows
    return after


def _number(rows: list[Row], row_id: str) -> int | None:
    return next((number for number, row in enumerate(rows) if row[paths.ROW_ID] == row_id), None)


def _add(table: Any, rows: list[Row], row_id: str, change: Change, after: Answers) -> None:
    if _number(rows, row_id) is None and paths.ROW.fullmatch(row_id):
        _refuse_if_full(table, rows)
        rows.append({paths.ROW_ID: row_id})


def _copy(table: Any, rows: list[Row], row_id: str, change: Change, after: Answers) -> None:
    number, new_id = _number(rows, row_id), change.argument
    if number is None or _number(rows, new_id) is not None or not paths.ROW.fullmatch(new_id):
        return
    _refuse_if_full(table, rows)
    copier = _Copier()
    there = paths.join(paths.table_of(change.path), new_id)
    rows.insert(number + 1, copier.copy(table, rows[number], change.path, there))
    for path, text in list(after.unparsed.items()):
        row_path = copier.renamed.get(paths.table_of(path))
        if row_path:
            after.unparsed[paths.join(row_path, paths.split(path)[-1])] = text


@dataclass(frozen=True)
class _Copier:
    renamed: dict[str, str] = field(default_factory=dict)  # path of each copied row → of its copy

    def copy(self, table: Any, row: Row, old_path: str, new_path: str) -> Row:
        """With new ids at every depth. Files stay with the row to which they were attached."""
        self.renamed[old_path] = new_path
        files = {column.key for column in table.columns if column.type.is_file}
        found = {key: value for key, value in row.items() if key not in files}
        found[paths.ROW_ID] = paths.split(new_path)[-1]
        for inner in table.tables:
            below = [self._below(inner, one, old_path, new_path) for one in row.get(inner.key, [])]
            if below:
                found[inner.key] = below
        return found

    def _below(self, table: Any, row: Row, old_path: str, new_path: str) -> Row:
        row_id = row[paths.ROW_ID]
        copy_id = row_id if table.is_fixed else paths.new_row_id()
        old, new = paths.join(old_path, table.key, row_id), paths.join(new_path, table.key, copy_id)
        return self.copy(table, row, old, new)


def _move(table: Any, rows: list[Row], row_id: str, change: Change, after: Answers) -> None:
    number = _number(rows, row_id)
    if number is not None and change.argument.isdecimal() and len(change.argument) < 6:
        rows.insert(int(change.argument), rows.pop(number))


def _remove(table: Any, rows: list[Row], row_id: str, change: Change, after: Answers) -> None:
    number = _number(rows, row_id)
    if number is not None:
        del rows[number]
        after.forget_below([change.path])


def _refuse_if_full(table: Any, rows: list[Row]) -> None:
    if len(rows) >= table.most_rows:
        raise Full(table)


ACTIONS: dict[str, Callable[[Any, list[Row], str, Change, Answers], None]] = {
    "add": _add,
    "copy": _copy,
    "move": _move,
    "remove": _remove,
}


@dataclass(frozen=True)
class Neighbours:
    """Where a row stands in its table."""

    number: int
    total: int
    before: str  # paths of the rows beside it, "" at an end
    after: str


def neighbours(answers: Answers, path: str) -> Neighbours | None:
    """None when there is no such row."""
    above = paths.above(path)
    around: Row | None = row_at(answers.values, above) if above else answers.values
    key, row_id = paths.split(path)[-2:]
    rows = (around or {}).get(key, [])
    number = _number(rows, row_id)
    if number is None:
        return None
    address = paths.table_of(path)
    before = paths.join(address, rows[number - 1][paths.ROW_ID]) if number else ""
    after = paths.join(address, rows[number + 1][paths.ROW_ID]) if number + 1 < len(rows) else ""
    return Neighbours(number + 1, len(rows), before, after)
