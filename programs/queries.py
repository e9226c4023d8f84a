"""What visitors may see: programs and calls that were published, never a draft."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import Organization
from portal.lib.search import holding
from portal.lib.text import alphabetical
from programs.models import Call, Program

SEARCHED = [
    f"{name}_{language}"
    for language in ("kk", "ru")
    for name in ("title", "summary", "audience", "program__title", "program__organization__title")
]


@dataclass
class Branch:
    """A program as visitors see it, with its initiatives."""

    program: Program
    children: list["Branch"] = field(default_factory=list)

    @cached_property
    def initiatives(self) -> list["Branch"]:
        return in_order(child for child in self.children if child.is_visible)

    @property
    def open_calls(self) -> int:
        own: int = self.program.open_calls  # type: ignore[attr-defined]
        return own + sum(child.open_calls for child in self.children)

    @property
    def is_visible(self) -> bool:
        """Something of it was published once: a program that is being prepared isn't shown."""
        return bool(self.program.published_calls) or bool(self.initiatives)  # type: ignore[attr-defined]


@dataclass
class Shelf:
    organization: Organization
    branches: list[Branch] = field(default_factory=list)


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


def catalogue(now: datetime) -> list[Shelf]:
    """All programs by organization, in one query."""
    branches = {row.pk: Branch(row) for row in _counted(Program.objects.select_related("organization"), now)}
    for branch in branches.values():
        if parent := branches.get(branch.program.parent_id or 0):
            parent.children.append(branch)
    shelves: dict[int, Shelf] = {}
    for branch in in_order(branches.values()):
        if branch.program.parent_id is None and branch.is_visible:
            organization = branch.program.organization
            shelves.setdefault(organization.pk, Shelf(organization)).branches.append(branch)
    return sorted(
        shelves.values(), key=lambda shelf: (shelf.organization.sort_key, alphabetical(shelf.organization.title))
    )


def initiatives_of(program: Program, now: datetime) -> list[Branch]:
    branches = (Branch(row) for row in _counted(Program.objects.filter(parent=program), now))
    return in_order(branch for branch in branches if branch.is_visible)


def visible_programs() -> QuerySet[Program]:
    published = Call.objects.filter(current_edition__isnull=False)
    own = published.filter(program=OuterRef("pk"))
    of_initiatives = published.filter(program__parent=OuterRef("pk"))
    return Program.objects.select_related("organization", "parent").filter(Exists(own) | Exists(of_initiatives))


def in_order(branches: Iterable[Branch]) -> list[Branch]:
    """As the organization wants, else by the Kazakh alphabet."""
    return sorted(branches, key=lambda branch: (branch.program.sort_key, alphabetical(branch.program.title)))


def _counted(programs: QuerySet[Program], now: datetime) -> QuerySet[Program]:
    published = Q(calls__current_edition__isnull=False)
    is_open = published & Q(calls__opens_at__lte=now, calls__closes_at__gt=now)
    counted = programs.annotate(
        published_calls=Count("calls", filter=published), open_calls=Count("calls", filter=is_open)
    )
    return counted.defer("description")
