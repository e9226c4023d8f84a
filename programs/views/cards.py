"""A call as a page shows it at one moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby

from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from portal.lib import moments
from portal.lib.fragments import fragment
from programs.models import Call, CallType
from programs.models.call import Noun


@dataclass(frozen=True)
class CallCard:
    call: Call
    now: datetime

    @property
    def is_announced(self) -> bool:
        return self.now < self.call.opens_at

    @property
    def is_open(self) -> bool:
        return self.call.opens_at <= self.now < self.call.closes_at

    @property
    def is_soon(self) -> bool:
        return self.is_open and moments.is_soon(self.call.closes_at, self.now)

    @property
    def left(self) -> str:
        """«19 күн қалды», «2 күннен кейін ашылады»"""
        if self.is_announced:
            return moments.opens_in(self.call.opens_at, self.now)
        return moments.closes_in(self.call.closes_at, self.now)

    @cached_property
    def _turning_point(self) -> datetime:
        """What the leaf of the calendar shows: in the call's own zone."""
        return (self.call.opens_at if self.is_announced else self.call.closes_at).astimezone(self.call.zone)

    @property
    def day(self) -> int:
        return self._turning_point.day

    @property
    def month(self) -> str:
        return formats.date_format(self._turning_point, "E")

    @property
    def opens(self) -> str:
        return moments.date_and_time(self.call.opens_at, self.call.zone)

    @property
    def closes(self) -> str:
        return moments.date_and_time(self.call.closes_at, self.call.zone)

    @property
    def zone(self) -> str:
        return moments.zone_name(self.call.zone, self._turning_point)

    @property
    def button(self) -> str:
        """The original's own word: a button that names the thing it starts."""
        return {
            Noun.APPLICATION: pgettext("button", "Application"),
            Noun.STATEMENT: pgettext("button", "Statement"),
        }[Noun(self.call.noun)]


@dataclass(frozen=True)
class Line:
    """What a list shows of a call, as values, so that equal lists are rendered once."""

    slug: str
    title: str
    organization: str
    audience: str
    day: int
    month: str
    left: str
    is_announced: bool
    is_soon: bool


def listing(cards: Iterable[CallCard], *, with_organization: bool = False) -> SafeString:
    lines = tuple(
        Line(
            slug=card.call.slug,
            title=card.call.title,
            organization=card.call.program.organization.title if with_organization else "",
            audience=card.call.audience,
            day=card.day,
            month=card.month,
            left=card.left,
            is_announced=card.is_announced,
            is_soon=card.is_soon,
        )
        for card in cards
    )
    return fragment("parts/call_list.html", lines=lines)


@dataclass(frozen=True)
class Group:
    type: CallType | None
    cards: list[CallCard]

    @property
    def listing(self) -> SafeString:
        return listing(self.cards)


def by_type(calls: Iterable[Call], now: datetime) -> list[Group]:
    """Expects the calls in the order of their types."""
    return [
        Group(type_, [CallCard(call, now) for call in group])
        for type_, group in groupby(calls, key=lambda call: call.type)
    ]
