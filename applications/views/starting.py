"""From a call's page to a draft."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.decorators import consent_required
from accounts.requests import SignedInRequest
from applications.actions.drafting import start
from applications.queries import applications_of
from portal.lib.exceptions import Refused
from portal.lib.http import see_other
from programs.models import Call


@consent_required
@never_cache
@require_http_methods(["GET", "POST"])
def apply(request: SignedInRequest, slug: str) -> HttpResponse:
    call = (
        Call.objects.select_related("program__organization", "type")
        .filter(slug=slug, current_edition__isnull=False)
        .first()
    )
    if call is None:
        raise Http404
    own = list(applications_of(request.user).filter(call=call).order_by("ordinal"))
    if request.method == "POST":
        return _start(request, call)
    ordinal = max((application.ordinal for application in own), default=0) + 1
    context = {
        "call": call,
        "applications": own,
        "ordinal": ordinal if ordinal <= call.per_applicant and call.is_open(request.received_at) else None,
    }
    return render(request, "applications/apply.html", context)


def _start(request: SignedInRequest, call: Call) -> HttpResponse:
    """The ordinal that the page showed makes a double click land on the application it has already started."""
    text = request.POST.get("ordinal", "1")
    ordinal = int(text) if text.isdecimal() and len(text) < 4 else 0
    try:
        application = start(call, actor=request.user, ordinal=ordinal, language=get_language() or "kk")
    except Refused as refused:
        messages.error(request, str(refused))
        return see_other("call", call.slug)
    return see_other("filing", application.number, "application")
