from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.scopes import OrganizationRows
from portal.lib.models import Row, protect
from programs.models.program import CallType, Program

# Below this a request could be late only because it waited for a worker.
LEAST_GRACE = timedelta(seconds=60)


class Noun(models.TextChoices):
    """What a case is called: Kazakh suffixes can't be glued on, so sentences are written whole per noun."""

    APPLICATION = "application", pgettext_lazy("noun", "application")
    STATEMENT = "statement", pgettext_lazy("noun", "statement")


class CallQuerySet(OrganizationRows["Call"]):
    organization_path = "program__organization"


class Call(Row):
    """One intake of a program. Times and texts of the public page are live; forms and rules are frozen in editions."""

    program = protect(Program, related_name="calls", verbose_name=_("program"))
    type = protect(CallType, null=True, blank=True, related_name="calls", verbose_name=_("call type"))
    slug = models.SlugField(_("address on the portal"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    description = models.TextField(_("description"), blank=True, help_text=_("Markdown."))
    audience = models.CharField(_("who can apply"), max_length=300, blank=True)
    needed = models.TextField(_("what you will need"), blank=True, help_text=_("Markdown."))
    minutes = models.PositiveSmallIntegerField(_("minutes it takes to fill in"), null=True, blank=True)
    noun = models.CharField(_("what a case is called"), max_length=20, choices=Noun.choices, default=Noun.APPLICATION)

    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    grace = models.DurationField(_("grace after closing"), default=timedelta(minutes=10))
    tz = models.CharField(_("time zone"), max_length=40, default="Asia/Almaty")
    per_applicant = models.PositiveSmallIntegerField(
        _("applications per applicant"), default=1, validators=[MinValueValidator(1)]
    )
    for_people = models.BooleanField(_("people apply for themselves"), default=True)
    for_organizations = models.BooleanField(_("organizations apply"), default=False)
    # As `CallDocument` describes them; the files lie in the storage under their digests.
    documents = models.JSONField(_("documents for downloading"), default=list, blank=True, editable=False)
    current_edition = protect(
        "programs.Edition", null=True, blank=True, editable=False, related_name="+", verbose_name=_("edition")
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["closes_at", "slug"]
        constraints = [
            models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at")), name="call_opens_before_it_closes"),
            models.CheckConstraint(condition=Q(per_applicant__gte=1), name="call_admits_an_application"),
            models.CheckConstraint(
                condition=Q(for_people=True) | Q(for_organizations=True), name="call_admits_an_applicant"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("call", args=[self.slug])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tz)

    @property
    def accepts_until(self) -> datetime:
        """The last moment at which a submission can have been received."""
        return self.closes_at + max(self.grace, LEAST_GRACE)

    def is_published(self) -> bool:
        return self.current_edition_id is not None

    def is_announced(self, now: datetime) -> bool:
        return self.is_published() and now < self.opens_at

    def is_open(self, now: datetime) -> bool:
        """New applications may be started."""
        return self.is_published() and self.opens_at <= now < self.closes_at

    def is_accepting(self, received_at: datetime) -> bool:
        """Drafts may still be changed and submitted."""
        return self.opens_at <= received_at <= self.accepts_until


class CallDraft(Row):
    """The working copy of a call's definition."""

    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="draft", verbose_name=_("call"))
    definition = models.JSONField(_("definition"))
    revision = models.PositiveIntegerField(_("revision"), default=1)
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)
    edited_by = protect(User, null=True, blank=True, related_name="+", verbose_name=_("edited by"))
    edited_at = models.DateTimeField(_("edited at"), auto_now=True)

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")

    def __str__(self) -> str:
        return f"{self.call} · {self.revision}"
