"""Search inside the database by folded words: «конил» finds «Көңіл»; and the order of the Kazakh alphabet."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db.migrations.operations import RunSQL
from django.db.models import F, Func, Model, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Concat

from portal.lib.text import FOLDED, IN_ORDER, fold

M = TypeVar("M", bound=Model)
MOST_WORDS = 8


def _translated(text: str, table: Mapping[int, Any]) -> str:
    return f"translate({text}, '{''.join(map(chr, table))}', '{''.join(map(str, table.values()))}')"


def text_functions() -> RunSQL:
    """`kazakh_fold`, `kazakh_order`: what `text.fold` and `text.alphabetical` do; `kazakh_words`: of a folded text.

    For indexes and generated columns. Those keep what the functions gave when a row was written: whoever changes the
    letters makes a migration that builds them anew. None calls another: a restored dump has no search path.
    """
    fold_sql = _translated("lower($1)", FOLDED)
    order_sql = _translated(r"regexp_replace(lower($1), '^\W+', '')", IN_ORDER)
    create = "CREATE FUNCTION {1}(text) RETURNS {0} LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT {2} $$;"
    return RunSQL(
        create.format("text", "kazakh_fold", rf"btrim(regexp_replace({fold_sql}, '\s+', ' ', 'g'))")
        + create.format("text", "kazakh_order", order_sql)
        + create.format("text[]", "kazakh_words", rf"regexp_split_to_array(btrim({fold_sql}), '\W+')"),
        "DROP FUNCTION kazakh_words(text); DROP FUNCTION kazakh_fold(text); DROP FUNCTION kazakh_order(text);",
    )


class Folded(Func):
    """`text.fold` in SQL."""

    function = "kazakh_fold"
    output_field = TextField()


class Words(Func):
    """The words of a folded text."""

    function = "kazakh_words"
    output_field = ArrayField(TextField())


class InOrder(Func):
    """`text.alphabetical` in SQL."""

    function = "kazakh_order"
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
