"""Filling in: a page for each section. Saving is POST → 303 → GET; what is wrong is worked out on GET."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.decorators import consent_required
from accounts.requests import SignedInRequest
from applications.actions.attaching import attach_posted, detach
from applications.actions.saving import Closed, Saved, Stale, save_section
from applications.completeness import opening
from applications.models import Filing, Upload
from applications.permissions import own_filing
from applications.queries import FilledForm, filled_form, uploads_of
from applications.views.fields import fields_of, named
from applications.views.intents import BACK, DETACH, LANGUAGE, SAVE, Sent, sent
from applications.views.menu import first_unfinished, lead_to, menu_of, section_url
from portal.lib.exceptions import Refused
from portal.lib.http import see_other
from portal.lib.switching import in_language, wanted_language
from programs.answers import Answers, has_forbidden, read, with_rows_of, without_blank_rows
from programs.completeness import findings
from programs.definition.form import Section
from programs.evaluation import evaluate

REFUSED_FILES = "refused_files"  # in the session, for the one page after the redirect


@consent_required
@require_GET
def filing(request: SignedInRequest, number: str, filing: str) -> HttpResponse:
    """Leads to where the person should go on."""
    found = own_filing(request.user, number, filing)
    if not found.application.is_draft:
        return redirect("application", number)
    filled = filled_form(found)
    return redirect(section_url(found, first_unfinished(filled)))


@consent_required
@never_cache
@require_http_methods(["GET", "POST"])
def section(request: SignedInRequest, number: str, filing: str, section: str) -> HttpResponse:
    found = own_filing(request.user, number, filing)
    if request.method == "POST":
        return _save(request, found, section)
    if not found.is_editable or not found.application.call.is_accepting(request.received_at):
        return redirect("application", number)
    filled = filled_form(found)
    page = _section_of(filled, section)
    if page.summary:
        return redirect(section_url(found, page))
    if first := opening(filled, page):
        return lead_to(request, found, first, is_step=filled.form.is_sequential)
    return render(request, "applications/section.html", _context(request, filled, page))


def _section_of(filled: FilledForm, key: str) -> Section:
    if key not in filled.form.by_key:
        raise Http404
    return filled.form.by_key[key]


def _context(
    request: SignedInRequest,
    filled: FilledForm,
    section: Section,
    *,
    typed: Answers | None = None,
    notice: Refused | None = None,
) -> dict[str, Any]:
    """`typed` is shown instead of what is stored, where it couldn't be stored; the stored text stands beside it."""
    stored = filled.answers_of(section.key)
    answers = stored if typed is None else typed
    tidy = without_blank_rows(section, answers)
    evaluation = evaluate(filled.form, filled.tidied().answers | {section.key: tidy})
    row = filled.rows.get(section.key)
    counts_as_saved = bool(row and row.saved_at)
    errors = {
        finding.path: finding.message
        for finding in findings(section, tidy, evaluation)
        if counts_as_saved or not finding.is_gap
    }
    errors |= _refused_files(request, section)
    position = filled.form.sections.index(section)
    return {
        "filing": filled.filing,
        "application": filled.filing.application,
        "call": filled.filing.application.call,
        "section": section,
        "form": filled.form,
        "fields": fields_of(
            section,
            answers,
            evaluation,
            uploads_of(filled.filing) if _has(section, "is_file") else {},
            errors=errors,
            stored=stored if typed is not None else None,
        ),
        "errors": named(section, answers, errors),
        "has_errors": bool(errors),
        "menu": menu_of(filled, section),
        "revision": row.revision if row else 0,
        "saved_at": row.saved_at if row else None,
        "next_url": section_url(filled.filing, filled.form.section_after(section.key)),
        "previous_url": section_url(filled.filing, filled.form.sections[position - 1]) if position else "",
        "has_files": _has(section, "is_file"),
        "notice": notice,
        "is_closed": isinstance(notice, Closed),
        "switch_form": "section-form",
    }


def _has(section: Section, what: str) -> bool:
    return any(getattr(question.type, what) for question in section.questions)


def _refused_files(request: SignedInRequest, section: Section) -> Mapping[str, str]:
    refused = request.session.pop(REFUSED_FILES, {}) if REFUSED_FILES in request.session else {}
    return {path: message for path, message in refused.items() if path in section.by_key}


def _save(request: SignedInRequest, filing: Filing, key: str) -> HttpResponse:
    section = _section_of(FilledForm(filing, {}), key)
    form = sent(request.POST, section)
    try:
        saved = save_section(
            filing,
            key,
            actor=request.user,
            posted=form.posted,
            base_revision=_revision(request),
            received_at=request.received_at,
            by_save_button=form.button == SAVE,
        )
    except (Stale, Closed) as refused:
        _change_files(request, filing, section, form)
        filled = filled_form(filing)
        typed = read(section, form.posted, filled.answers_of(key))
        if isinstance(refused, Stale):
            typed = with_rows_of(section, typed, filled.answers_of(key))
        context = _context(request, filled, section, typed=typed, notice=refused)
        return render(request, "applications/section.html", context, status=409)
    if has_forbidden(form.posted):
        messages.warning(request, _("Some characters that can't be kept were left out of your text."))
    refused_files = _change_files(request, filing, section, form)
    return see_other(_after(request, saved, section, form, refused_files=refused_files))


def _revision(request: SignedInRequest) -> int:
    text = request.POST.get("_revision", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _change_files(request: SignedInRequest, filing: Filing, section: Section, form: Sent) -> bool:
    """Attaches what was posted and detaches what was asked for; True when a file was refused."""
    if form.button == DETACH:
        attached = filing.uploads.filter(section_key=section.key, detached_at__isnull=True)
        upload = next((upload for upload in attached if str(upload.pk) == form.target), None)
        if upload:
            _detach(request, upload)
    refused = attach_posted(filing, section.key, request.FILES, actor=request.user, received_at=request.received_at)
    if refused:
        request.session[REFUSED_FILES] = dict(refused)
    return bool(refused)


def _detach(request: SignedInRequest, upload: Upload) -> None:
    try:
        detach(upload, actor=request.user, received_at=request.received_at)
    except Closed as closed:
        messages.error(request, str(closed))


def _after(request: SignedInRequest, saved: Saved, section: Section, form: Sent, *, refused_files: bool) -> str:
    """Where the person goes on: the next section, or here while something needs them here."""
    filled = saved.filled
    here = section_url(filled.filing, section)
    if form.button == LANGUAGE:
        return in_language(here, wanted_language(request))
    if form.button == BACK:
        return section_url(filled.filing, filled.form.section_before(section.key))
    if form.is_full:
        table: Any = section.by_key[form.target.partition("/")[0]]
        most = ngettext("At most %(most)d row fits here.", "At most %(most)d rows fit here.", table.rows.max)
        messages.warning(request, most % {"most": table.rows.max})
    if form.stays:
        return here + form.anchor
    found = findings(section, filled.answers_of(section.key), filled.evaluation())
    if refused_files or any(not finding.is_gap or filled.form.is_sequential for finding in found):
        return here
    if saved.revealed & set(section.by_key):
        messages.info(request, _("Saved. Your answer opens more questions below."))
        return here
    if not filled.form.is_sequential:
        messages.success(request, _("“%(title)s” is saved.") % {"title": section.title})
    return section_url(filled.filing, filled.form.section_after(section.key))
