"""Saving a section: whatever was typed is kept, valid or not."""

from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from applications import sealing
from applications.models import Filing, FilingSection, SectionSave
from applications.queries import FilledForm, filled_form
from portal.lib import paths
from portal.lib.exceptions import Refused
from portal.lib.locks import lock
from programs.answers import Answers, Posted, read, without_blank_rows
from programs.completeness import findings
from programs.definition.form import Section


class Closed(Refused):
    """The form can't be changed any more; nothing was stored."""


class Stale(Refused):
    """The section was changed since this page was opened: both texts are shown, nothing was stored."""

    def __init__(self, filled: FilledForm, typed: Answers) -> None:
        super().__init__(_("This section was changed in another window after you opened it."))
        self.filled = filled
        self.typed = typed


@dataclass
class Saved:
    filled: FilledForm
    revealed: set[str] = field(default_factory=set)  # questions that this save has brought to light


def save_section(
    filing: Filing,
    key: str,
    *,
    actor: User,
    posted: Posted,
    base_revision: int | None,
    received_at: datetime,
    by_save_button: bool = True,
) -> Saved:
    """Stores what was posted; `base_revision` None means that whatever stands there may be replaced.

    Only «Сақтау» makes a section count as saved, so that its gaps are spoken of, and drops blank rows; the other
    buttons of a form store what is typed on their way. Saving the same again is no conflict. Raises Closed, Stale.
    """
    with transaction.atomic():
        filing = lock(Filing.objects.select_related("application__call"), pk=filing.pk)
        refuse_if_closed(filing, received_at)
        filled = filled_form(filing)
        section = filled.form.by_key[key]
        before = filled.answers_of(key)
        after = read(section, posted, before)
        if by_save_button:
            after = without_blank_rows(section, after)
        row = filled.rows.get(key) or FilingSection(filing=filing, key=key)
        if base_revision not in {None, row.revision} and after != before:
            raise Stale(filled, after)
        hidden_before = filled.evaluation().hidden
        store(filled, section, row, after, saved_at=received_at if by_save_button else row.saved_at)
        return Saved(filled, revealed=hidden_before - filled.evaluation().hidden)


def refuse_if_closed(filing: Filing, received_at: datetime) -> None:
    if not filing.is_editable:
        raise Closed(_("This form has been submitted and can't be changed."))
    if not filing.application.is_draft or not filing.application.call.is_accepting(received_at):
        raise Closed(_("The call has closed: the draft can be read but not changed."))


def store(
    filled: FilledForm, section: Section, row: FilingSection, after: Answers, *, saved_at: datetime | None
) -> None:
    """Writes the section, its line in the log of saves, and whatever else the change completes or opens."""
    before = filled.answers_of(section.key)
    filled.rows[section.key] = row
    filled.answers[section.key] = after
    row.values, row.unparsed = sealing.hidden(section, after, filled.seal)
    row.revision += 1
    row.saved_at = saved_at
    others = _recount_gaps(filled)
    row.save()
    FilingSection.objects.bulk_update([other for other in others if other is not row], ["gaps"])
    SectionSave.objects.create(
        section=row, revision=row.revision, tab=token_hex(8), seq=1, changes=_changes(section, before, after, filled)
    )
    gate = filled.form.gate
    if gate and filled.filing.gate_passed_at is None and section is gate and row.gaps == 0:
        filled.filing.gate_passed_at = saved_at
        filled.filing.save(update_fields=["gate_passed_at"])


def _recount_gaps(filled: FilledForm) -> list[FilingSection]:
    """Rules reach across sections, so one save may complete or open another; gives the rows that changed."""
    tidy = filled.tidied()
    evaluation = tidy.evaluation()
    changed = []
    for section in filled.form.fillable:
        row = filled.rows.get(section.key)
        if row is None or row.saved_at is None:
            continue
        gaps = len(findings(section, tidy.answers_of(section.key), evaluation))
        if gaps != row.gaps:
            row.gaps = gaps
            changed.append(row)
    return changed


def _changes(section: Section, before: Answers, after: Answers, filled: FilledForm) -> dict[str, Any]:
    """path → the new answer (None: removed), sealed where the question is sensitive."""
    old, new = _flat(before.values, before.unparsed), _flat(after.values, after.unparsed)
    stored = _flat(*sealing.hidden(section, after, filled.seal))
    return {path: stored.get(path) for path in sorted(old.keys() | new.keys()) if old.get(path) != new.get(path)}


def _flat(values: dict[str, Any], unparsed: dict[str, Any]) -> dict[str, Any]:
    return dict(paths.flatten(values)) | {path: {"typed": raw} for path, raw in unparsed.items()}
