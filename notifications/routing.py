"""From events to letters. An event is claimed by `routed_at IS NULL`, never by a last-seen id: ids commit out of order.

The letters of an event, the note of what they belong to and `routed_at` are one transaction. An event whose letters
can't be written waits while the others go on.
"""

import logging
from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from applications.models import Application, Mode
from notifications.letters import Occasion, write
from notifications.models import Fault, Routed
from notifications.rules import LOUD, SILENT, rules_for
from portal.journal.models import Event
from portal.lib import clock
from portal.outbox.actions import enqueue

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 5
PAUSE = timedelta(minutes=10)


def route_due() -> Counter[str]:
    """Every event that waits; returns how many were routed, silent, faulty, and the letters written."""
    counts: Counter[str] = Counter()
    waiting = Event.objects.filter(routed_at=None)
    counts["silent"] = waiting.filter(kind__in=SILENT).update(routed_at=clock.now())
    counts["unknown"] = waiting.exclude(kind__in=LOUD | SILENT).count()
    if counts["unknown"]:
        # Perhaps a newer version recorded them; whoever knows the kind routes them.
        logger.warning("%s events wait whose kind isn't in notifications/rules.py", counts["unknown"])
    while (routed := _route_next()) is not None:
        counts += routed
    return counts


def _route_next() -> Counter[str] | None:
    with transaction.atomic():
        event = _claimable().order_by("id").select_for_update(skip_locked=True).first()
        if event is None:
            return None
        try:
            with transaction.atomic():
                letters = _write_letters(event)
        except Exception as error:  # noqa: BLE001 - a faulty letter must not hold up the others
            return Counter({_note_fault(event, error): 1})
        _mark_routed(event)
    return Counter(routed=1, letters=letters)


def _claimable() -> QuerySet[Event]:
    paused = Fault.objects.filter(next_try_at__gt=clock.now()).values("event_id")
    return Event.objects.filter(routed_at=None, kind__in=LOUD).exclude(pk__in=paused)


def _write_letters(event: Event) -> int:
    cases = Application.objects.select_related("call__program", "organization", "applicant_person", "applicant_org")
    occasion = Occasion(event, cases.get(pk=event.application_id))  # type: ignore[misc] # loud events have one
    if occasion.application.mode == Mode.TEST:
        return 0
    written = 0
    for rule in rules_for(event):
        for recipient in rule.audience(occasion.application):
            message = enqueue(write(occasion, rule, recipient))
            Routed.objects.create(event_id=event.pk, letter=rule.letter, message=message)
            written += 1
    return written


def _note_fault(event: Event, error: Exception) -> str:
    fault, _ = Fault.objects.get_or_create(event_id=event.pk)
    fault.attempts += 1
    fault.last_error = type(error).__name__
    has_had_enough = fault.attempts >= MAX_ATTEMPTS
    fault.next_try_at = None if has_had_enough else clock.now() + PAUSE
    fault.save(update_fields=["attempts", "last_error", "next_try_at"])
    if has_had_enough:
        _mark_routed(event)
        logger.error("the letters of event %s are given up", event.pk, exc_info=error)
        return "failed"
    logger.warning("the letters of event %s can't be written yet", event.pk, exc_info=error)
    return "faulty"


def _mark_routed(event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(routed_at=clock.now())
