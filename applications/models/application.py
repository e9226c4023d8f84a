from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, Person, User
from applications.statuses import OPEN, Status, WaitingOn
from portal.lib.models import Row, protect
from programs.models import Call


class Mode(models.TextChoices):
    LIVE = "live", _("live")
    TEST = "test", _("test")


class Application(Row):
    """One case in one call. Status and `waiting_on` are changed by `workflow.move` alone."""

    call = protect(Call, related_name="applications", verbose_name=_("call"))
    organization = protect(Organization, related_name="cases", verbose_name=_("organization"))
    mode = models.CharField(max_length=4, choices=Mode.choices, default=Mode.LIVE)
    number = models.CharField(_("number"), max_length=16, unique=True)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.DRAFT)
    waiting_on = models.CharField(max_length=10, choices=WaitingOn.choices, default=WaitingOn.APPLICANT)
    next_due_at = models.DateTimeField(null=True)

    applicant_person = protect(Person, null=True, related_name="applications", verbose_name=_("applicant"))
    applicant_org = protect(Organization, null=True, related_name="applications", verbose_name=_("applicant"))
    subject_person = protect(Person, null=True, related_name="+")
    created_by = protect(User, related_name="+", verbose_name=_("started by"))
    ordinal = models.PositiveSmallIntegerField(default=1)

    language = models.CharField(_("language"), max_length=2)
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    search_text = models.TextField(default="")
    listed = models.JSONField(default=dict)
    wrapped_key = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.CheckConstraint(
                condition=Q(applicant_person__isnull=False, applicant_org__isnull=True)
                | Q(applicant_person__isnull=True, applicant_org__isnull=False),
                name="application_has_one_applicant",
            ),
            models.UniqueConstraint(fields=["call", "applicant_person", "ordinal"], name="one_per_person_and_ordinal"),
            models.UniqueConstraint(fields=["call", "applicant_org", "ordinal"], name="one_per_org_and_ordinal"),
            models.UniqueConstraint(
                fields=["call", "subject_person"],
                condition=Q(status__in=sorted(OPEN), mode=Mode.LIVE),
                name="one_open_case_per_subject",
            ),
        ]
        indexes = [
            models.Index(
                F("organization"), F("status"), F("submitted_at").desc(), F("id"), name="application_staff_list"
            ),
            models.Index(F("organization"), F("submitted_at").desc(), F("id"), name="application_newest_first"),
            models.Index(fields=["call"], name="application_drafts", condition=Q(status=Status.DRAFT)),
            GinIndex(OpClass("search_text", name="gin_trgm_ops"), name="application_search"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("application", args=[self.number])

    @property
    def applicant(self) -> Person | Organization:
        """Who applies; the names of both have to be fetched with the case."""
        found: Person | Organization | None = self.applicant_person or self.applicant_org
        if found is None:
            raise ValueError("a case without an applicant")
        return found

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def is_withdrawable(self) -> bool:
        return self.status in {Status.SUBMITTED, Status.IN_SELECTION, Status.RESERVE}
