"""What happened to a case, in words; the applicant sees less than staff, and never a pending decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.models import Application, Decision, Verdict
from portal.journal.models import Event
from programs.models.call import Noun

FOR_APPLICANT: dict[str, dict[str, Any]] = {
    Noun.APPLICATION: {
        "application.started": pgettext_lazy("application", "The application was started."),
        "application.copied": pgettext_lazy("application", "Answers of an earlier application were copied into it."),
        "application.submitted": pgettext_lazy("application", "The application was submitted."),
        "stage.opened": _("The review began."),
        "filing.carried": _(
            "The form was changed, and earlier answers were set aside. They stand beside its sections."
        ),
        "application.withdrawn": pgettext_lazy("application", "The application was withdrawn."),
        "application.lapsed": pgettext_lazy("application", "The call closed before the application was submitted."),
    },
    Noun.STATEMENT: {
        "application.started": pgettext_lazy("statement", "The application was started."),
        "application.copied": pgettext_lazy("statement", "Answers of an earlier application were copied into it."),
        "application.submitted": pgettext_lazy("statement", "The application was submitted."),
        "stage.opened": _("The review began."),
        "filing.carried": _(
            "The form was changed, and earlier answers were set aside. They stand beside its sections."
        ),
        "application.withdrawn": pgettext_lazy("statement", "The application was withdrawn."),
        "application.lapsed": pgettext_lazy("statement", "The call closed before the application was submitted."),
    },
}
PUBLISHED = {
    Verdict.AWARD: _("The decision is published: approved."),
    Verdict.RESERVE: _("The decision is published: in reserve."),
    Verdict.REFUSE: _("The decision is published: not approved."),
}


@dataclass(frozen=True)
class Happened:
    at: datetime
    text: str
    details: str = ""


def history_for_applicant(application: Application) -> list[Happened]:
    """Newest last."""
    kinds = [*FOR_APPLICANT[application.call.noun], "decision.published"]
    events = Event.objects.filter(application_id=application.pk, kind__in=kinds)
    return list(_told(events.order_by("at", "id"), application))


def _told(events: Iterable[Event], application: Application) -> Iterable[Happened]:
    reasons = {
        str(decision.pk): decision.reason
        for decision in Decision.objects.filter(stage_run__application=application, published_at__isnull=False)
    }
    for event in events:
        if event.kind == "decision.published":
            text = PUBLISHED[Verdict(event.data["verdict"])]
            yield Happened(event.at, str(text), reasons.get(event.data["decision"], ""))
        else:
            yield Happened(event.at, str(FOR_APPLICANT[application.call.noun][event.kind]))
