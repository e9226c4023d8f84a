"""Reading reference lists: what a person is offered while typing, and which item a text or a code names."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from portal.lib.search import words_of
from portal.lib.text import clean, fold

MOST_HITS = 20
MOST_TYPED = 100  # characters that are searched for
MOST_WORDS = 3  # the longest of what is typed: they tell most
SHORTEST = 3  # letters of a word that is looked for inside titles; a trigram needs as many

VALID = """
    SELECT * FROM programs_referenceitem
     WHERE reference_list_id = (SELECT id FROM programs_referencelist WHERE key = %(list)s)
       AND (valid_from IS NULL OR valid_from <= %(day)s) AND (valid_until IS NULL OR valid_until >= %(day)s)
"""
# What begins like that; else titles that hold all the words; else titles with words that are like those. The inner
# limit is for words that half of the list holds: enough to find the best of, few enough to sort.
SEARCH = """
    WITH valid AS NOT MATERIALIZED ({valid}), begins AS MATERIALIZED (
        SELECT id, sort_key, 0::real AS distance FROM valid WHERE code = %(code)s UNION
        (SELECT id, sort_key, 0 FROM valid WHERE fold_kk LIKE %(begins)s ORDER BY fold_kk LIMIT {most}) UNION
        (SELECT id, sort_key, 0 FROM valid WHERE fold_ru LIKE %(begins)s ORDER BY fold_ru LIMIT {most})
    ), holds AS MATERIALIZED (
        SELECT id, sort_key, 1::real AS distance FROM (
            SELECT id, sort_key FROM valid
             WHERE (SELECT count(*) FROM begins) < {most} AND (({holds_kk}) OR ({holds_ru})) LIMIT 10 * {most}
        ) AS part
         WHERE id NOT IN (SELECT id FROM begins) ORDER BY sort_key LIMIT {most}
    ), alike AS MATERIALIZED (
        SELECT id, sort_key,
               2 - greatest(word_similarity(%(folded)s, fold_kk), word_similarity(%(folded)s, fold_ru)) AS distance
          FROM (
            SELECT id, sort_key, fold_kk, fold_ru FROM valid
             WHERE NOT EXISTS (SELECT FROM begins) AND NOT EXISTS (SELECT FROM holds) AND {alike} LIMIT 10 * {most}
        ) AS part
         ORDER BY distance, sort_key LIMIT {most}
    ), hits AS (
        SELECT * FROM begins UNION ALL SELECT * FROM holds UNION ALL SELECT * FROM alike
         ORDER BY distance, sort_key LIMIT {most}
    )
    SELECT item.code, item.title_kk, item.title_ru, {above}
      FROM hits JOIN programs_referenceitem AS item USING (id)
     ORDER BY hits.distance, hits.sort_key
"""
FIRST = """
    SELECT item.code, item.title_kk, item.title_ru, {above}
      FROM ({valid} ORDER BY sort_key LIMIT {most}) AS item
     ORDER BY item.sort_key
"""
ABOVE = """
    (SELECT json_agg(json_build_array(code, title_kk, title_ru) ORDER BY level DESC)
       FROM programs_referenceitem AS above
      WHERE above.reference_list_id = item.reference_list_id AND above.code = ANY(item.path))
"""
# A mistyped word is taken for the five words of the list that are most like it.
NEIGHBOUR = """
    words && (SELECT array_agg(word) FROM (
        SELECT word FROM programs_referenceword
         WHERE reference_list_id = (SELECT id FROM programs_referencelist WHERE key = %(list)s)
           AND word %% %(word{0})s ORDER BY similarity(word, %(word{0})s) DESC, word LIMIT 5
    ) AS near)
"""


@dataclass(frozen=True)
class Found:
    """An item with those it belongs to, the nearest first: (code, title in Kazakh, in Russian)."""

    code: str
    kk: str
    ru: str
    above: tuple[tuple[str, str, str], ...] = ()

    @property
    def level(self) -> int:
        return len(self.above) + 1


def search(
    reference_list: str, typed: str, *, day: date | None = None, level: int | None = None, under: str = ""
) -> list[Found]:
    """What may be meant, in one statement; nothing typed gives the first by the alphabet, of the top unless said."""
    folded = fold(clean(typed))[:MOST_TYPED]
    words = [word for word in words_of(re.sub(r"\W+", " ", folded)) if len(word) >= SHORTEST]
    words = sorted(words, key=len)[-MOST_WORDS:]
    if not folded and not under:
        level = level or 1
    values: dict[str, Any] = {
        "list": reference_list,
        "day": day or timezone.localdate(),
        "level": level,
        "under": [clean(under)],
        "folded": folded,
        "begins": f"{_literal(folded)}%",
        "code": clean(typed).strip(),
    }
    values |= {f"word{number}": word for number, word in enumerate(words)}
    values |= {f"holds{number}": f"%{word}%" for number, word in enumerate(words)}
    template = SEARCH if folded else FIRST
    statement = template.format(
        valid=VALID
        + ("AND level = %(level)s " if level else "")
        + ("AND path @> %(under)s::varchar[]" if under else ""),
        most=MOST_HITS,
        holds_kk=_each("fold_kk LIKE %(holds{0})s", words),
        holds_ru=_each("fold_ru LIKE %(holds{0})s", words),
        alike=_each(NEIGHBOUR, words),
        above=ABOVE,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [_found(*row) for row in cursor.fetchall()]


# Of many that are called the same these are enough to know that there are several.
NAMED = """
    SELECT item.code, item.title_kk, item.title_ru, {above}
      FROM ({valid} AND (code = ANY(%(codes)s) OR fold_kk = ANY(%(names)s) OR fold_ru = ANY(%(names)s))
            LIMIT %(most)s) AS item
"""


def named(
    reference_list: str, *, names: Collection[str] = (), codes: Collection[str] = (), day: date | None = None
) -> list[Found]:
    """The items with these folded titles or with these codes, in one statement."""
    values: dict[str, Any] = {
        "list": reference_list,
        "day": day or timezone.localdate(),
        "names": list(names),
        "codes": list(codes),
        "most": MOST_HITS * (len(names) + len(codes)),
    }
    with connection.cursor() as cursor:
        cursor.execute(NAMED.format(valid=VALID, above=ABOVE), values)
        return [_found(*row) for row in cursor.fetchall()]


def _literal(text: str) -> str:
    """For LIKE."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _each(condition: str, words: list[str]) -> str:
    return " AND ".join(condition.format(number) for number in range(len(words))) or "false"


def _found(code: str, kk: str, ru: str, above: list[list[str]] | None) -> Found:
    return Found(code, kk, ru, tuple((code, kk, ru) for code, kk, ru in above or []))
