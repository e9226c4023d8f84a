"""What visitors may see: programs and calls that were published, never a draft."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar

from django.conf import settings
from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.fields.json import HasKey
from django.utils.translation import get_language

from portal.lib.search import holding
from portal.lib.text import alphabetical
from programs.models import Call, Program

SEARCHED = [
    f"{name}_{language}"
    for language in ("kk", "ru")
    for name in ("title", "summary", "audience", "program__title", "program__organization__title")
]

# Whether the current edition has an eligibility check, without reading the edition.
HAS_CHECK = HasKey(F("current_edition__definition"), "eligibility")

# By hand: Django takes ten times as long to write this statement as PostgreSQL to answer it, on the most read pages.
PROGRAMS = """
    SELECT program.id, program.parent_id, program.slug, program.title_{language}, program.summary_{language},
           program.sort_key, organization.slug, organization.title_{language},
           organization.sort_key, count(call.id),
           count(call.id) FILTER (WHERE call.opens_at <= %(now)s AND call.closes_at > %(now)s)
      FROM programs_program AS program
      JOIN accounts_organization AS organization ON organization.id = program.organization_id
      LEFT JOIN programs_call AS call ON call.program_id = program.id AND call.current_edition_id IS NOT NULL
     {where}
     GROUP BY program.id, organization.id
"""


@dataclass(frozen=True)
class Branch:
    """A program as visitors see it, with its initiatives; the numbers count those of the initiatives too."""

    slug: str
    title: str
    summary: str
    sort_key: int
    open_calls: int
    initiatives: tuple["Branch", ...]


@dataclass(frozen=True)
class Shelf:
    """An organization with its programs."""

    slug: str
    title: str
    sort_key: int
    branches: tuple[Branch, ...]


T = TypeVar("T", Branch, Shelf)


class Row(NamedTuple):
    id: int
    parent_id: int | None
    slug: str
    title: str
    summary: str
    sort_key: int
    organization_slug: str
    organization_title: str
    organization_sort_key: int
    published_calls: int
    open_calls: int


def published_calls() -> QuerySet[Call]:
    return Call.objects.filter(current_edition__isnull=False).select_related("program__organization", "type")


def open_calls(now: datetime, words: list[str]) -> QuerySet[Call]:
    """By deadline; only what a list shows is read."""
    calls = published_calls().filter(opens_at__lte=now, closes_at__gt=now)
    listed = calls.only(
        "slug", "title", "audience", "opens_at", "closes_at", "tz", "current_edition_id", "type__title",
        "program__title", "program__organization__title",
    )  # fmt: skip
    return holding(listed.order_by("closes_at", "slug"), words, *SEARCHED)


def current_calls(program: Program, now: datetime) -> QuerySet[Call]:
    """Open and announced ones, in the order of the organization's own call types."""
    calls = Call.objects.filter(program=program, current_edition__isnull=False, closes_at__gt=now)
    return calls.select_related("type").order_by("type__sort_key", "type__key", "closes_at", "slug")


def catalogue(now: datetime) -> tuple[Shelf, ...]:
    """All programs by organization, in one query."""
    children: dict[int | None, list[Row]] = defaultdict(list)
    for row in _rows(now):
        children[row.parent_id].append(row)
    shelves: dict[tuple[str, str, int], list[Branch]] = defaultdict(list)
    for row in children[None]:
        organization = (row.organization_slug, row.organization_title, row.organization_sort_key)
        shelves[organization] += _branches([row], children)
    return _in_order(
        Shelf(*organization, _in_order(branches)) for organization, branches in shelves.items() if branches
    )


def initiatives_of(program: Program, now: datetime) -> tuple[Branch, ...]:
    return _branches(_rows(now, parent=program.pk), {})


def visible_programs() -> QuerySet[Program]:
    published = Call.objects.filter(current_edition__isnull=False)
    own = published.filter(program=OuterRef("pk"))
    of_initiatives = published.filter(program__parent=OuterRef("pk"))
    return Program.objects.select_related("organization", "parent").filter(Exists(own) | Exists(of_initiatives))


def _branches(rows: Iterable[Row], children: Mapping[int | None, list[Row]]) -> tuple[Branch, ...]:
    """Those of which something was published once: a program that is being prepared isn't shown."""
    branches = []
    for row in rows:
        initiatives = _branches(children.get(row.id, ()), children)
        if row.published_calls or initiatives:
            open_calls = row.open_calls + sum(branch.open_calls for branch in initiatives)
            branches.append(Branch(row.slug, row.title, row.summary, row.sort_key, open_calls, initiatives))
    return _in_order(branches)


def _in_order(things: Iterable[T]) -> tuple[T, ...]:
    """As the organization wants, else by the Kazakh alphabet."""
    return tuple(sorted(things, key=lambda thing: (thing.sort_key, alphabetical(thing.title))))


def _rows(now: datetime, *, parent: int | None = None) -> list[Row]:
    language = get_language()
    if language not in dict(settings.LANGUAGES):  # it becomes part of the statement
        language = settings.LANGUAGE_CODE
    where = "WHERE program.parent_id = %(parent)s" if parent else ""
    with connection.cursor() as cursor:
        cursor.execute(PROGRAMS.format(language=language, where=where), {"now": now, "parent": parent})
        return [Row(*row) for row in cursor.fetchall()]
