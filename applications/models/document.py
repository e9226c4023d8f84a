from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.snapshot import Snapshot
from portal.lib.models import Row, protect


class Document(Row):
    """A PDF of a snapshot: asked for, then written once by a worker and never again."""

    snapshot = protect(Snapshot, related_name="documents", verbose_name=_("submitted form"))
    kind = models.CharField(_("kind"), max_length=40)
    language = models.CharField(_("language"), max_length=2)
    number = models.CharField(_("number"), max_length=24, unique=True)
    sha256 = models.CharField(_("digest"), max_length=64, blank=True)
    object_key = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "kind", "language"], name="one_document_per_snapshot")
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_ready(self) -> bool:
        return bool(self.object_key)
