"""The list of cases: which ones, and what is shown of each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Act
from applications.actions.drafting import FORM
from applications.models import Application, Decision, Filing, StageState, Verdict
from applications.queries import cases_for
from applications.statuses import WaitingOn
from portal.lib.pagination import BoundedPaginator
from portal.lib.search import words_of
from programs.editions import definition_of
from programs.models import Call

PER_PAGE = 50
MOST_ANSWERS = 2


@dataclass(frozen=True)
class Row:
    application: Application
    call: Call
    answers: list[tuple[str, str]]
    pending: Verdict | None
    waiting_for: str


def calls_of(user: User) -> dict[int, Call]:
    """Calls whose cases the person may read, the newest first."""
    calls = Call.objects.visible_to(user, Act.READ_CASES).filter(current_edition__isnull=False)
    shown = calls.select_related("program").only("slug", "title", "program__organization_id")
    return {call.pk: call for call in shown.order_by("-closes_at", "slug")}


def found_cases(user: User, *, call: int | None, status: str, text: str) -> QuerySet[Application]:
    cases = cases_for(user, Act.READ_CASES)
    if call:
        cases = cases.filter(call=call)
    if status:
        cases = cases.filter(status=status)
    for word in words_of(text):
        cases = cases.filter(search_text__contains=word)
    return cases.order_by("-submitted_at", "id")


def page_of(cases: QuerySet[Application], number: Any) -> Page[Any]:
    """Only what a row shows is read."""
    editions = Filing.objects.filter(application=OuterRef("pk"), purpose=FORM).order_by("seq").values("edition")
    verdicts = Decision.objects.pending().filter(
        stage_run__application=OuterRef("pk"), stage_run__state=StageState.OPEN
    )
    shown = (
        cases.select_related("applicant_person", "applicant_org")
        .annotate(edition=Subquery(editions[:1]), pending=Subquery(verdicts.values("verdict")[:1]))
        .only(
            "number", "status", "waiting_on", "submitted_at", "listed", "call_id",
            "applicant_person__full_name", "applicant_org__title_kk", "applicant_org__title_ru",
        )
    )  # fmt: skip
    return BoundedPaginator(shown, PER_PAGE).get_page(number)


def rows(page: Page[Any], calls: dict[int, Call], now: datetime) -> list[Row]:
    return [
        Row(
            application,
            calls[application.call_id],
            _answers(application),
            Verdict(application.pending) if application.pending else None,
            _waiting_for(application, now),
        )
        for application in page
    ]


def _answers(application: Any) -> list[tuple[str, str]]:
    """The first of those that the definition lists, as (label, answer)."""
    questions = definition_of(application.edition).forms[FORM].questions
    found = [(str(question.label), question.type.display(question, application.listed[key]))
             for key, question in questions.items() if key in application.listed]  # fmt: skip
    return found[:MOST_ANSWERS]


def _waiting_for(application: Application, now: datetime) -> str:
    """«12 күннен бері күтіп тұр»"""
    if application.waiting_on != WaitingOn.STAFF or application.submitted_at is None:
        return ""
    days = (now - application.submitted_at).days
    if days == 0:
        return _("arrived today")
    return ngettext("waiting for %(count)d day", "waiting for %(count)d days", days) % {"count": days}
