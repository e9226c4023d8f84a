"""Every change of a letter's state.

queued → leased → uncertain → sent, with ways back to queued and out to failed and expired. A lease is one row taken
for a while. Whoever holds it proves so by its `lease_until`: a holder that was too slow finds another time there and
lets go. No transaction is open while a server is spoken to.
"""

import logging
import random
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from portal.lib import clock
from portal.outbox.mime import own_host
from portal.outbox.models import Message, MessageQuerySet, State

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)  # longer than a conversation with a slow server, see channels.email.PATIENCE
MAX_ATTEMPTS = 12  # about a day and a half
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)


class LeaseLost(Exception):
    """Too slow: the row belongs to another worker by now."""


def enqueue(message: Message) -> Message:
    """Keeps an unsaved letter for sending, or returns the one that has the same `dedupe_key` already.

    Doesn't wake anybody: see `tasks.wake_delivery`.
    """
    message.message_id = f"<{uuid.uuid4().hex}@{own_host()}>"
    message.next_try_at = clock.now()
    message.sender = message.sender or settings.DEFAULT_FROM_EMAIL
    message.subject = " ".join(message.subject.split())
    Message.objects.bulk_create([message], ignore_conflicts=True)
    return Message.objects.get(dedupe_key=message.dedupe_key)


def expire() -> int:
    """Letters that came too late to be of use: the links in them open nothing any more."""
    now = clock.now()
    late = Message.objects.filter(expires_at__lte=now)
    late.filter(state=State.UNCERTAIN, lease_until__lte=now).update(lease_until=None, text="", html="")
    unsent = Q(state=State.QUEUED) | Q(state=State.LEASED, lease_until__lte=now)
    return late.filter(unsent).update(state=State.EXPIRED, lease_until=None, text="", html="")


def lease(channel: str) -> Message | None:
    """The most urgent letter that is due, held for LEASE. One that was perhaps sent stays *uncertain* meanwhile."""
    now = clock.now()
    with transaction.atomic():
        due = Message.objects.due(now).filter(channel=channel).select_for_update(skip_locked=True)
        message = due.order_by("-is_urgent", "next_try_at", "id").first()
        if message is None:
            return None
        message.attempt += 1
        message.lease_until = now + LEASE
        if message.state != State.UNCERTAIN:
            message.state = State.LEASED
        message.save(update_fields=["attempt", "lease_until", "state"])
    return message


def mark_uncertain(message: Message) -> None:
    """From the next moment on the server may have the letter. Committed before that moment; see channels.email."""
    until = clock.now() + LEASE
    if not _held(message).update(state=State.UNCERTAIN, lease_until=until):
        raise LeaseLost
    message.lease_until = until


def mark_sent(message: Message) -> None:
    """True whoever holds the lease by now; another holder finds it gone and lets go."""
    Message.objects.filter(pk=message.pk).update(
        state=State.SENT, sent_at=clock.now(), lease_until=None, last_error="", **_without_secrets(message)
    )


def give_back(message: Message) -> None:
    """The server couldn't be reached: that isn't the letter's fault and no attempt."""
    now = clock.now()
    _held(message).update(state=_before(message), attempt=message.attempt - 1, next_try_at=now, lease_until=now)


def postpone(message: Message, error: str, *, is_unanswered: bool = False) -> None:
    """Tries again later, a limited number of times. Unanswered: the server may have accepted the letter."""
    if message.attempt >= MAX_ATTEMPTS:
        give_up(message, error, is_unanswered=is_unanswered)
        return
    later = clock.now() + pause_after(message.attempt)
    state = State.UNCERTAIN if is_unanswered else _before(message)
    _held(message).update(state=state, next_try_at=later, lease_until=later, last_error=error)


def give_up(message: Message, error: str, *, is_unanswered: bool = False) -> None:
    """For good; a letter that may have arrived stays *uncertain*, without ever being due again."""
    logger.error("letter %s could not be delivered (%s)", message.pk, error)
    perhaps_sent = is_unanswered or message.state == State.UNCERTAIN
    _held(message).update(
        state=State.UNCERTAIN if perhaps_sent else State.FAILED,
        lease_until=None,
        last_error=error,
        **_without_secrets(message),
    )


def pause_after(attempt: int) -> timedelta:
    """1, 3, 9, 27 minutes … 6 hours, give or take a fifth, so that letters don't all come back at once."""
    pause: timedelta = min(FIRST_PAUSE * 3 ** (attempt - 1), LONGEST_PAUSE)
    return pause * random.uniform(0.8, 1.2)  # noqa: S311 - no secret


def _held(message: Message) -> MessageQuerySet:
    return Message.objects.filter(pk=message.pk, lease_until=message.lease_until)


def _without_secrets(message: Message) -> dict[str, str]:
    """A link that opens an account has no business in the database once the letter is out of our hands."""
    return {"text": "", "html": ""} if message.is_urgent else {}


def _before(message: Message) -> str:
    """What the letter was when it was leased: `message.state` isn't touched by `mark_uncertain`."""
    return State.UNCERTAIN if message.state == State.UNCERTAIN else State.QUEUED
