"""The check page: the whole form as it will be read, its gaps first, then the confirmation and one button."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.decorators import consent_required
from accounts.requests import SignedInRequest
from applications.actions.carrying import bring_up_to_date
from applications.actions.saving import Closed, OtherEdition, Overfull, Saved, save_section
from applications.actions.submission import ChangedSinceShown, Incomplete, state_digest, submit
from applications.completeness import SectionGaps, advice_of, gaps_of, opening
from applications.models import Filing, Upload
from applications.permissions import own_filing
from applications.queries import FilledForm, filled_form, uploads_of
from applications.views.editions import (
    dismiss_posted,
    earlier_answers,
    from_earlier_page,
    of_removed_sections,
    save_earlier_page,
)
from applications.views.fields import Filled, fields_of
from applications.views.intents import BACK, DISMISS, LANGUAGE, SUBMIT, Sent, sent
from applications.views.menu import check_url, lead_to, menu_of, section_url
from applications.views.naming import Names, linked
from applications.views.naming import summary as summary_of
from applications.views.sheets import Page
from portal.lib.exceptions import Refused
from portal.lib.http import see_other
from portal.lib.switching import in_language, wanted_language
from programs.completeness import Finding, advice, by_path, findings
from programs.definition.form import Section
from programs.evaluation import Evaluation
from programs.presentation import Shown, shown_draft


@dataclass(frozen=True)
class ReadSection:
    section: Section
    url: str
    gaps: SectionGaps | None
    shown: list[Shown]


@consent_required
@never_cache
@require_http_methods(["GET", "POST"])
def check(request: SignedInRequest, number: str, filing: str) -> HttpResponse:
    found = own_filing(request.user, number, filing)
    if not found.application.is_draft:
        return _submitted(found) if request.method == "POST" else redirect("applications")
    if request.method == "POST":
        return _send(request, found)
    filled = filled_form(bring_up_to_date(found, received_at=request.received_at))
    first = opening(filled, filled.form.summary) if filled.form.is_sequential else None
    if first:
        return lead_to(request, found, first, is_step=True)
    return render(request, "applications/check.html", _context(filled))


def _send(request: SignedInRequest, filing: Filing) -> HttpResponse:
    """The ticks are kept first, so that neither a gap nor a switch of language takes them away."""
    if response := from_earlier_page(request, filing):
        return response
    section = FilledForm(filing, {}).form.summary
    form = sent(request.POST)
    sheet = replace(form.sheet(None), by_save_button=form.button == SUBMIT, edition=filing.edition_id)
    try:
        saved = save_section(filing, section.key, sheet, actor=request.user, received_at=request.received_at)
        return _not_taken(request, filing, saved) or _submit(request, filing, form)
    except OtherEdition:
        return save_earlier_page(request, filing, section.key, sheet)
    except (Closed, Overfull) as refused:
        if form.button == SUBMIT and filing.snapshots.exists():
            return _submitted(filing)  # by the first of two clicks
        return render(request, "applications/check.html", _context(filled_form(filing), refused), status=409)


def _not_taken(request: SignedInRequest, filing: Filing, saved: Saved) -> HttpResponse | None:
    """Rows that were pasted and don't fit: nothing is sent without them."""
    for why in saved.refused.values():
        messages.error(request, why)
    return see_other(check_url(filing)) if saved.refused else None


def _submit(request: SignedInRequest, filing: Filing, form: Sent) -> HttpResponse:
    here = check_url(filing)
    if form.button == LANGUAGE:
        return see_other(in_language(here, wanted_language(request)))
    if form.button == BACK:
        return see_other(section_url(filing, FilledForm(filing, {}).form.fillable[-1]))
    if form.button == DISMISS:
        dismiss_posted(request, filing, form.target)
    if form.button != SUBMIT:
        return see_other(here)
    try:
        submit(
            filing,
            actor=request.user,
            received_at=request.received_at,
            seen=request.POST.get("_seen", ""),
            language=get_language() or "kk",
        )
    except (Incomplete, ChangedSinceShown) as refused:
        if isinstance(refused, ChangedSinceShown):
            messages.warning(request, str(refused))
        return see_other(here)
    return _submitted(filing)


def _submitted(filing: Filing) -> HttpResponse:
    return see_other(f"{reverse('applications')}?submitted={filing.application.number}")


def _context(filled: FilledForm, notice: Refused | None = None) -> dict[str, Any]:
    summary = filled.form.summary
    filled = filled.tidied()
    evaluation = filled.evaluation()
    uploads = uploads_of(filled.filing)
    row = filled.rows.get(summary.key)
    answers = filled.answers_of(summary.key)
    found = findings(summary, answers, evaluation, at_submission=True)
    errors = {finding.path: finding.message for finding in found if row and row.saved_at}
    advised = by_path(advice(summary, answers, evaluation, found))
    shown = Filled(answers, evaluation, found, errors, advice=advised, uploads=uploads)
    gaps = {gaps.section.key: gaps for gaps in gaps_of(filled, evaluation)}
    return {
        "filing": filled.filing,
        "application": filled.filing.application,
        "call": filled.filing.application.call,
        "section": summary,
        "form": filled.form,
        "menu": menu_of(filled, summary),
        "sections": _read_sections(filled, evaluation, uploads, gaps),
        "gaps": [
            _listed(filled, each.section, each.findings, is_never_saved=each.never_saved) for each in gaps.values()
        ],
        "advice": [
            _listed(filled, *each, is_never_saved=False) for each in advice_of(filled, evaluation, gaps.values())
        ],
        "fields": fields_of(summary.questions, answers.values, shown),
        "errors": summary_of(Names(summary, answers), errors, "", str),
        "has_errors": bool(errors),
        "seen": state_digest(filled),
        "earlier": earlier_answers(filled, summary.key) + of_removed_sections(filled),
        "notice": notice,
        "switch_form": "check-form",
    }


@dataclass(frozen=True)
class Listed:
    """A section with what is said about its answers before they are sent."""

    section: Section
    url: str
    is_never_saved: bool
    links: list[tuple[str, str]]  # (address of an input, what about it)
    more: int  # how many there are besides


def _listed(filled: FilledForm, section: Section, found: list[Finding], *, is_never_saved: bool) -> Listed:
    page = Page(filled.filing, section)
    names = Names(section, filled.answers_of(section.key))
    return Listed(section, page.url, is_never_saved, *linked(names, found, page.address))


def _read_sections(
    filled: FilledForm, evaluation: Evaluation, uploads: dict[int, Upload], gaps: dict[str, SectionGaps]
) -> list[ReadSection]:
    return [
        ReadSection(
            section,
            section_url(filled.filing, section),
            gaps.get(section.key),
            shown_draft(section, filled.answers_of(section.key), uploads, evaluation),
        )
        for section in filled.form.fillable
    ]
