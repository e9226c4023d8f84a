"""A draft moves to the current edition of its call: at its next page, under its lock. Submitted rounds stay."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from applications import sealing
from applications.actions.prefilling import prefill
from applications.actions.saving import recount_gaps
from applications.actions.setting_aside import set_aside
from applications.models import Filing, FilingSection, FilingState, Upload
from applications.queries import FilledForm, filled_form
from applications.uploads.places import files_by_path
from applications.workflow import note
from portal.lib import clock
from portal.lib.locks import lock
from programs.answers import Answers
from programs.definition.carry import Carried, carry
from programs.definition.form import Section
from programs.editions import definition_of
from programs.models import Edition

PAGES = "application__call__program__organization"  # what pages of a filing read besides it


def is_behind(filing: Filing, received_at: datetime) -> bool:
    application = filing.application
    call = application.call
    if call.current_edition_id in {None, filing.edition_id} or filing.state != FilingState.DRAFT:
        return False
    if not application.is_draft or not call.is_accepting(received_at):
        return False
    return filing.form_key in definition_of(call.current_edition_id).forms


def bring_up_to_date(filing: Filing, *, received_at: datetime) -> Filing:
    """The filing by the current edition; without a query when it is there already."""
    if not is_behind(filing, received_at):
        return filing
    with transaction.atomic():
        filing = lock(Filing.objects.select_related(PAGES), pk=filing.pk)
        if is_behind(filing, received_at):
            _move(filing)
    return filing


def _move(filing: Filing) -> None:
    before = filled_form(filing)
    old, answers = before.form, before.answers
    number = Edition.objects.values_list("number", flat=True).get(pk=filing.edition_id)
    filing.edition_id = filing.application.call.current_edition_id
    after = FilledForm(filing, before.rows)
    done = carry(old, after.form, answers)
    count = set_aside(after, done.set_aside, number)
    after.answers = done.sections
    _store(answers, after)
    _follow(after, done)
    gate = after.form.gate
    if filing.gate_passed_at is None and (gate is None or _is_complete(after, gate)):
        filing.gate_passed_at = clock.now()
    filing.save(update_fields=["edition", "gate_passed_at"])
    prefill(filing)
    if count:
        note(filing.application, "filing.carried", actor=None, at=clock.now(), filing=filing.pk, count=count)


def _is_complete(filled: FilledForm, section: Section) -> bool:
    row = filled.rows.get(section.key)
    return bool(row and row.saved_at and row.gaps == 0)


def _store(before: Mapping[str, Answers], filled: FilledForm) -> None:
    """No revision is counted: nobody typed anything, and a page opened before may still be saved."""
    origins = {key: origin for row in filled.rows.values() for key, origin in row.origins.items()}
    known = {key: value for answers in before.values() for key, value in answers.values.items()}
    for section in filled.form.sections:
        answers = filled.answers.get(section.key, Answers())
        if section.key not in filled.rows and answers == Answers():
            continue
        row = filled.rows.setdefault(section.key, FilingSection(filing=filled.filing, key=section.key))
        row.values, row.unparsed = sealing.hidden(section, answers, filled.seal)
        row.origins = {
            key: origins[key] for key, value in answers.values.items() if origins.get(key) and value == known.get(key)
        }
    for key, row in filled.rows.items():
        if key not in filled.form.by_key:
            row.values, row.unparsed, row.origins = {}, {}, {}
    recount_gaps(FilledForm(filled.filing, filled.rows))
    rows = list(filled.rows.values())
    FilingSection.objects.bulk_update(
        [row for row in rows if row.pk], ["values", "unparsed", "set_aside", "origins", "gaps"]
    )
    FilingSection.objects.bulk_create([row for row in rows if not row.pk])


def _follow(filled: FilledForm, done: Carried) -> None:
    """Files stand at the path of the question that holds them."""
    places = {
        pk: (section.key, path)
        for section in filled.form.sections
        if section.key in done.sections
        for path, ids in files_by_path(section.questions, done.sections[section.key].values)
        for pk in ids
    }
    moved = []
    for upload in Upload.objects.filter(filing=filled.filing, pk__in=places) if places else []:
        if (upload.section_key, upload.path) != places[upload.pk]:
            upload.section_key, upload.path = places[upload.pk]
            moved.append(upload)
    if moved:
        Upload.objects.bulk_update(moved, ["section_key", "path"])
