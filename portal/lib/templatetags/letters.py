"""A woven band of triangles for letters: table cells, since mail programs know neither SVG nor style sheets."""

from itertools import groupby
from typing import Any

from django import template

register = template.Library()
TRIANGLES = (
    ".......##.......",
    "......####......",
    "....########....",
    "...####..####...",
    "..####....####..",
    "#####..##..#####",
)
REPEATS = 8


def runs(row: str) -> list[tuple[bool, int]]:
    """(coloured or not, over how many columns)"""
    return [(mark == "#", len(list(same))) for mark, same in groupby(row * REPEATS)]


BAND = [runs(row) for row in TRIANGLES]


@register.inclusion_tag("letters/band.html")
def band() -> dict[str, Any]:
    return {"rows": BAND}
