from programs.admin.calls import CallAdmin, EditionAdmin
from programs.admin.programs import CallTypeAdmin, ProgramAdmin

__all__ = ["CallAdmin", "CallTypeAdmin", "EditionAdmin", "ProgramAdmin"]
