from programs.admin.calls import CallAdmin, EditionAdmin
from programs.admin.programs import CallTypeAdmin, ProgramAdmin
from programs.admin.references import ReferenceItemAdmin, ReferenceListAdmin

__all__ = ["CallAdmin", "CallTypeAdmin", "EditionAdmin", "ProgramAdmin", "ReferenceItemAdmin", "ReferenceListAdmin"]
