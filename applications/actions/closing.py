"""What time itself does: stages open, drafts of closed calls lapse."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from applications.actions.staging import open_stages
from applications.models import Application, StageRun, StageState
from applications.statuses import Status
from applications.workflow import move
from portal.lib.locks import lock
from programs.editions import definition_of

BATCH = 500


@dataclass(frozen=True)
class Closed:
    lapsed: int
    opened: int


def close_due(now: datetime) -> Closed:
    """Each case in a transaction of its own; running it again, or twice at once, is harmless."""
    lapsed = sum(_lapse(draft, at=now) for draft in _late_drafts(now))
    return Closed(lapsed, open_stages(_due_runs(now), actor=None, at=now))


def _late_drafts(now: datetime) -> Iterator[Application]:
    """By the call's present times, which may have changed since the draft was begun."""
    drafts = Application.objects.filter(status=Status.DRAFT, call__closes_at__lt=now).select_related("call")
    for draft in drafts.order_by("pk").iterator(BATCH):
        if draft.call.accepts_until < now:
            yield draft


def _due_runs(now: datetime) -> Iterator[StageRun]:
    runs = StageRun.objects.filter(state=StageState.WAITING, opens_at__lte=now, application__status=Status.SUBMITTED)
    for run in runs.select_related("application__call").order_by("pk").iterator(BATCH):
        if not _waits_for_closing(run, now):
            yield run


def _waits_for_closing(run: StageRun, now: datetime) -> bool:
    """A call that was extended closes later than the run was told at submission."""
    stage = definition_of(run.edition_id).stage(run.stage_key)
    return stage.opens == "at_closing" and run.application.call.accepts_until >= now


@transaction.atomic
def _lapse(draft: Application, *, at: datetime) -> bool:
    application = lock(Application.objects.select_related("call"), pk=draft.pk)
    if not application.is_draft or application.call.accepts_until >= at:
        return False
    application.next_due_at = None
    application.save(update_fields=["next_due_at"])
    move(application, Status.LAPSED, event="application.lapsed", actor=None, at=at)
    return True
