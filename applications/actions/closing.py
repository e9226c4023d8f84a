"""What time itself does: stages open, drafts of closed calls lapse."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from applications.actions.staging import open_stage
from applications.models import Application, StageRun, StageState
from applications.statuses import Status
from applications.workflow import move
from portal.lib.locks import lock

BATCH = 500


@dataclass
class Closed:
    lapsed: int = 0
    opened: int = 0


def close_due(now: datetime) -> Closed:
    """Each case in a transaction of its own; running it again, or twice at once, is harmless."""
    done = Closed()
    drafts = Application.objects.filter(status=Status.DRAFT, next_due_at__lt=now).select_related("call")
    for draft in drafts.order_by("pk").iterator(BATCH):
        if draft.call.accepts_until < now:
            done.lapsed += _lapse(draft, at=now)
    runs = StageRun.objects.filter(state=StageState.WAITING, opens_at__lte=now, application__status=Status.SUBMITTED)
    for run in runs.order_by("pk").iterator(BATCH):
        open_stage(run, actor=None, at=now)
        done.opened += 1
    return done


@transaction.atomic
def _lapse(draft: Application, *, at: datetime) -> bool:
    application = lock(Application.objects.select_related("call"), pk=draft.pk)
    if not application.is_draft or application.call.accepts_until >= at:
        return False
    application.next_due_at = None
    application.save(update_fields=["next_due_at"])
    move(application, Status.LAPSED, event="application.lapsed", actor=None, at=at)
    return True
