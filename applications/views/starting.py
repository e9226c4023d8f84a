"""From a call's page to a draft."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.decorators import consent_required
from accounts.editing import edited_by
from accounts.models import Organization
from accounts.requests import SignedInRequest
from applications.actions.drafting import Beginning, start
from applications.earlier import calls_for, earlier_for
from applications.models import Application
from applications.permissions import own_application
from applications.queries import applications_of
from portal.lib.exceptions import Refused
from portal.lib.http import see_other, whole_number
from programs.eligibility import answers_kept, is_barred
from programs.models import Call

ME = "me"  # the value of the choice «for myself»; an organization's is its slug


@dataclass
class Choice:
    """Who applies, with what they have in this call already."""

    value: str
    title: str
    applications: list[Application] = field(default_factory=list)
    organization: Organization | None = None
    is_chosen: bool = False

    @property
    def ordinal(self) -> int:
        return max((application.ordinal for application in self.applications), default=0) + 1


@consent_required
@never_cache
@require_http_methods(["GET", "POST"])
def apply(request: SignedInRequest, slug: str) -> HttpResponse:
    call = (
        Call.objects.select_related("program__organization", "program__parent", "type")
        .filter(slug=slug, current_edition__isnull=False)
        .first()
    )
    if call is None:
        raise Http404
    own = list(applications_of(request.user).filter(call=call).select_related("applicant_org").order_by("ordinal"))
    if not own and is_barred(request.session, call):
        messages.info(request, _("First see whether you meet the requirements: only those who do can apply here."))
        return see_other("eligibility", call.slug)
    choices = _choices(request, call, own)
    if request.method == "POST":
        return _start(request, call, choices)
    return render(request, "applications/apply.html", _context(request, call, own, choices))


def _context(request: SignedInRequest, call: Call, own: list[Application], choices: list[Choice]) -> dict[str, Any]:
    is_open = call.is_open(request.received_at)
    able = [choice for choice in choices if choice.ordinal <= call.per_applicant] if is_open else []
    earlier = earlier_for(request.user, call) if able else []
    if len(able) == 1:
        able[0].is_chosen = True
    wanted = request.GET.get("earlier", "")
    return {
        "call": call,
        "applications": own,
        "is_open": is_open,
        "choices": able,
        "earlier": earlier,
        "chosen": next((case.number for case in earlier if case.number == wanted), ""),
    }


def _choices(request: SignedInRequest, call: Call, own: list[Application]) -> list[Choice]:
    found = []
    if call.for_people:
        mine = [case for case in own if case.applicant_org_id is None]
        found.append(Choice(ME, _("For myself"), mine))
    if call.for_organizations:
        for organization in edited_by(request.user):
            theirs = [case for case in own if case.applicant_org_id == organization.pk]
            found.append(Choice(organization.slug, organization.title, theirs, organization))
    return found


def _start(request: SignedInRequest, call: Call, choices: list[Choice]) -> HttpResponse:
    """The ordinal that the page showed makes a double click land on the application it has already started."""
    wanted = request.POST.get("applicant", ME if call.for_people and not call.for_organizations else "")
    choice = next((choice for choice in choices if choice.value == wanted), None)
    if choice is None:
        messages.error(request, _("Choose who applies."))
        return see_other("apply", call.slug)
    try:
        application = start(
            call,
            actor=request.user,
            ordinal=_ordinal(request, choice),
            language=get_language() or "kk",
            organization=choice.organization,
            beginning=Beginning(_earlier(request, call), answers_kept(request.session, call)),
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return see_other("call", call.slug)
    return see_other("filing", application.number, "application")


def _ordinal(request: SignedInRequest, choice: Choice) -> int:
    return whole_number(request.POST.get(f"ordinal_{choice.value}", "1"), most_digits=3) or 0


def _earlier(request: SignedInRequest, call: Call) -> Application | None:
    number = request.POST.get("earlier", "")
    return next((case for case in earlier_for(request.user, call) if case.number == number), None) if number else None


@consent_required
@never_cache
@require_GET
def copy(request: SignedInRequest, number: str) -> HttpResponse:
    """Calls that are open now and could begin with the answers of this application."""
    found = own_application(request.user, number)
    context = {"application": found, "call": found.call, "calls": calls_for(found, request.received_at)}
    return render(request, "applications/copy.html", context)
