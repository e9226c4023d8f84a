"""What can be decided at a decision stage, and how a decision ends the stage and moves the case."""

from applications.models import StageRun, StageState, Verdict
from applications.statuses import Status
from applications.workflow import can_move
from programs.editions import definition_of
from programs.stage_kinds.decision import DecisionStage

STATUS = {Verdict.AWARD: Status.AWARDED, Verdict.RESERVE: Status.RESERVE, Verdict.REFUSE: Status.REFUSED}
STAGE_STATE = {Verdict.AWARD: StageState.PASSED, Verdict.RESERVE: StageState.OPEN, Verdict.REFUSE: StageState.FAILED}


def possible_verdicts(run: StageRun) -> list[Verdict]:
    """Needs `run.application`."""
    settings = definition_of(run.edition_id).stage(run.stage_key)
    if run.state != StageState.OPEN or not isinstance(settings, DecisionStage):
        return []
    return [
        verdict
        for verdict in Verdict
        if can_move(run.application, STATUS[verdict]) and (settings.reserve or verdict != Verdict.RESERVE)
    ]
