from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.lib.models import Row


class Event(Row):
    """Something that happened. Append-only; plain numbers instead of foreign keys, so that every layer can record
    and nothing is lost with a row. `data` holds no personal data."""

    kind = models.CharField(_("event"), max_length=60)
    at = models.DateTimeField(_("time"))
    actor_id = models.BigIntegerField(_("account"), null=True)
    role = models.CharField(_("acted as"), max_length=20, blank=True)
    organization_id = models.BigIntegerField(null=True)
    call_id = models.BigIntegerField(null=True)
    application_id = models.BigIntegerField(null=True)
    filing_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    dedupe_key = models.CharField(max_length=120, null=True, unique=True)  # noqa: DJ001 (unique where present)
    routed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = (
            models.Index(fields=["application_id", "id"], name="event_of_application"),
            models.Index(fields=["id"], name="event_unrouted", condition=Q(routed_at__isnull=True)),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
