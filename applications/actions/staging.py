"""The stages of a case: made at submission, opened by date or by staff."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import role_in
from applications.models import Application, StageRun, StageState
from applications.statuses import Status
from applications.workflow import move, note
from portal.lib.exceptions import Refused
from portal.lib.locks import lock
from programs.definition.document import Definition
from programs.models import Edition


def create_stage_runs(
    application: Application, definition: Definition, edition: Edition, *, actor: User, at: datetime
) -> None:
    """Inside the submission's transaction; the first stage opens at once when the definition says so."""
    runs = [
        StageRun.objects.create(
            application=application,
            stage_key=stage.key,
            edition=edition,
            opens_at=_opening_time(stage.opens, application, at) if number == 0 else None,
        )
        for number, stage in enumerate(definition.stages)
    ]
    if runs and definition.stages[0].opens == "on_submission":
        _open(runs[0], application, actor=None, at=at)


def _opening_time(opens: str, application: Application, at: datetime) -> datetime | None:
    return {"on_submission": at, "at_closing": application.call.accepts_until}.get(opens)


@transaction.atomic
def open_stage(run: StageRun, *, actor: User | None, at: datetime) -> StageRun:
    """Begins the review of a case; opening an open stage changes nothing."""
    application = lock(Application.objects.all(), pk=run.application_id)
    run = lock(StageRun.objects.all(), pk=run.pk)
    if run.state == StageState.OPEN:
        return run
    if run.state != StageState.WAITING or application.status not in {Status.SUBMITTED, Status.IN_SELECTION}:
        raise Refused(_("This stage can't be opened any more."))
    _open(run, application, actor=actor, at=at)
    return run


def open_stages(runs: Iterable[StageRun], *, actor: User | None, at: datetime) -> int:
    """Each case in a transaction of its own; one that was withdrawn meanwhile is passed over. Gives how many opened."""
    opened = 0
    for run in runs:
        try:
            open_stage(run, actor=actor, at=at)
        except Refused:
            continue
        opened += 1
    return opened


def _open(run: StageRun, application: Application, *, actor: User | None, at: datetime) -> None:
    run.state = StageState.OPEN
    run.save(update_fields=["state"])
    role = role_in(actor, application.organization_id) if actor else ""
    if application.status == Status.SUBMITTED:
        move(application, Status.IN_SELECTION, event="stage.opened", actor=actor, role=role, at=at, stage=run.stage_key)
    else:
        note(application, "stage.opened", actor=actor, role=role, at=at, stage=run.stage_key)
