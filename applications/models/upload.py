from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from applications.models.filing import Filing
from portal.lib import clock
from portal.lib.models import Row, protect


class UploadState(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("file", "being checked")
    CLEAN = "clean", pgettext_lazy("file", "checked")
    REFUSED = "refused", pgettext_lazy("file", "refused")
    UNSCANNED = "unscanned", pgettext_lazy("file", "not checked for viruses")


class Refusal(models.TextChoices):
    VIRUS = "virus", pgettext_lazy("file", "a virus was found in it")
    UNREADABLE = "unreadable", pgettext_lazy("file", "it can't be opened")


class Upload(Row):
    """A file attached at a path of a filing. Detached and refused files stay until they are swept.

    `object_key` holds the original, which `sha256` and `size` are of; `copy_key` the cleaned copy that people get.
    """

    filing = protect(Filing, related_name="uploads", verbose_name=_("filled-in form"))
    section_key = models.CharField(max_length=60)
    path = models.CharField(max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=UploadState.choices, default=UploadState.RECEIVED)
    sha256 = models.CharField(_("digest"), max_length=64)
    size = models.PositiveBigIntegerField(_("size"))
    mime = models.CharField(_("type"), max_length=100)
    name = models.CharField(_("file name"), max_length=255)
    object_key = models.CharField(max_length=200)
    copy_key = models.CharField(max_length=200, blank=True)
    refused_for = models.CharField(_("why it was refused"), max_length=10, choices=Refusal.choices, blank=True)
    finding = models.CharField(_("what the scanner found"), max_length=200, blank=True)
    checked_at = models.DateTimeField(_("checked at"), null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_check_at = models.DateTimeField(default=clock.now)  # while one worker checks a file, others leave it alone
    detached_at = models.DateTimeField(null=True)
    by = protect(User, related_name="+", verbose_name=_("attached by"))

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes = [
            models.Index(fields=["filing", "section_key"], name="upload_of_section"),
            models.Index(
                fields=["next_check_at"], name="upload_to_check", condition=models.Q(state="received", detached_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_checked(self) -> bool:
        """Whether its copy can be read."""
        return self.state in {UploadState.CLEAN, UploadState.UNSCANNED}

    @property
    def is_being_checked(self) -> bool:
        return self.state == UploadState.RECEIVED

    @property
    def is_refused(self) -> bool:
        return self.state == UploadState.REFUSED
