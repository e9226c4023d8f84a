"""Addresses of answers: `legal_name`, or `items/k3f9/price` for a cell (question, row id, column, …)."""

import re
import secrets
from collections.abc import Iterator
from typing import Any

SEPARATOR = "/"
ROW_ID = "_id"
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
ROW = re.compile(r"[0-9a-z]{4,12}")


def join(*parts: str) -> str:
    return SEPARATOR.join(parts)


def split(path: str) -> list[str]:
    return path.split(SEPARATOR)


def is_path(path: str) -> bool:
    """Keys and row ids take turns, beginning with a key."""
    return all((ROW if number % 2 else KEY).fullmatch(part) for number, part in enumerate(split(path)))


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
