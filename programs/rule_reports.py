"""Telling staff of rules that can't be worked out: an event for each rule of an edition, without anyone's answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.core.cache import cache
from django.utils.translation import gettext as _

from portal.journal.models import Event
from portal.journal.recording import record
from programs.definition.form import Form
from programs.definition.rules import rules_of
from programs.models import Edition

SILENCE = 3600  # seconds in which the same rule isn't looked at again
MOST_SHOWN = 20


@dataclass(frozen=True)
class Report:
    form: str
    place: str
    question: str
    why: str

    @property
    def reason(self) -> str:
        """In words; what else goes wrong is a value of a kind that the rule isn't for."""
        return {
            "not a finite number": _("it divides by zero, or its result is too large"),
            "ZeroDivisionError": _("it divides by zero, or its result is too large"),
            "OverflowError": _("it divides by zero, or its result is too large"),
            "IndexError": _("it reads a row that isn't there"),
            "too many rows": _("the table has too many rows for it"),
        }.get(self.why, _("it was given an answer of another kind than it expects"))


def report(edition: Edition, organization_id: int, form_key: str, form: Form, faults: Mapping[str, str]) -> None:
    """`faults` are those that an evaluation met: rule → why. Costs nothing while there are none."""
    for source, why in faults.items():
        digest = sha256(f"{form_key}\n{source}".encode()).hexdigest()[:32]
        key = f"{_prefix(edition.pk)}{digest}"
        if not cache.add(key, 1, SILENCE):
            continue
        found = next((placed for placed in rules_of(form) if placed.source == source), None)
        where = {"place": found.place, "question": "/".join(found.keys)} if found else {"place": "", "question": ""}
        record(
            "rule.faulty",
            actor_id=None,
            organization_id=organization_id,
            call_id=edition.call_id,
            data={"form": form_key, "why": why, "edition": edition.number} | where,
            dedupe_key=key,
        )


def reported(edition_id: int) -> list[Report]:
    """Of one edition, in the order in which they were met."""
    events = Event.objects.filter(dedupe_key__startswith=_prefix(edition_id)).order_by("id")[:MOST_SHOWN]
    return [
        Report(event.data["form"], event.data["place"], event.data["question"], event.data["why"]) for event in events
    ]


def _prefix(edition_id: int) -> str:
    return f"rule.faulty:{edition_id}:"
