from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application
from portal.lib.models import Row, protect
from programs.models import Edition


class FilingState(models.TextChoices):
    DRAFT = "draft", _("being filled in")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned for correction")
    ACCEPTED = "accepted", _("accepted")
    SUPERSEDED = "superseded", _("superseded")


class Filing(Row):
    """One filled-in form of a case: the application form, an annex, the n-th report."""

    application = protect(Application, related_name="filings", verbose_name=_("application"))
    purpose = models.CharField(max_length=40)
    stage_run = protect("applications.StageRun", null=True, related_name="filings")
    seq = models.PositiveSmallIntegerField(default=1)
    edition = protect(Edition, related_name="+", verbose_name=_("edition"))
    form_key = models.CharField(max_length=60)
    round = models.PositiveSmallIntegerField(default=1)
    gate_passed_at = models.DateTimeField(null=True)
    state = models.CharField(_("state"), max_length=10, choices=FilingState.choices, default=FilingState.DRAFT)

    class Meta:
        verbose_name = _("filled-in form")
        verbose_name_plural = _("filled-in forms")
        constraints = [
            models.UniqueConstraint(fields=["application", "purpose", "seq"], name="one_filing_per_purpose_and_seq")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.slug}"

    @property
    def slug(self) -> str:
        """How the filing is named in URLs."""
        return self.form_key if self.seq == 1 else f"{self.form_key}-{self.seq}"

    @property
    def is_editable(self) -> bool:
        return self.state in {FilingState.DRAFT, FilingState.RETURNED}


class FilingSection(Row):
    """The answers of one section: `values` typed and valid, `unparsed` as typed (path → text)."""

    filing = protect(Filing, related_name="sections")
    key = models.CharField(max_length=60)
    revision = models.PositiveIntegerField(default=0)
    values = models.JSONField(default=dict)
    unparsed = models.JSONField(default=dict)
    set_aside = models.JSONField(default=dict)
    # path → where its prefilled answer comes from, as long as it stands unchanged
    origins = models.JSONField(default=dict)
    saved_at = models.DateTimeField(null=True)
    gaps = models.PositiveSmallIntegerField(null=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [models.UniqueConstraint(fields=["filing", "key"], name="one_section_per_key")]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.key}"


class SectionSave(Row):
    """Append-only log of what each save changed."""

    section = protect(FilingSection, related_name="saves")
    revision = models.PositiveIntegerField()
    tab = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    changes = models.JSONField()

    class Meta:
        verbose_name = _("save")
        verbose_name_plural = _("saves")
        constraints = [
            models.UniqueConstraint(fields=["section", "revision"], name="one_save_per_revision"),
            models.UniqueConstraint(fields=["section", "tab", "seq"], name="one_save_per_tab_and_seq"),
        ]

    def __str__(self) -> str:
        return f"{self.section_id} {self.revision}"
