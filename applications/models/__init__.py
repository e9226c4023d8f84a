from applications.models.application import Application, Mode
from applications.models.document import Document
from applications.models.filing import Filing, FilingSection, FilingState, SectionSave
from applications.models.snapshot import Snapshot
from applications.models.stage import Decision, StageRun, StageState, Verdict
from applications.models.upload import Refusal, Upload, UploadState

__all__ = [
    "Application",
    "Decision",
    "Document",
    "Filing",
    "FilingSection",
    "FilingState",
    "Mode",
    "Refusal",
    "SectionSave",
    "Snapshot",
    "StageRun",
    "StageState",
    "Upload",
    "UploadState",
    "Verdict",
]
