"""What staff read of a case: the submitted answers, never the draft."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import pgettext

from applications.models import Application, Snapshot, Upload
from applications.sealing import is_sensitive_at
from applications.snapshots import Submitted, open_snapshot
from applications.uploads.places import files_by_path
from programs.definition.form import Section
from programs.presentation import Shown, row_name, shown


@dataclass(frozen=True)
class Dossier:
    snapshot: Snapshot
    shows_sensitive: bool

    @cached_property
    def submitted(self) -> Submitted:
        return open_snapshot(self.snapshot)

    @cached_property
    def uploads(self) -> dict[int, Upload]:
        """The submitted files alone: one that was detached before is the applicant's own affair."""
        return Upload.objects.filter(filing=self.snapshot.filing).in_bulk(self.submitted.uploads)

    @property
    def sections(self) -> list[tuple[Section, list[Shown]]]:
        found = []
        for section in self.submitted.form.sections:
            answers = shown(section, self.submitted.answers, self.uploads)
            if answers:
                found.append((section, answers if self.shows_sensitive else [masked(answer) for answer in answers]))
        return found

    def is_sensitive(self, upload: Upload) -> bool:
        """By where it stands among these answers: its row may follow a newer edition, without that question."""
        return self._sensitive.get(upload.pk, True)

    @cached_property
    def _sensitive(self) -> dict[int, bool]:
        submitted = self.submitted
        return {
            pk: is_sensitive_at(section, path)
            for section in submitted.form.sections
            for path, ids in files_by_path(section.questions, submitted.answers.values)
            for pk in ids
        }


def dossier(application: Application, *, shows_sensitive: bool) -> Dossier:
    snapshots = Snapshot.objects.filter(filing__application=application)
    snapshot = snapshots.select_related("filing", "edition", "by__person").latest("pk")
    snapshot.filing.application = application
    return Dossier(snapshot, shows_sensitive)


def masked(answer: Shown, *, within_sensitive: bool = False) -> Shown:
    """Whether a sensitive question was answered at all isn't told either."""
    is_sensitive = within_sensitive or answer.question.sensitive
    if answer.is_table:
        rows = [
            replace(
                row,
                title=row_name(answer.question, row.number) if is_sensitive else row.title,
                cells=[masked(cell, within_sensitive=is_sensitive) for cell in row.cells],
            )
            for row in answer.rows
        ]
        return replace(answer, rows=rows)
    if is_sensitive:
        return replace(answer, text=pgettext("sensitive answer", "hidden"), uploads=[])
    return answer
