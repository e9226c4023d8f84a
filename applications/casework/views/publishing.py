"""What was decided quietly becomes known: of a call, or of one case."""

from collections import Counter
from hashlib import sha256
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from accounts.roles import Act, can_somewhere
from applications import permissions
from applications.actions.deciding import pending_decisions, publish_results
from applications.casework.pages import page, staff_page
from applications.casework.stages import publishable_calls
from applications.models import Application, Decision, Verdict
from applications.numbers import is_number
from programs.models import Call

MOST_AT_ONCE = 500  # what a request has time for; the command publishes any number


@staff_page
@require_http_methods(["GET", "POST"])
def publish(request: SignedInRequest) -> HttpResponse:
    """`?call=<slug>` or `?case=<number>`; without either, the calls that have something to publish."""
    if not can_somewhere(request.user, Act.DECIDE):
        raise PermissionDenied
    if request.method == "GET" and not {"call", "case"} & set(request.GET):
        return _choice(request)
    call, application, pending = _wanted(request)
    decisions = list(pending.select_related("stage_run__application__applicant_person")[:MOST_AT_ONCE])
    if request.method == "POST":
        return _publish(request, call, application, pending, decisions)
    counts = Counter(decision.verdict for decision in decisions)
    context = {
        "call": call,
        "application": application,
        "decisions": decisions,
        "counts": [(verdict, counts[verdict]) for verdict in Verdict if counts[verdict]],
        "total": pending.count(),
        "seen": _digest(decisions),
    }
    return page(request, "casework/publish.html", context)


def _choice(request: SignedInRequest) -> HttpResponse:
    calls = publishable_calls(request.user)
    if len(calls) == 1:
        return HttpResponseRedirect(f"?{urlencode({'call': calls[0][0].slug})}")
    return page(request, "casework/publishable.html", {"calls": calls})


def _wanted(request: SignedInRequest) -> tuple[Call, Application | None, QuerySet[Decision]]:
    number = request.GET.get("case")
    if number is None:
        call = permissions.staffed_call(request.user, request.GET.get("call", ""), Act.DECIDE)
        return call, None, pending_decisions(call)
    if not is_number(number):
        raise Http404
    found = permissions.case(request.user, number, Act.DECIDE)
    return found.call, found, pending_decisions(found.call).filter(stage_run__application=found)


def _digest(decisions: list[Decision]) -> str:
    """Stands for exactly the decisions that a page showed."""
    return sha256(",".join(str(decision.pk) for decision in decisions).encode()).hexdigest()[:32]


def _publish(
    request: SignedInRequest,
    call: Call,
    application: Application | None,
    pending: QuerySet[Decision],
    decisions: list[Decision],
) -> HttpResponse:
    if decisions and request.POST.get("seen") != _digest(decisions):
        messages.warning(
            request, _("The decisions have changed since you opened this page. Please look at them again.")
        )
        return HttpResponseRedirect(request.get_full_path())
    published = len(publish_results(decisions, actor=request.user, at=request.received_at))
    if published:
        said = ngettext(
            "%(count)d decision is published: a letter goes to the applicant.",
            "%(count)d decisions are published: %(count)d applicants get a letter.",
            published,
        )
        messages.success(request, said % {"count": published})
    else:
        messages.info(request, _("There is nothing to publish."))
    if application:
        return redirect("case", application.number)
    if published and pending.exists():
        return HttpResponseRedirect(request.get_full_path())
    return HttpResponseRedirect(f"{reverse('cases')}?{urlencode({'call': call.slug})}")
