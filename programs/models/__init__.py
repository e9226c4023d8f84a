from programs.models.call import Call, CallDraft
from programs.models.edition import Edition
from programs.models.program import CallType, Program

__all__ = ["Call", "CallDraft", "CallType", "Edition", "Program"]
