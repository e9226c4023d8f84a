"""Beginning the review: of one case, and of all submitted cases of a call."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedInRequest
from accounts.roles import Act
from applications import permissions
from applications.actions.staging import open_stage, open_stages
from applications.casework.pages import page, staff_page
from applications.casework.stages import current, standings, waiting_runs
from applications.models import StageState
from portal.lib.exceptions import Refused

MOST_AT_ONCE = 500  # what a request has time for


@staff_page
@require_POST
def begin(request: SignedInRequest, number: str) -> HttpResponse:
    found = permissions.case(request.user, number, Act.CASEWORK)
    run = current(standings(found), StageState.WAITING)
    try:
        if run:
            open_stage(run, actor=request.user, at=request.received_at)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The application is under review."))
    return redirect("case", number)


@staff_page
@require_http_methods(["GET", "POST"])
def begin_all(request: SignedInRequest) -> HttpResponse:
    call = permissions.staffed_call(request.user, request.GET.get("call", ""), Act.CASEWORK)
    runs = waiting_runs(call)
    if request.method == "GET":
        return page(request, "casework/begin.html", {"call": call, "count": runs.count(), "most": MOST_AT_ONCE})
    opened = open_stages(runs[:MOST_AT_ONCE], actor=request.user, at=request.received_at)
    messages.success(
        request,
        ngettext("The review of %(count)d application has begun.", "The review of %(count)d applications has begun.",
                 opened) % {"count": opened},
    )  # fmt: skip
    if runs.exists():
        return HttpResponseRedirect(request.get_full_path())
    return HttpResponseRedirect(f"{reverse('cases')}?{urlencode({'call': call.slug})}")
