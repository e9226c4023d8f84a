from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.lib.models import Row, protect
from portal.outbox.models import Message


class Routed(Row):
    """A letter that an event led to. One event may lead to several: an applying organization has several editors."""

    event_id = models.BigIntegerField(_("event"))
    letter = models.CharField(_("kind"), max_length=40)
    message = protect(Message, related_name="+", verbose_name=_("letter"))

    class Meta:
        verbose_name = _("letter of an event")
        verbose_name_plural = _("letters of events")
        constraints = (models.UniqueConstraint(fields=["event_id", "message"], name="one_message_per_event"),)

    def __str__(self) -> str:
        return f"{self.event_id} {self.letter}"


class Fault(Row):
    """An event whose letters couldn't be written: tried again for a while, then given up and reported."""

    event_id = models.BigIntegerField(_("event"), unique=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next attempt"), null=True)
    last_error = models.CharField(_("last error"), max_length=80)

    class Meta:
        verbose_name = _("unwritten letter")
        verbose_name_plural = _("unwritten letters")

    def __str__(self) -> str:
        return f"{self.event_id} {self.last_error}"
