"""One gatekeeper per object: what a person may not see doesn't exist for them (404)."""

from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.validators import slug_re
from django.db.models import Model, QuerySet
from django.http import Http404

from accounts.models import User
from accounts.roles import Act, can
from applications.models import Application, Filing
from applications.queries import applications_of, cases_for, is_applicant
from programs.models import Call

M = TypeVar("M", bound=Model)


def own_application(user: User, number: str) -> Application:
    """The applicant's way to a case."""
    rows = applications_of(user).select_related(
        "call__program__organization", "call__type", "applicant_person", "applicant_org"
    )
    return _one(rows, number=number)


def own_filing(user: User, number: str, slug: str) -> Filing:
    """The applicant's way to a filled-in form; `slug` is the form key, with -2, -3 … from the second on."""
    key, _, seq = slug.partition("-")
    rows = Filing.objects.select_related("application__call")
    number_of_filing = int(seq) if seq.isdigit() else 1
    found = _one(rows, application__number=number, form_key=key, seq=number_of_filing)
    if not is_applicant(user, found.application):
        raise Http404
    return found


def case(user: User, number: str, act: Act = Act.READ_CASES) -> Application:
    """The staff's way to a case: 404 to strangers, 403 to a reader who may not do this."""
    rows = cases_for(user, Act.READ_CASES).select_related(
        "call__program__organization", "call__type", "applicant_person", "applicant_org", "created_by"
    )
    found = _one(rows, number=number)
    if not can(user, act, found.organization_id):
        raise PermissionDenied
    return found


def staffed_call(user: User, slug: str, act: Act) -> Call:
    """The staff's way to the cases of a call, with the same answers."""
    if not slug_re.match(slug):
        raise Http404
    rows = Call.objects.visible_to(user, Act.READ_CASES).select_related("program__organization")
    found: Call = _one(rows, slug=slug)
    if not can(user, act, found.program.organization_id):
        raise PermissionDenied
    return found


def _one(rows: QuerySet[M], **lookup: object) -> M:
    try:
        return rows.get(**lookup)
    except ObjectDoesNotExist:
        raise Http404 from None
