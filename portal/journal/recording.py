"""The one way to write an event, and who is woken when one was written."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import transaction

from portal.journal.models import Event
from portal.lib import clock

logger = logging.getLogger(__name__)
Listener = Callable[[], object]
_listeners: list[Listener] = []


def on_recorded(listener: Listener) -> Listener:
    """The listener is called after the commit of an event; a sweep picks up what it missed, so it may fail."""
    _listeners.append(listener)
    return listener


def record(kind: str, *, actor_id: int | None, role: str = "", **fields: Any) -> Event:
    """Inside the transaction of what happened. Fields: the ids, `at`, `data`, `dedupe_key` of Event."""
    fields.setdefault("at", clock.now())
    event = Event.objects.create(kind=kind, actor_id=actor_id, role=role, **fields)
    transaction.on_commit(_wake, robust=True)
    return event


def _wake() -> None:
    for listener in _listeners:
        listener()
