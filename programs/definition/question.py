from typing import Annotated

from programs.definition.by_kind import ByKind
from programs.fields.base import Question, kinds

AnyQuestion = Annotated[Question, ByKind(kinds, lambda kind: kind.settings)]
