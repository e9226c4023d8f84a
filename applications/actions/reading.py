"""Every reading of a case by staff leaves a trace."""

from datetime import datetime

from accounts.models import User
from accounts.roles import role_in
from applications.models import Application, Upload
from applications.workflow import note


def note_reading(application: Application, *, actor: User, at: datetime) -> None:
    note(application, "dossier.read", actor=actor, role=role_in(actor, application.organization_id), at=at)


def note_file_reading(
    application: Application, upload: Upload, *, actor: User, at: datetime, original: bool = False
) -> None:
    role = role_in(actor, application.organization_id)
    which = {"original": True} if original else {}
    note(application, "file.read", actor=actor, role=role, at=at, upload=upload.pk, **which)
