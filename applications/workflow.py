"""The one door for a case's status."""

from datetime import datetime
from typing import Any

from accounts.models import User
from applications.models import Application
from applications.statuses import TRANSITIONS, WAITING_ON, Status
from portal.journal.models import Event
from portal.journal.recording import record


class ImpossibleMove(RuntimeError):
    """The transition table has no such edge: a mistake of ours, not of the person."""


def can_move(application: Application, to: Status) -> bool:
    return to in TRANSITIONS[Status(application.status)]


def move(
    application: Application,
    to: Status,
    *,
    event: str,
    actor: User | None,
    at: datetime,
    role: str = "",
    **data: Any,
) -> Event:
    """Changes the status of a case whose row the caller has locked, and records the event that tells why."""
    if not can_move(application, to):
        raise ImpossibleMove(f"{application.number}: {application.status} → {to}")
    before = application.status
    application.status = to
    application.waiting_on = WAITING_ON[to]
    application.save(update_fields=["status", "waiting_on"])
    return note(application, event, actor=actor, at=at, role=role, **{"from": before, "to": to, **data})


def note(
    application: Application, event: str, *, actor: User | None, at: datetime, role: str = "", **data: Any
) -> Event:
    """An event of the case that leaves its status as it is."""
    return record(
        event,
        actor_id=actor.pk if actor else None,
        role=role,
        at=at,
        organization_id=application.organization_id,
        call_id=application.call_id,
        application_id=application.pk,
        data={key: str(value) for key, value in data.items()},
    )
