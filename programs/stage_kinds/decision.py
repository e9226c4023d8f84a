from typing import Literal

from programs.stage_kinds.base import Stage, stage_kinds


class DecisionStage(Stage):
    """A person or commission decides; nobody outside learns of it before it is published."""

    kind: Literal["decision"]
    reserve: bool = True


stage_kinds.add("decision", DecisionStage)
