from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from accounts.roles import Act
from applications import permissions
from applications.actions import deciding
from applications.casework.forms import DecisionForm
from applications.casework.language import switched
from applications.casework.pages import page, staff_page
from applications.casework.stages import current, standings
from applications.models import Application, Decision, StageRun, StageState
from applications.stages.decision import possible_verdicts
from portal.lib import switching
from portal.lib.exceptions import Refused


@staff_page
@require_http_methods(["GET", "POST"])
def decide(request: SignedInRequest, number: str) -> HttpResponse:
    found = permissions.case(request.user, number, Act.DECIDE)
    if language := switching.wanted_language(request):
        return switched(request, language, keep=["verdict", "reason"])
    run = current(standings(found), StageState.OPEN)
    verdicts = possible_verdicts(run) if run else []
    if run is None or not verdicts:
        messages.error(request, _("This application isn't under review, so it can't be decided."))
        return redirect("case", number)
    pending = _pending(run)
    initial = _as_initial(pending) | switching.take_typed(request)
    form = DecisionForm(request.POST or None, initial=initial, verdicts=verdicts)
    if not form.is_valid():
        return _shown(request, found, form, pending)
    try:
        deciding.decide(run, actor=request.user, at=request.received_at, **form.cleaned_data)
    except deciding.DecidedMeanwhile as meanwhile:
        # What was typed stays, beside what the colleague wrote; sent again, it replaces that knowingly.
        newest = {"standing": meanwhile.decision.pk if meanwhile.decision else None}
        form = DecisionForm(initial=form.cleaned_data | newest, verdicts=verdicts)
        return _shown(request, found, form, meanwhile.decision, notice=meanwhile)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The decision is written. The applicant learns of it once it is published."))
    return redirect("case", number)


def _pending(run: StageRun) -> Decision | None:
    return run.decisions.pending().select_related("by__person").first()


def _as_initial(pending: Decision | None) -> dict[str, Any]:
    return {"verdict": pending.verdict, "reason": pending.reason, "standing": pending.pk} if pending else {}


def _shown(
    request: SignedInRequest,
    application: Application,
    form: DecisionForm,
    pending: Decision | None,
    *,
    notice: Refused | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "application": application,
        "call": application.call,
        "form": form,
        "has_errors": bool(form.errors),
        "pending": pending,
        "notice": notice,
        "switch_form": "decision",
    }
    return page(request, "casework/decide.html", context, status=409 if notice else 200)
