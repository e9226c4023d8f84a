"""A person's own applications: the list, one of them, taking it back."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.decorators import consent_required
from accounts.requests import SignedInRequest
from applications.actions.withdrawal import withdraw
from applications.history import history_for_applicant
from applications.models import Application, Filing, Snapshot
from applications.permissions import own_application
from applications.queries import applications_of, filled_form, uploads_of
from applications.snapshots import open_snapshot
from portal.lib.exceptions import Refused
from portal.lib.http import see_other
from programs.models.call import Noun
from programs.presentation import shown, shown_draft

WITHDRAWN = {
    Noun.APPLICATION: pgettext_lazy("application", "The application is withdrawn."),
    Noun.STATEMENT: pgettext_lazy("statement", "The application is withdrawn."),
}


@consent_required
@never_cache
@require_GET
def applications(request: SignedInRequest) -> HttpResponse:
    rows = (
        applications_of(request.user)
        .select_related("call", "organization", "applicant_org")
        .prefetch_related(Prefetch("filings", Filing.objects.order_by("pk")))
        .order_by("-pk")
    )
    number = request.GET.get("submitted", "")
    submitted = next((row for row in rows if row.number == number and row.submitted_at), None)
    nouns = {row.call.noun for row in rows}
    context = {
        "applications": rows,
        "submitted": submitted,
        "now": request.received_at,
        "noun": nouns.pop() if len(nouns) == 1 else Noun.APPLICATION,
    }
    return render(request, "applications/own.html", context)


@consent_required
@never_cache
@require_GET
def application(request: SignedInRequest, number: str) -> HttpResponse:
    found = own_application(request.user, number)
    filing = found.filings.order_by("pk")[0]
    snapshot = (
        Snapshot.objects.filter(filing__application=found)
        .select_related("filing__application", "edition")
        .order_by("-pk")
        .first()
    )
    context = {
        "application": found,
        "call": found.call,
        "filing": filing,
        "snapshot": snapshot,
        "can_fill_in": found.is_draft and found.call.is_accepting(request.received_at),
        "history": history_for_applicant(found),
        "sections": _submitted(snapshot) if snapshot else _draft(filing),
    }
    return render(request, "applications/application.html", context)


def _submitted(snapshot: Snapshot) -> list[tuple[Any, Any]]:
    read = open_snapshot(snapshot)
    uploads = uploads_of(snapshot.filing)
    return [(section, shown(section, read.answers, uploads)) for section in read.form.sections]


def _draft(filing: Filing) -> list[tuple[Any, Any]]:
    filled = filled_form(filing).tidied()
    evaluation, uploads = filled.evaluation(), uploads_of(filing)
    return [
        (section, shown_draft(section, filled.answers_of(section.key), uploads, evaluation))
        for section in filled.form.fillable
    ]


@consent_required
@never_cache
@require_http_methods(["GET", "POST"])
def withdrawal(request: SignedInRequest, number: str) -> HttpResponse:
    found: Application = own_application(request.user, number)
    if request.method == "GET":
        return render(request, "applications/withdraw.html", {"application": found, "call": found.call})
    try:
        withdraw(found, actor=request.user, at=request.received_at)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, str(WITHDRAWN[Noun(found.call.noun)]))
    return see_other("application", number)
