from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from applications.models.application import Application
from portal.lib.models import Row, protect
from programs.models import Edition


class StageState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("stage", "waiting")
    OPEN = "open", pgettext_lazy("stage", "open")
    PASSED = "passed", pgettext_lazy("stage", "passed")
    FAILED = "failed", pgettext_lazy("stage", "failed")
    EXPIRED = "expired", pgettext_lazy("stage", "expired")
    SKIPPED = "skipped", pgettext_lazy("stage", "skipped")


class StageRun(Row):
    """One stage of the edition as it goes for one case."""

    application = protect(Application, related_name="stage_runs", verbose_name=_("application"))
    stage_key = models.CharField(_("stage"), max_length=60)
    edition = protect(Edition, related_name="+", verbose_name=_("edition"))
    round = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(_("state"), max_length=8, choices=StageState.choices, default=StageState.WAITING)
    opens_at = models.DateTimeField(_("opens"), null=True)
    due_at = models.DateTimeField(_("due"), null=True)
    outcome = models.JSONField(default=dict)
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        constraints = [
            models.UniqueConstraint(fields=["application", "stage_key", "round"], name="one_run_per_stage_and_round")
        ]
        indexes = [
            models.Index(fields=["due_at"], name="stage_run_due", condition=Q(state="open")),
            models.Index(fields=["opens_at"], name="stage_run_opening", condition=Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.stage_key}"


class Verdict(models.TextChoices):
    AWARD = "award", pgettext_lazy("verdict", "Approve")
    RESERVE = "reserve", pgettext_lazy("verdict", "Put in reserve")
    REFUSE = "refuse", pgettext_lazy("verdict", "Do not approve")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def pending(self) -> Self:
        return self.filter(published_at__isnull=True, superseded_by__isnull=True)


class Decision(Row):
    """What a person or commission decided; pending until published. A later one supersedes, none is changed."""

    stage_run = protect(StageRun, related_name="decisions", verbose_name=_("stage"))
    verdict = models.CharField(_("decision"), max_length=10, choices=Verdict.choices)
    reason = models.TextField(_("reason"))
    by = protect(User, related_name="+", verbose_name=_("decided by"))
    decided_at = models.DateTimeField(_("decided at"))
    batch = models.UUIDField(null=True)
    published_at = models.DateTimeField(_("published at"), null=True)
    superseded_by = protect("self", null=True, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [models.Index(fields=["stage_run"], name="decision_pending", condition=Q(published_at__isnull=True))]

    def __str__(self) -> str:
        return self.get_verdict_display()

    @property
    def is_pending(self) -> bool:
        return self.published_at is None and self.superseded_by_id is None
