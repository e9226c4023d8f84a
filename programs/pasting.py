"""Rows pasted from a spreadsheet: tab-separated as the clipboard gives them, or lines of CSV.

Taken whole or refused whole. A cell that is no answer is kept as it was pasted, like anything typed.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.lib import paths
from portal.lib.exceptions import Refused
from portal.lib.text import clean, fold
from programs.answers import Answers, Row, is_blank, is_typed, open_row, read_into
from programs.definition.base import LANGUAGES
from programs.fields.tables import place_of

DELIMITERS = "\t;,"


class PasteRefused(Refused):
    """Nothing of it was taken."""


@dataclass(frozen=True)
class Paste:
    path: str  # of the table
    seed: str  # ids follow from it, so that the same paste sent twice adds its rows once
    text: str


def columns_of(table: Any) -> list[Any]:
    """Those that a pasted row fills, in their order."""
    return [column for column in table.columns if is_typed(column)]


def pasted(questions: Iterable[Any], answers: Answers, paste: Paste) -> Answers:
    """The answers with the rows of the text after those of the table. Blank rows make room. Raises PasteRefused."""
    questions, path = list(questions), paste.path
    place = place_of(questions, path) if paths.is_path(path) and not paths.is_row(path) else None
    if place is None or not place.question.type.is_table or place.question.is_fixed:
        return answers
    if not paths.ROW.fullmatch(paste.seed):
        return answers
    table, after = place.question, answers.copy()
    row_path = paths.table_of(path)  # of the row that the table stands in
    around: Row | None = open_row(questions, after.values, row_path) if row_path else after.values
    lines = cells_of(table, clean(paste.text))
    if around is None or not lines:
        return answers
    typed = answers.typed_rows()
    old = [row for row in around.get(table.key, []) if not is_blank(row, paths.join(path, row[paths.ROW_ID]), typed)]
    ids = [row_id_from(paste.seed, number) for number in range(len(lines))]
    kept = [row for row in old if row[paths.ROW_ID] not in set(ids)]
    _refuse_if_full(table, len(kept), len(lines))
    rows = [{paths.ROW_ID: row_id} for row_id in ids]
    for number, column in enumerate(columns_of(table)):
        cells = [
            (row, paths.join(path, row[paths.ROW_ID], column.key), column.type.from_cell(column, line[number]))
            for row, line in zip(rows, lines, strict=True)
        ]
        read_into(cells, column, after)
    around[table.key] = [*kept, *rows]
    return after


def row_id_from(seed: str, number: int) -> str:
    """The id of a pasted row; the first one's is the seed itself."""
    if not number:
        return seed
    digest = sha256(f"{seed} {number}".encode()).digest()
    return "".join(paths.ALPHABET[byte % len(paths.ALPHABET)] for byte in digest[:8])


def _refuse_if_full(table: Any, there: int, more: int) -> None:
    if there + more > table.most_rows:
        counted = ngettext("You pasted %(count)d row.", "You pasted %(count)d rows.", more) % {"count": more}
        limit = ngettext(
            "At most %(most)d row fits here.", "At most %(most)d rows fit here.", table.most_rows
        ) % {"most": table.most_rows}  # fmt: skip
        taken = ngettext("%(count)d is filled in already.", "%(count)d are filled in already.", there)
        said = [counted, limit, *([taken % {"count": there}] if there else []), _("Nothing was added.")]
        raise PasteRefused(" ".join(said))


def cells_of(table: Any, text: str) -> list[list[str]]:
    """A list of cells for each row, in the order of the table's columns. Raises PasteRefused."""
    lines = [[cell.strip() for cell in line] for line in _split(text, single=len(columns_of(table)) == 1)]
    lines = [line for line in lines if any(line)]
    order = _heading(table, lines[0]) if lines else None
    if order is not None:
        lines = lines[1:]
    columns = columns_of(table)
    order = order or [*columns]
    found = []
    for number, line in enumerate(lines, start=1):
        if any(line[len(order) :]):
            message = _("Row %(number)d has %(cells)d cells, and the table has %(columns)d columns: %(names)s.")
            names = ", ".join(str(column.label) for column in columns)
            said = {"number": number, "cells": len(line), "columns": len(columns), "names": names}
            raise PasteRefused(f"{message % said} {_('Nothing was added.')}")
        by_key = {column.key: cell for column, cell in zip(order, line, strict=False)}
        found.append([by_key.get(column.key, "") for column in columns])
    return found


def _split(text: str, *, single: bool) -> list[list[str]]:
    lines = text.strip("\n").split("\n")
    delimiter = next((mark for mark in DELIMITERS if mark in lines[0] and not (single and mark != "\t")), "\t")
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        # Quotation marks that belong to the text, or a cell longer than the reader takes.
        return [line.split(delimiter) for line in lines]


def _heading(table: Any, line: list[str]) -> list[Any] | None:
    """The columns that a first line names, None when it is a row like the others."""
    known = {
        fold(column.label.in_(language)): column
        for column in table.columns
        for language in LANGUAGES
        if not column.type.is_table
    }
    while line and not line[-1]:
        line = line[:-1]
    found = [known.get(fold(cell)) for cell in line]
    named = [column for column in found if column]
    return named if line and len(named) == len(line) and len({c.key for c in named}) == len(named) else None
