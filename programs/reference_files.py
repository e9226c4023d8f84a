"""Reading the CSV file of a reference list; every slip is named by row and column."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from portal.lib.text import FORBIDDEN, clean
from programs.definition.base import repeated

REQUIRED = ("code", "title_kk", "title_ru")
KNOWN = (*REQUIRED, "parent", "valid_from", "valid_until")
LONGEST = {"code": 60, "parent": 60, "title_kk": 300, "title_ru": 300}
MOST_LEVELS = 9
MOST_SLIPS = 50


class Unreadable(Exception):
    """The file has slips; nothing of it is used."""

    def __init__(self, slips: list[str]) -> None:
        more = [f"… and {len(slips) - MOST_SLIPS} more"] if len(slips) > MOST_SLIPS else []
        super().__init__("\n".join(slips[:MOST_SLIPS] + more))
        self.slips = slips


@dataclass
class Line:
    """One item as a file gives it."""

    row: int
    code: str
    title_kk: str
    title_ru: str
    parent: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    data: dict[str, str] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)

    @property
    def level(self) -> int:
        return len(self.path) + 1


def read_file(path: Path) -> list[Line]:
    """Those at the top first, so that each comes after what it belongs to. Raises Unreadable."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable([f"the file isn't UTF-8: byte {error.start + 1} is no letter of it"]) from error
    return read_lines(text)


def read_lines(text: str) -> list[Line]:
    header = text.split("\n", 1)[0]
    rows = csv.DictReader(
        io.StringIO(text), delimiter=";" if header.count(";") > header.count(",") else ",", restkey="", strict=True
    )
    slips = list(_columns(list(rows.fieldnames or [])))
    if slips:
        raise Unreadable(slips)
    lines: list[Line] = []
    try:
        for number, row in enumerate(rows, start=2):
            lines.append(_line(number, row, slips))
    except csv.Error as error:
        slips.append(f"row {rows.line_num}: {error}")
    if not slips:
        slips += [*_codes(lines), *_places(lines)]
    if slips:
        raise Unreadable(slips)
    return sorted(lines, key=lambda line: line.level)


def _columns(names: list[str]) -> Iterator[str]:
    yield from (f"the column {name!r} is missing" for name in REQUIRED if name not in names)
    yield from (f"the column {name!r} is there twice" for name in repeated(names))
    if "" in names:
        yield f"column {names.index('') + 1} has no name in the first row"


def _line(number: int, row: dict[str, str | list[str] | None], slips: list[str]) -> Line:
    cells: dict[str, str] = {}
    for name, cell in row.items():
        if name == "":
            slips.append(f"row {number}: it has more cells than the first row has names")
        elif not isinstance(cell, str):
            slips.append(f"row {number}, column {name}: the cell is missing")
        else:
            cells[name] = clean(cell).strip()
            if FORBIDDEN.search(cell.replace("\r", "")):
                slips.append(f"row {number}, column {name}: it holds a control character")
    for name, limit in LONGEST.items():
        if len(cells.get(name, "")) > limit:
            slips.append(f"row {number}, column {name}: at most {limit} characters fit, it has {len(cells[name])}")
    slips += [f"row {number}, column {name}: it is empty" for name in REQUIRED if cells.get(name) == ""]
    line = Line(
        number,
        code=cells.get("code", ""),
        title_kk=cells.get("title_kk", ""),
        title_ru=cells.get("title_ru", ""),
        parent=cells.get("parent", ""),
    )
    line.valid_from = _day(cells, "valid_from", number, slips)
    line.valid_until = _day(cells, "valid_until", number, slips)
    if line.valid_from and line.valid_until and line.valid_from > line.valid_until:
        slips.append(f"row {number}, column valid_until: it is before valid_from")
    line.data = {name: cell for name, cell in cells.items() if name not in KNOWN and cell}
    return line


def _day(cells: dict[str, str], name: str, number: int, slips: list[str]) -> date | None:
    text = cells.get(name, "")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        slips.append(f"row {number}, column {name}: {text!r} is no date; write it as 2027-01-15")
        return None


def _codes(lines: list[Line]) -> Iterator[str]:
    first: dict[str, int] = {}
    for line in lines:
        if line.code in first:
            yield f"row {line.row}, column code: {line.code!r} stands in row {first[line.code]} already"
        first.setdefault(line.code, line.row)


def _places(lines: list[Line]) -> Iterator[str]:
    """Fills in the path of every line."""
    by_code = {line.code: line for line in lines}
    for line in lines:
        above = line.parent
        while above:
            if above not in by_code:
                yield f"row {line.row}, column parent: there is no item {above!r} in the file"
                break
            if above == line.code or above in line.path:
                yield f"row {line.row}, column parent: it would belong to itself"
                break
            line.path.insert(0, above)
            if len(line.path) >= MOST_LEVELS:
                yield f"row {line.row}, column parent: it stands deeper than {MOST_LEVELS} levels"
                break
            above = by_code[above].parent
