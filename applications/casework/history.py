"""What happened to a case, as staff read it: with names, pending decisions included."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.history import FOR_APPLICANT, PUBLISHED
from applications.models import Application, Verdict
from portal.journal.models import Event
from portal.journal.queries import history_of_application

OWN = {"decision.made": _("A decision was written."), "file.refused": _("A file was refused after it was checked.")}
FOR_STAFF: dict[str, dict[str, Any]] = {noun: words | OWN for noun, words in FOR_APPLICANT.items()}
READINGS: dict[str, Any] = {"dossier.read": _("The application was read."), "file.read": _("A file was opened.")}
MOST_READINGS = 30


@dataclass(frozen=True)
class Entry:
    at: datetime
    text: str
    actor: str


@dataclass(frozen=True)
class History:
    """Newest last; the readings newest first."""

    changes: list[Entry]
    readings: list[Entry]


def history_for_staff(application: Application) -> History:
    words = FOR_STAFF[application.call.noun]
    events = history_of_application(application.pk)
    changes = list(events.filter(kind__in=[*words, "decision.published"]))
    readings = list(events.filter(kind__in=READINGS).order_by("-id")[:MOST_READINGS])
    names = _names({event.actor_id for event in changes + readings if event.actor_id})
    return History(
        [Entry(event.at, _words(event, words), names.get(event.actor_id or 0, "")) for event in changes],
        [Entry(event.at, str(READINGS[event.kind]), names.get(event.actor_id or 0, "")) for event in readings],
    )


def _words(event: Event, words: dict[str, Any]) -> str:
    if event.kind == "decision.published":
        return str(PUBLISHED[Verdict(event.data["verdict"])])
    return str(words[event.kind])


def _names(ids: set[int]) -> dict[int, str]:
    people = User.objects.filter(pk__in=ids).values_list("pk", "person__full_name", "email")
    return {pk: name or email for pk, name, email in people}
