from programs.models.call import Call, CallDraft
from programs.models.edition import Edition
from programs.models.program import CallType, Program
from programs.models.reference import ReferenceItem, ReferenceList, ReferenceWord

__all__ = ["Call", "CallDraft", "CallType", "Edition", "Program", "ReferenceItem", "ReferenceList", "ReferenceWord"]
