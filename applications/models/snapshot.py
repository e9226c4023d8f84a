from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models.filing import Filing
from portal.lib.models import Row, protect
from programs.models import Edition


class Snapshot(Row):
    """What was submitted: canonical JSON, sealed with the case's data key; a trigger refuses every change."""

    filing = protect(Filing, related_name="snapshots", verbose_name=_("filled-in form"))
    round = models.PositiveSmallIntegerField()
    blob = models.BinaryField()
    sha256 = models.CharField(_("digest"), max_length=64)
    edition = protect(Edition, related_name="+", verbose_name=_("edition"))
    language = models.CharField(_("language"), max_length=2)
    by = protect(User, related_name="+", verbose_name=_("submitted by"))
    received_at = models.DateTimeField(_("received at"))

    class Meta:
        verbose_name = _("submitted form")
        verbose_name_plural = _("submitted forms")
        constraints = [models.UniqueConstraint(fields=["filing", "round"], name="one_snapshot_per_round")]

    def __str__(self) -> str:
        return self.sha256[:12]
