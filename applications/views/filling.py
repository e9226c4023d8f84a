"""Filling in: a page for each section. Saving is POST → 303 → GET; what is wrong is worked out on GET."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.decorators import consent_required
from accounts.requests import SignedInRequest
from applications.actions.carrying import bring_up_to_date
from applications.actions.saving import Saved
from applications.completeness import opening
from applications.models import Filing
from applications.permissions import own_filing
from applications.queries import FilledForm, filled_form
from applications.views.attaching import by_script, is_by_script
from applications.views.editions import from_earlier_page, lead_away
from applications.views.intents import BACK, LANGUAGE, Sent
from applications.views.menu import first_unfinished, lead_to, section_url
from applications.views.sheets import Page, after_change, context_of, save, section_of
from portal.lib.switching import in_language, wanted_language
from programs.completeness import findings


@consent_required
@require_GET
def filing(request: SignedInRequest, number: str, filing: str) -> HttpResponse:
    """Leads to where the person should go on."""
    found = own_filing(request.user, number, filing)
    if not found.application.is_draft:
        return redirect("application", number)
    found = bring_up_to_date(found, received_at=request.received_at)
    filled = filled_form(found)
    return redirect(section_url(found, first_unfinished(filled)))


@consent_required
@never_cache
@require_http_methods(["GET", "POST"])
def section(request: SignedInRequest, number: str, filing: str, section: str) -> HttpResponse:
    found = own_filing(request.user, number, filing)
    if is_by_script(request):
        return by_script(request, found, section)
    if request.method == "POST":
        return from_earlier_page(request, found, section) or _saved(request, found, section)
    if not found.is_editable or not found.application.call.is_accepting(request.received_at):
        return redirect("application", number)
    return _shown(request, bring_up_to_date(found, received_at=request.received_at), section)


def _saved(request: SignedInRequest, filing: Filing, section: str) -> HttpResponse:
    page = Page(filing, section_of(FilledForm(filing, {}), section))
    return save(request, page, partial(_after, request, page))


def _shown(request: SignedInRequest, filing: Filing, section: str) -> HttpResponse:
    filled = filled_form(filing)
    if response := lead_away(request, filled, section):
        return response
    page = Page(filing, section_of(filled, section))
    if page.section.summary:
        return redirect(page.url)
    if first := opening(filled, page.section):
        return lead_to(request, filing, first, is_step=filled.form.is_sequential)
    return render(request, page.template, context_of(request, filled, page))


def _after(request: SignedInRequest, page: Page, saved: Saved, form: Sent) -> str:
    """Where the person goes on: the next section, or here while something needs them here."""
    filled, section = saved.filled, page.section
    if form.button == LANGUAGE:
        return in_language(page.url, wanted_language(request))
    if form.button == BACK:
        return section_url(filled.filing, filled.form.section_before(section.key))
    if form.stays:
        return after_change(page, saved, form)
    found = findings(section, filled.answers_of(section.key), filled.evaluation())
    if form.refused_files or any(not finding.is_gap or filled.form.is_sequential for finding in found):
        return page.url
    if saved.revealed:
        messages.info(request, _("Saved. Your answer opens more questions below."))
        return page.url
    if not filled.form.is_sequential:
        messages.success(request, _("“%(title)s” is saved.") % {"title": section.title})
    return section_url(filled.filing, filled.form.section_after(section.key))
