"""Where a case stands in its stages, and what was decided there."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from accounts.models import User
from accounts.roles import Act
from applications.actions.deciding import publishable_decisions
from applications.models import Application, Decision, Mode, StageRun, StageState
from applications.queries import cases_for
from applications.statuses import Status
from programs.editions import definition_of
from programs.models import Call
from programs.stage_kinds.base import Stage


@dataclass(frozen=True)
class Standing:
    run: StageRun
    settings: Stage

    @property
    def waits_for_closing(self) -> bool:
        return self.run.state == StageState.WAITING and self.settings.opens == "at_closing"


def standings(application: Application) -> list[Standing]:
    found = []
    for run in application.stage_runs.order_by("pk"):
        run.application = application
        found.append(Standing(run, definition_of(run.edition_id).stage(run.stage_key)))
    return found


def current(stages: list[Standing], state: StageState) -> StageRun | None:
    """The first stage in this state."""
    return next((stage.run for stage in stages if stage.run.state == state), None)


def decisions_on(application: Application) -> QuerySet[Decision]:
    """The newest first."""
    decisions = Decision.objects.filter(stage_run__application=application)
    return decisions.select_related("by__person", "stage_run").order_by("-pk")


def waiting_runs(call: Call) -> QuerySet[StageRun]:
    """The first stages of submitted cases whose review hasn't begun."""
    cases = Application.objects.filter(call=call, mode=Mode.LIVE, status=Status.SUBMITTED)
    runs = StageRun.objects.filter(application__in=cases, state=StageState.WAITING)
    return runs.order_by("application_id", "pk").distinct("application_id")


def publishable_calls(user: User) -> list[tuple[Call, int]]:
    """With the number of pending decisions that the person may publish."""
    decisions = publishable_decisions().filter(stage_run__application__in=cases_for(user, Act.DECIDE))
    counted = decisions.values_list("stage_run__application__call").annotate(Count("pk")).order_by()
    counts = dict(counted)
    return [(call, counts[call.pk]) for call in Call.objects.filter(pk__in=counts).order_by("closes_at", "slug")]
