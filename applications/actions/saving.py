"""Saving a section: whatever was typed is kept, valid or not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from applications import sealing
from applications.models import Filing, FilingSection, SectionSave, UploadState
from applications.queries import FilledForm, filled_form
from applications.uploads.places import files_in
from portal.lib import clock, paths
from portal.lib.exceptions import Refused
from portal.lib.locks import lock
from programs.answers import Answers, Posted, read, rows_in, without_blank_rows
from programs.completeness import findings
from programs.definition.form import Section
from programs.fields.base import Question
from programs.fields.tables import MOST_ROWS, walk
from programs.pasting import Paste, PasteRefused, pasted
from programs.rows import Change, Full, changed
from programs.rule_reports import report

MOST_COUNTED = 9999  # gaps of a section; nobody needs to know how many more there are


class Closed(Refused):
    """The form can't be changed any more; nothing was stored."""


class Stale(Refused):
    """The section was changed since this page was opened: both texts are shown, nothing was stored."""

    def __init__(self, filled: FilledForm, typed: Answers) -> None:
        super().__init__(_("This section was changed in another window after you opened it."))
        self.filled = filled
        self.typed = typed


class Overfull(Stale):
    """A table would get more rows than any may have; nothing was stored."""

    def __init__(self, filled: FilledForm, typed: Answers) -> None:
        super().__init__(filled, typed)
        self.message = ngettext(
            "A table and the tables in it can have %(most)d row.",
            "A table and the tables in it can have %(most)d rows.",
            MOST_ROWS,
        ) % {"most": MOST_ROWS}


class OtherEdition(Refused):
    """The page is of an earlier edition than the filing has now; `carrying.save_from_earlier` takes it."""


@dataclass(frozen=True)
class Sheet:
    """What one page sent: its answers, and what is to happen to rows."""

    posted: Posted
    base_revision: int | None = None  # None: whatever stands there may be replaced
    by_save_button: bool = True
    within: str = ""  # the row whose page it is
    change: Change | None = None
    pastes: Sequence[Paste] = ()
    edition: int | None = None  # that the page was made by


@dataclass
class Saved:
    filled: FilledForm
    revealed: set[str] = field(default_factory=set)  # paths of questions that this save has brought to light
    refused: dict[str, str] = field(default_factory=dict)  # path of a table → why nothing was pasted there
    full: Any = None  # the table in which no more rows fit


def save_section(filing: Filing, key: str, sheet: Sheet, *, actor: User, received_at: datetime) -> Saved:
    """Stores what a page sent, then adds, copies, moves or removes rows.

    Only «Сақтау» makes a section count as saved, so that its gaps are spoken of, and drops blank rows; the other
    buttons of a form store what is typed on their way, and the page of a row counts for the row alone.
    Saving the same again is no conflict. Raises Closed, Stale, Overfull.
    """
    with transaction.atomic():
        filing = lock(Filing.objects.select_related("application__call"), pk=filing.pk)
        refuse_if_closed(filing, received_at)
        if sheet.edition not in {None, filing.edition_id}:
            raise OtherEdition(_("The form was changed while you were filling it in."))
        filled = filled_form(filing)
        section = filled.form.by_key[key]
        saved = Saved(filled)
        before = filled.answers_of(key)
        after = _after(section, sheet, before, saved)
        row = filled.rows.get(key) or FilingSection(filing=filing, key=key)
        if after != before and _is_stale(row, sheet):
            raise Stale(filled, after)
        if is_overfull(section, before, after):
            raise Overfull(filled, after)
        hidden = filled.evaluation().hidden if sheet.by_save_button and _has_conditions(section) else set()
        saves_section = sheet.by_save_button and not sheet.within
        store(filled, section, row, after, saved_at=received_at if saves_section else row.saved_at)
        saved.revealed = hidden - filled.evaluation().hidden
        return saved


def _after(section: Section, sheet: Sheet, before: Answers, saved: Saved) -> Answers:
    after = read(section, sheet.posted, before, within=sheet.within)
    for paste in sheet.pastes:
        try:
            after = pasted(section.questions, after, paste)
        except PasteRefused as refused:
            saved.refused[paste.path] = str(refused)
    if sheet.change:
        try:
            after = changed(section.questions, after, sheet.change)
        except Full as full:
            saved.full = full.table
    if sheet.by_save_button:
        after = without_blank_rows(section, after, within=sheet.within)
    return after


def _is_stale(row: FilingSection, sheet: Sheet) -> bool:
    """Whether what the page shows was changed since: for the page of a row, only that row matters."""
    if sheet.base_revision in {None, row.revision}:
        return False
    if not sheet.within:
        return True
    saves = SectionSave.objects.filter(section_id=row.pk, revision__gt=sheet.base_revision)
    below = paths.join(sheet.within, "")
    return any(path.startswith(below) for changes in saves.values_list("changes", flat=True) for path in changes)


def is_overfull(section: Section, before: Answers, after: Answers) -> bool:
    return any(_rows_of(table, after) > max(MOST_ROWS, _rows_of(table, before)) for table in section.questions)


def _rows_of(question: Question, answers: Answers) -> int:
    return rows_in(answers.values.get(question.key, [])) if question.type.is_table else 0


def _has_conditions(section: Section) -> bool:
    return any(place.question.show_if for place in walk(section.questions))


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
    filled.answer(section.key, after)
    row.values, row.unparsed = sealing.hidden(section, after, filled.seal)
    # Only what still stands as it was found came from there.
    row.origins = {
        key: origin for key, origin in row.origins.items() if after.values.get(key) == before.values.get(key)
    }
    row.revision += 1
    row.saved_at = saved_at
    others = recount_gaps(filled)
    _report_faults(filled)
    row.save()
    FilingSection.objects.bulk_update([other for other in others if other is not row], ["gaps"])
    SectionSave.objects.create(
        section=row, revision=row.revision, tab=token_hex(8), seq=1, changes=_changes(row, before, after, filled)
    )
    _let_go_of_files(filled, section, before, after)
    gate = filled.form.gate
    if gate and filled.filing.gate_passed_at is None and section is gate and row.gaps == 0:
        filled.filing.gate_passed_at = saved_at
        filled.filing.save(update_fields=["gate_passed_at"])


def _report_faults(filled: FilledForm) -> None:
    """Staff are told of rules that can't be worked out; whoever fills in the form isn't."""
    if faults := filled.evaluation().scope.faults:
        filing = filled.filing
        report(filing.edition, filing.application.organization_id, filing.form_key, filled.form, faults)


def _let_go_of_files(filled: FilledForm, section: Section, before: Answers, after: Answers) -> None:
    """Files go with the rows that held them."""
    gone = set(files_in(section.questions, before.values)) - set(files_in(section.questions, after.values))
    if gone:
        attached = filled.filing.uploads.filter(pk__in=gone, detached_at=None).exclude(state=UploadState.REFUSED)
        attached.update(detached_at=clock.now())


def recount_gaps(filled: FilledForm) -> list[FilingSection]:
    """Rules reach across sections, so one save may complete or open another; gives the rows that changed."""
    evaluation = filled.evaluation()
    changed_rows = []
    for section in filled.form.fillable:
        row = filled.rows.get(section.key)
        if row is None or row.saved_at is None:
            continue
        gaps = min(len(findings(section, filled.answers_of(section.key), evaluation)), MOST_COUNTED)
        if gaps != row.gaps:
            row.gaps = gaps
            changed_rows.append(row)
    return changed_rows


def _changes(row: FilingSection, before: Answers, after: Answers, filled: FilledForm) -> dict[str, Any]:
    """path → the new answer (None: removed), sealed where the question is sensitive."""
    old, new = _flat(before.values, before.unparsed), _flat(after.values, after.unparsed)
    stored = _flat(row.values, row.unparsed)
    different = sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))
    # What isn't stored by its own path stands in a table that is sealed as a whole.
    return {
        path: stored[path] if path in stored else filled.seal.hide(new[path]) if path in new else None
        for path in different
    }


def _flat(values: dict[str, Any], unparsed: dict[str, Any]) -> dict[str, Any]:
    return dict(paths.flatten(values)) | {path: {"typed": raw} for path, raw in unparsed.items()}
