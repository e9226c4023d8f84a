"""Sends what is due: the loop around one letter at a time."""

import logging
from collections import Counter
from collections.abc import Callable
from functools import partial

from portal.lib import clock
from portal.outbox import actions
from portal.outbox.channels import Carrier, Rejected, Unanswered, Unavailable
from portal.outbox.channels.email import SmtpCarrier
from portal.outbox.models import Channel, Message

logger = logging.getLogger(__name__)
CARRIERS: dict[str, Callable[[], Carrier]] = {Channel.EMAIL: SmtpCarrier}
BATCH = 100  # then another task gets its turn


def deliver_due(limit: int = BATCH) -> Counter[str]:
    """How many letters were sent, postponed, failed, …; a server that is away is asked once and costs no attempts."""
    counts = Counter(expired=actions.expire())
    for channel, carrier in CARRIERS.items():
        if Message.objects.due(clock.now()).filter(channel=channel).exists():
            counts += _deliver_over(channel, carrier, limit)
    return counts


def _deliver_over(channel: str, open_carrier: Callable[[], Carrier], limit: int) -> Counter[str]:
    counts: Counter[str] = Counter()
    try:
        with open_carrier() as carrier:
            while counts.total() < limit and (message := actions.lease(channel)):
                counts[deliver(message, carrier)] += 1
    except Unavailable as problem:
        logger.warning("letters wait: the %s server is away (%s)", channel, problem)
        counts["unavailable"] += 1
    return counts


def deliver(message: Message, carrier: Carrier) -> str:
    """One leased letter; returns what became of it."""
    try:
        carrier.send(message, partial(actions.mark_uncertain, message))
    except Unavailable:
        actions.give_back(message)
        raise
    except actions.LeaseLost:
        return "lost"
    except Rejected as refusal:
        if refusal.is_permanent:
            actions.give_up(message, str(refusal))
            return "failed"
        actions.postpone(message, str(refusal))
        return "postponed"
    except Unanswered as silence:
        actions.postpone(message, str(silence), is_unanswered=True)
        return "uncertain"
    except Exception as fault:  # noqa: BLE001 - a letter with a fault of ours must not hold up the others
        logger.error("letter %s can't be sent (%s)", message.pk, type(fault).__name__)  # noqa: TRY400 - see Failure
        actions.postpone(message, type(fault).__name__)
        return "faulty"
    actions.mark_sent(message)
    return "sent"
