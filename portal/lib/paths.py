"""Addresses of answers: `legal_name`, or `items/k3f9/price` for a cell (question, row id, column, …)."""

import re
import secrets
from collections.abc import Iterator
from typing import Any

SEPARATOR = "/"
ROW_ID = "_id"
ROW_LABEL = "_label"  # of a row that was brought from another form
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
ROW = re.compile(r"[0-9a-z]{4,12}")  # minted; a row that a definition gives has a key of it


def join(*parts: str) -> str:
    return SEPARATOR.join(parts)


def split(path: str) -> list[str]:
    return path.split(SEPARATOR)


def is_path(path: str) -> bool:
    """Keys and row ids take turns, beginning with a key."""
    return all(KEY.fullmatch(part) or (number % 2 and ROW.fullmatch(part)) for number, part in enumerate(split(path)))


def is_row(path: str) -> bool:
    """Whether it is the address of a row, rather than of an answer."""
    return is_path(path) and len(split(path)) % 2 == 0


def rows_above(path: str) -> list[str]:
    """The rows that a path stands in, outermost first; a row stands in itself."""
    parts = split(path)
    return [join(*parts[:end]) for end in range(2, len(parts) + 1, 2)]


def above(path: str) -> str:
    """The row in which the table of this row stands, "" when it stands in a section."""
    return join(*split(path)[:-2])


def is_within(path: str, whole: str) -> bool:
    """Whether it is the same address or one below it."""
    return path == whole or path.startswith(whole + SEPARATOR)


def table_of(row_path: str) -> str:
    return row_path.rpartition(SEPARATOR)[0]


def new_row_id() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(6))


def flatten(values: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """(path, value) of every answer; a table yields the list of its row ids, then its cells."""
    for key, value in values.items():
        if key == ROW_ID:
            continue
        path = prefix + key
        if is_table(value):
            yield path, [row[ROW_ID] for row in value]
            for row in value:
                yield from flatten(row, join(path, row[ROW_ID], ""))
        else:
            yield path, value


def unflatten(flat: dict[str, Any], tables: set[str]) -> dict[str, Any]:
    """The inverse of `flatten`; `tables` names the paths whose value is a list of row ids."""
    values: dict[str, Any] = {}
    rows: dict[str, dict[str, Any]] = {"": values}
    for path, value in flat.items():
        parent, _, key = path.rpartition(SEPARATOR)
        if path in tables:
            made = [{ROW_ID: row_id} for row_id in value]
            rows |= {join(path, row[ROW_ID]): row for row in made}
            rows[parent][key] = made
        else:
            rows[parent][key] = value
    return values


def is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) and ROW_ID in row for row in value)
