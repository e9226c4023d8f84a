"""The one way to write an event, and who is woken when one was written."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from portal.journal.models import Event
from portal.lib import clock

Listener = Callable[[Event], object]
_listeners: list[Listener] = []


def on_recorded(listener: Listener) -> Listener:
    """The listener hears of an event after its commit. It may miss one or fail: a sweep has to pick up the rest."""
    _listeners.append(listener)
    return listener


def record(kind: str, *, actor_id: int | None, role: str = "", **fields: Any) -> Event:
    """Inside the transaction of what happened. Fields: the ids, `at`, `data`, `dedupe_key` of Event.

    What has a `dedupe_key` happens once: the event recorded first is returned.
    """
    fields = {"kind": kind, "actor_id": actor_id, "role": role, "at": clock.now(), **fields}
    if dedupe_key := fields.pop("dedupe_key", None):
        event, _ = Event.objects.get_or_create(dedupe_key=dedupe_key, defaults=fields)
    else:
        event = Event.objects.create(**fields)
    for listener in _listeners:
        _call_on_commit(listener, event)
    return event


def _call_on_commit(listener: Listener, event: Event) -> None:
    def call() -> None:
        listener(event)

    transaction.on_commit(call, robust=True)
