"""Files as answers: written like any other, under the lock that the caller holds."""

from applications.actions.saving import store
from applications.models import FilingSection, Upload
from applications.queries import FilledForm
from applications.uploads.places import Target, files_at, target_at, with_files_at


def put(filled: FilledForm, target: Target, ids: list[int]) -> None:
    """These files are the answer now. A section counts as saved only by its own button."""
    section = target.section
    after = filled.answers_of(section.key).copy()
    after.values = with_files_at(section, after.values, target.path, ids)
    row = filled.rows.get(section.key) or FilingSection(filing=filled.filing, key=section.key)
    store(filled, section, row, after, saved_at=row.saved_at)


def take_out(filled: FilledForm, upload: Upload) -> None:
    """The file is no part of the answer any more, if it was."""
    target = target_at(filled.form, upload.path)
    if target is None:
        return
    ids = files_at(filled.answers_of(target.section.key).values, upload.path) or []
    if upload.pk in ids:
        put(filled, target, [pk for pk in ids if pk != upload.pk])
