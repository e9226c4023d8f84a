"""Deciding quietly, and publishing what was decided in one act."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import role_in
from applications.models import Application, Decision, Mode, StageRun, StageState, Verdict
from applications.stages.decision import STAGE_STATE, STATUS, possible_verdicts
from applications.workflow import can_move, move, note
from portal.lib.exceptions import Refused
from portal.lib.locks import lock
from programs.models import Call


class DecidedMeanwhile(Refused):
    """A colleague decided after this page was opened."""

    def __init__(self, decision: Decision | None) -> None:
        super().__init__(_("A colleague has decided on this application meanwhile. Please look at it again."))
        self.decision = decision


@transaction.atomic
def decide(
    run: StageRun, *, actor: User, verdict: Verdict, reason: str, at: datetime, standing: int | None
) -> Decision:
    """A pending decision; it replaces the one the person saw (`standing`), never one they didn't see.

    The same again (a double click) gives the one that exists.
    """
    application = lock(Application.objects.all(), pk=run.application_id)
    run = lock(StageRun.objects.all(), pk=run.pk)
    run.application = application
    if run.state != StageState.OPEN:
        raise Refused(_("This application isn't under review, so it can't be decided."))
    if verdict not in possible_verdicts(run):
        raise Refused(_("This decision isn't possible for the application's present status."))
    before = run.decisions.pending().select_related("by__person").first()
    if before and (before.by, before.verdict, before.reason) == (actor, verdict, reason):
        return before
    if (before.pk if before else None) != standing:
        raise DecidedMeanwhile(before)
    decision = Decision.objects.create(stage_run=run, verdict=verdict, reason=reason, by=actor, decided_at=at)
    if before:
        before.superseded_by = decision
        before.save(update_fields=["superseded_by"])
    role = role_in(actor, application.organization_id)
    note(application, "decision.made", actor=actor, role=role, at=at, stage=run.stage_key, decision=decision.pk)
    return decision


def publishable_decisions() -> QuerySet[Decision]:
    """What can be published; a decision on a case that was withdrawn since then never is."""
    return Decision.objects.pending().filter(stage_run__state=StageState.OPEN, stage_run__application__mode=Mode.LIVE)


def pending_decisions(call: Call) -> QuerySet[Decision]:
    decisions = publishable_decisions().filter(stage_run__application__call=call)
    return decisions.select_related("stage_run__application").order_by("stage_run__application_id")


def publish_results(decisions: Iterable[Decision], *, actor: User | None, at: datetime) -> list[Decision]:
    """Makes pending decisions known, each in a transaction of its own: a repeated run goes on where it stopped."""
    batch = uuid4()
    return [decision for decision in decisions if _publish(decision, actor=actor, at=at, batch=batch)]


@transaction.atomic
def _publish(decision: Decision, *, actor: User | None, at: datetime, batch: UUID) -> bool:
    """False when somebody published, replaced or withdrew it meanwhile."""
    application = lock(Application.objects.all(), pk=decision.stage_run.application_id)
    run = lock(StageRun.objects.all(), pk=decision.stage_run_id)
    decision = run.decisions.get(pk=decision.pk)
    verdict = Verdict(decision.verdict)
    if not decision.is_pending or run.state != StageState.OPEN or not can_move(application, STATUS[verdict]):
        return False
    decision.published_at, decision.batch = at, batch
    decision.save(update_fields=["published_at", "batch"])
    run.state = STAGE_STATE[verdict]
    run.outcome = {"verdict": verdict, "decision": decision.pk}
    run.save(update_fields=["state", "outcome"])
    move(
        application,
        STATUS[verdict],
        event="decision.published",
        actor=actor,
        role=role_in(actor, application.organization_id) if actor else "",
        at=at,
        stage=run.stage_key,
        verdict=verdict,
        decision=decision.pk,
    )
    return True
