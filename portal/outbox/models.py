from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.lib.models import Row


class Channel(models.TextChoices):
    EMAIL = "email", _("email")


class State(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("letter", "waiting")
    LEASED = "leased", pgettext_lazy("letter", "being sent")
    SENT = "sent", pgettext_lazy("letter", "sent")
    UNCERTAIN = "uncertain", pgettext_lazy("letter", "perhaps sent")
    FAILED = "failed", pgettext_lazy("letter", "not delivered")
    EXPIRED = "expired", pgettext_lazy("letter", "too late to send")


HELD = (State.LEASED, State.UNCERTAIN)


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> "MessageQuerySet":
        """What waits for its time, and what a killed worker left behind."""
        ripe = Q(state=State.QUEUED, next_try_at__lte=now) | Q(state__in=HELD, lease_until__lte=now)
        return self.filter(ripe).filter(Q(expires_at=None) | Q(expires_at__gt=now))


class Message(Row):
    """A letter in its final words, so that a repeat says the same. Changed by `portal.outbox.actions` alone."""

    dedupe_key = models.CharField(max_length=120, unique=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices, default=Channel.EMAIL)
    address = models.CharField(_("recipient"), max_length=254)
    language = models.CharField(_("language"), max_length=2)
    sender = models.CharField(_("sender"), max_length=400)
    reply_to = models.CharField(_("address for replies"), max_length=254, blank=True)
    subject = models.TextField(_("subject"))
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    # Somebody sits in front of the screen waiting for it; its link opens an account, so its text is erased afterwards.
    is_urgent = models.BooleanField(_("urgent"), default=False)

    state = models.CharField(
        pgettext_lazy("letter", "state"), max_length=10, choices=State.choices, default=State.QUEUED
    )
    attempt = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next attempt"))
    lease_until = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(_("useless after"), null=True)
    message_id = models.CharField(max_length=160, unique=True)
    last_error = models.CharField(_("last error"), max_length=80, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = (
            models.Index(
                F("is_urgent").desc(),
                F("next_try_at"),
                F("id"),
                name="message_pending",
                condition=Q(state__in=["queued", "leased", "uncertain"]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
