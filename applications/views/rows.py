"""The page of a row, for tables that hold tables. Saving it leads back to the list that the row stands in."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.decorators import consent_required
from accounts.requests import SignedInRequest
from applications.actions.carrying import bring_up_to_date
from applications.actions.saving import Saved
from applications.completeness import opening
from applications.permissions import own_filing
from applications.queries import FilledForm, filled_form
from applications.uploads.places import is_asked
from applications.views.attaching import by_script, is_by_script
from applications.views.editions import from_earlier_page, has_page, lead_away
from applications.views.intents import BACK, LANGUAGE, Sent
from applications.views.menu import lead_to
from applications.views.naming import Names
from applications.views.sheets import Page, after_change, context_of, list_url, save, section_of
from portal.lib import paths
from portal.lib.switching import in_language, wanted_language
from programs.answers import Answers, row_at
from programs.completeness import findings
from programs.rows import neighbours


@consent_required
@never_cache
@require_http_methods(["GET", "POST"])
def row(request: SignedInRequest, number: str, filing: str, section: str, row: str) -> HttpResponse:
    found = own_filing(request.user, number, filing)
    if request.method == "POST" and (response := from_earlier_page(request, found, section, row)):
        return response
    if request.method == "GET":
        found = bring_up_to_date(found, received_at=request.received_at)
    if response := lead_away(request, FilledForm(found, {}), section, row):
        return response
    page = Page(found, section_of(FilledForm(found, {}), section), row)
    if page.section.summary or not has_page(page.section, row):
        raise Http404
    if is_by_script(request):
        return by_script(request, found, section)
    if request.method == "POST":
        return save(request, page, partial(_after, request, page))
    if not found.is_editable or not found.application.call.is_accepting(request.received_at):
        return redirect("application", number)
    return _shown(request, page)


def _shown(request: SignedInRequest, page: Page) -> HttpResponse:
    filled = filled_form(page.filing)
    answers = filled.answers_of(page.section.key)
    if first := opening(filled, page.section):
        return lead_to(request, page.filing, first, is_step=filled.form.is_sequential)
    hidden = filled.evaluation().hidden
    if neighbours(answers, page.row) is None or not is_asked(page.row, hidden):
        messages.info(request, _("This row isn't there any more."))
        return redirect(_nearest(page, answers, hidden))
    return render(request, page.template, context_of(request, filled, page))


def _nearest(page: Page, answers: Answers, hidden: set[str]) -> str:
    """The page that a list is on in which the row stood, or one around it."""
    above = paths.rows_above(page.row)[:-1]
    around = [path for path in above if row_at(answers.values, path) is not None and is_asked(path, hidden)]
    return page.address(around[-1] if around else "")


def _after(request: SignedInRequest, page: Page, saved: Saved, form: Sent) -> str:
    """Where the person goes on: the list of rows, or here while something needs them here."""
    if form.button == LANGUAGE:
        return in_language(page.url, wanted_language(request))
    if form.stays:
        return after_change(page, saved, form)
    answers = saved.filled.answers_of(page.section.key)
    names = Names(page.section, answers)
    if form.button == BACK:
        return list_url(page)
    found = findings(page.section, answers, saved.filled.evaluation())
    if form.refused_files or any(not finding.is_gap and page.holds(finding.path) for finding in found):
        return page.url
    if any(page.holds(path) for path in saved.revealed):
        messages.info(request, _("Saved. Your answer opens more questions below."))
        return page.url
    messages.success(request, _("“%(title)s” is saved.") % {"title": names.titled(page.row)})
    return list_url(page)
