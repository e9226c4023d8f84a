"""Pages that were open while a new edition came."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from accounts.models import User
from applications.actions.carrying import PAGES
from applications.actions.saving import Overfull, Sheet, is_overfull, refuse_if_closed, store
from applications.actions.setting_aside import news, set_aside
from applications.models import Filing, FilingSection
from applications.queries import FilledForm, filled_form
from applications.workflow import note
from portal.lib.locks import lock
from programs.answers import Answers, read, without_blank_rows
from programs.definition.asides import Aside, Why
from programs.definition.carry import aside_of, carry
from programs.definition.form import Form, Section
from programs.editions import definition_of
from programs.models import Edition
from programs.overlaying import Page, is_answered, laid_over, only, without_files
from programs.pasting import PasteRefused, pasted


@dataclass
class Moved:
    """What became of a page of an earlier edition."""

    filled: FilledForm
    set_aside: int = 0
    sections: list[str] = field(default_factory=list)  # that hold something of it now


@transaction.atomic
def save_from_earlier(filing: Filing, key: str, sheet: Sheet, *, actor: User, received_at: datetime) -> Moved:
    """Saves a page that an earlier edition made of a filing that has moved on: read by the one, carried to the other.

    Where somebody saved another answer meanwhile, that one stays and what the page brought is set aside.
    Raises Closed, Overfull.
    """
    filing = lock(Filing.objects.select_related(PAGES), pk=filing.pk)
    refuse_if_closed(filing, received_at)
    edition = sheet.edition or filing.edition_id
    old = definition_of(edition).forms[filing.form_key]
    section = old.by_key[key]
    filled = filled_form(filing)
    sheet = _without_locked(sheet, filled)
    done = carry(old, filled.form, {key: _typed(section, sheet)})
    moved = Moved(filled)
    number = Edition.objects.values_list("number", flat=True).get(pk=edition)
    aside = {home: list(found) for home, found in done.set_aside.items()}
    for home in done.sections:
        row = filled.rows.get(home)
        is_current = home == key and sheet.base_revision in {None, row.revision if row else 0}
        target = filled.form.by_key[home]
        stored, typed = filled.answers_of(home), done.sections[home]
        page = Page(section.questions, sheet.posted, sheet.within)
        after = (
            _tidied(target, laid_over(target.questions, stored, typed, page), sheet)
            if is_current
            else _beside(filled.form, target, stored, _tidied(target, typed, sheet), aside)
        )
        if is_overfull(target, stored, after):
            raise Overfull(filled, after)
        saves = home == key and sheet.by_save_button and not sheet.within
        if saves or after != stored:
            row = row or FilingSection(filing=filing, key=home)
            store(filled, target, row, after, saved_at=received_at if saves else row.saved_at)
            moved.sections.append(home)
    fresh = news(aside, filled)
    moved.set_aside = set_aside(filled, fresh, number)
    for home in fresh:
        filled.rows[home].save()
    if moved.set_aside:
        note(filing.application, "filing.carried", actor=actor, at=received_at, filing=filing.pk, count=moved.set_aside)
    return moved


def _typed(section: Section, sheet: Sheet) -> Answers:
    """What the page brings by itself. Buttons that change rows are for the page that is shown next."""
    typed = read(section, sheet.posted, Answers(), within=sheet.within)
    for paste in sheet.pastes:
        with suppress(PasteRefused):
            typed = pasted(section.questions, typed, paste)
    return typed


def _tidied(target: Section, answers: Answers, sheet: Sheet) -> Answers:
    """Not what was typed alone: in a row there may be nothing but a file, which no page brings again."""
    return without_blank_rows(target, answers, within=sheet.within) if sheet.by_save_button else answers


def _without_locked(sheet: Sheet, filled: FilledForm) -> Sheet:
    """What stands as it was found beforehand isn't read from an earlier page either."""
    found = {key for answers in filled.answers.values() for key in answers.found}
    locked = {key for key in found if key in filled.form.questions and filled.form.questions[key].locked}
    return replace(sheet, posted={path: raw for path, raw in sheet.posted.items() if path not in locked})


def _beside(form: Form, target: Section, stored: Answers, typed: Answers, aside: dict[str, list[Aside]]) -> Answers:
    """Only what isn't answered yet is taken."""
    after, written = stored.copy(), _written(target, stored)
    for question in target.questions:
        mine = only(typed, question.key)
        if mine == Answers() or only(_written(target, mine), question.key) == only(written, question.key):
            continue
        if is_answered(stored, question.key):
            aside.setdefault(target.key, []).extend(aside_of(form, question, mine, Why.OLDER))
        else:
            after.values |= mine.values
            after.unparsed |= mine.unparsed
    return after


def _written(target: Section, answers: Answers) -> Answers:
    """What a page could have brought: neither files nor rows that hold nothing else."""
    return without_blank_rows(target, without_files(target.questions, answers))
