from typing import Annotated

from programs.definition.by_kind import ByKind
from programs.stage_kinds.base import Stage, stage_kinds

AnyStage = Annotated[Stage, ByKind(stage_kinds, lambda settings: settings)]
