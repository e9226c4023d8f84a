"""How a decision ends its stage and moves the case."""

from applications.models import StageState, Verdict
from applications.statuses import Status

STATUS = {Verdict.AWARD: Status.AWARDED, Verdict.RESERVE: Status.RESERVE, Verdict.REFUSE: Status.REFUSED}
STAGE_STATE = {Verdict.AWARD: StageState.PASSED, Verdict.RESERVE: StageState.OPEN, Verdict.REFUSE: StageState.FAILED}
