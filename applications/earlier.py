"""Which earlier applications a new one can be begun from, and the calls an application can be copied into."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from applications.actions.drafting import FORM
from applications.models import Application, Filing, Mode
from applications.queries import applications_of
from programs.definition.form import Form
from programs.editions import definition_of
from programs.models import Call, Program

MOST = 20  # newest ones, of which those that fit are offered


def earlier_for(user: User, call: Call) -> list[Application]:
    """The person's own cases and those of their organizations: of the same tree of programs, or with a form alike."""
    cases = (
        applications_of(user)
        .filter(mode=Mode.LIVE)
        .select_related("call__program__parent", "applicant_org")
        .order_by("-pk")
    )
    return [filing.application for filing in _newest(cases) if _fits(filing, call)]


def calls_for(application: Application, now: datetime) -> list[Call]:
    """Calls that are open and into which it can be copied."""
    filing = application.filings.order_by("pk")[0]
    filing.application = application
    calls = Call.objects.filter(current_edition__isnull=False, opens_at__lte=now, closes_at__gt=now)
    calls = calls.filter(program__organization=application.organization_id)
    calls = calls.exclude(pk=application.call_id, per_applicant=1)
    return [
        call for call in calls.select_related("program__organization", "program__parent", "type") if _fits(filing, call)
    ]


def _newest(cases: QuerySet[Application]) -> list[Filing]:
    found = {case.pk: case for case in cases[:MOST]}
    filings = list(Filing.objects.filter(application__in=found, purpose=FORM).order_by("-application_id"))
    for filing in filings:
        filing.application = found[filing.application_id]
    return filings


def _fits(filing: Filing, call: Call) -> bool:
    if filing.application.call_id == call.pk:
        return True
    root = _root(call.program)
    return root == _root(filing.application.call.program) or _is_alike(
        _form(filing.edition_id), _form(call.current_edition_id)
    )


def _form(edition_id: int | None) -> Form | None:
    return definition_of(edition_id).forms.get(FORM) if edition_id else None


def _root(program: Program) -> int:
    while program.parent_id:
        program = program.parent
    return program.pk


def _is_alike(old: Form | None, new: Form | None) -> bool:
    """At least half of what is asked was asked there too."""
    if old is None or new is None:
        return False
    return 2 * len(old.questions.keys() & new.questions.keys()) >= len(new.questions)
