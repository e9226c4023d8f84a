"""How wide the columns of a table stand on paper, from what is written in them.

A table laid out automatically has to be tried word by word, which takes a minute for a long one.
"""

from dataclasses import dataclass

from programs.fields.computed import Computed
from programs.fields.numbers import Number
from programs.presentation import Shown

WORD = 16  # letters; longer words may break
LEAST, MOST = 4, 36
BOLD, GAP = 1.1, 2.5
PLACE = 4  # percent, for the number of the row
LABEL = 24  # for the name of a row that the definition gives


@dataclass(frozen=True)
class Column:
    label: str
    is_number: bool
    width: str  # percent


def columns(table: Shown) -> list[Column]:
    """Of a table that has rows."""
    head = LABEL if table.question.is_fixed else PLACE
    cells = list(zip(*(row.cells for row in table.rows), strict=True))
    weights = [_weight(column) for column in cells]
    return [
        Column(str(column[0].label), _is_number(column[0]), f"{(100 - head) * weight / sum(weights):.2f}")
        for column, weight in zip(cells, weights, strict=True)
    ]


def written(cell: Shown) -> str:
    return cell.text or "\n".join(upload["name"] for upload in cell.uploads)


def _is_number(cell: Shown) -> bool:
    return isinstance(cell.question.type, Number | Computed)


def _weight(cells: tuple[Shown, ...]) -> float:
    """In letters: no word of common length breaks, numbers keep their line, and long texts get more, but not all."""
    texts = [written(cell) for cell in cells]
    longest = max(_longest_word(str(cells[0].label)) * BOLD, *map(_longest_word, texts))
    if _is_number(cells[0]):
        return max(longest, *map(len, texts)) + GAP
    average: float = (sum(map(len, texts)) / len(texts)) ** 0.85
    return min(max(longest, average, LEAST), MOST) + GAP


def _longest_word(text: str) -> int:
    return min(max((len(word) for word in text.split()), default=0), WORD)
