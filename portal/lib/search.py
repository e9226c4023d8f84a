"""Search inside the database by folded words: «конил» finds «Көңіл»."""

from typing import Any, TypeVar

from django.db.models import F, Func, Model, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Concat

from portal.lib.text import FOLDED, fold

M = TypeVar("M", bound=Model)
MOST_WORDS = 8


class Folded(Func):
    """`text.fold` in SQL (but for the spaces)."""

    function = "translate"
    template = "%(function)s(lower(%(expressions)s), '{}', '{}')".format(
        "".join(map(chr, FOLDED)), "".join(map(str, FOLDED.values()))
    )
    output_field = TextField()


def words_of(text: str) -> list[str]:
    return fold(text).split()[:MOST_WORDS]


def holding(rows: QuerySet[M], words: list[str], *fields: str) -> QuerySet[M]:
    """The rows that hold each of the words in one of the fields; the fields' full names, in both languages."""
    if not words:
        return rows
    texts = [Coalesce(F(field), Value(""), output_field=TextField()) for field in fields]
    spaced = [part for text in texts for part in (text, Value(" "))]
    found: QuerySet[Any] = rows.alias(folded=Folded(Concat(*spaced, output_field=TextField())))
    for word in words:
        found = found.filter(folded__contains=word)
    return found
