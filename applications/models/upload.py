from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models.filing import Filing
from portal.lib.models import Row, protect


class UploadState(models.TextChoices):
    RECEIVED = "received", _("received")
    CLEAN = "clean", _("checked")
    REFUSED = "refused", _("refused")
    UNSCANNED = "unscanned", _("not checked for viruses")


class Upload(Row):
    """A file attached at a path of a filing. Detached files stay until they are swept."""

    filing = protect(Filing, related_name="uploads", verbose_name=_("filled-in form"))
    section_key = models.CharField(max_length=60)
    path = models.CharField(max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=UploadState.choices, default=UploadState.UNSCANNED)
    sha256 = models.CharField(_("digest"), max_length=64)
    size = models.PositiveBigIntegerField(_("size"))
    mime = models.CharField(_("type"), max_length=100)
    name = models.CharField(_("file name"), max_length=255)
    object_key = models.CharField(max_length=200)
    detached_at = models.DateTimeField(null=True)
    by = protect(User, related_name="+", verbose_name=_("attached by"))

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes = [models.Index(fields=["filing", "section_key"], name="upload_of_section")]

    def __str__(self) -> str:
        return self.name
