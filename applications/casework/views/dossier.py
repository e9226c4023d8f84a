from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_GET

from accounts.requests import SignedInRequest
from accounts.roles import Act, can
from applications import permissions
from applications.actions.reading import note_file_reading, note_reading
from applications.casework.dossier import dossier
from applications.casework.history import history_for_staff
from applications.casework.pages import page, staff_page
from applications.casework.stages import current, decisions_on, standings
from applications.models import Application, StageState
from applications.stages.decision import possible_verdicts
from applications.uploads.serving import upload_response


@staff_page
@require_GET
def case(request: SignedInRequest, number: str) -> HttpResponse:
    user = request.user
    found = permissions.case(user, number)
    organization = found.organization_id
    read = dossier(found, shows_sensitive=can(user, Act.READ_SENSITIVE, organization))
    stages = standings(found)
    waiting, under_review = current(stages, StageState.WAITING), current(stages, StageState.OPEN)
    decisions = list(decisions_on(found))
    may_decide = can(user, Act.DECIDE, organization)
    note_reading(found, actor=user, at=request.received_at)
    context = {
        "application": found,
        "call": found.call,
        "dossier": read,
        "language": dict(settings.LANGUAGES)[read.snapshot.language],
        "stages": stages,
        "decisions": decisions,
        "pending": next((decision for decision in decisions if decision.is_pending and under_review), None),
        "history": history_for_staff(found),
        "can_begin": waiting and not under_review and can(user, Act.CASEWORK, organization),
        "original_url_name": "case_file_original" if may_decide else "",
        "can_decide": may_decide and under_review and possible_verdicts(under_review),
    }
    return page(request, "casework/case.html", context)


@staff_page
@require_GET
def file(request: SignedInRequest, number: str, pk: int) -> FileResponse:
    """What the applicant attached, as its clean copy."""
    return _file(request, permissions.case(request.user, number), pk)


@staff_page
@require_GET
def original_file(request: SignedInRequest, number: str, pk: int) -> FileResponse:
    """The very bytes that arrived, which the digest is of: for whoever has to prove or verify something."""
    return _file(request, permissions.case(request.user, number, Act.DECIDE), pk, original=True)


def _file(request: SignedInRequest, found: Application, pk: int, *, original: bool = False) -> FileResponse:
    read = dossier(found, shows_sensitive=can(request.user, Act.READ_SENSITIVE, found.organization_id))
    if pk not in read.uploads:
        raise Http404
    upload = read.uploads[pk]
    if read.is_sensitive(upload) and not read.shows_sensitive:
        raise PermissionDenied
    response = upload_response(request, found, upload, original=original)
    note_file_reading(found, upload, actor=request.user, at=request.received_at, original=original)
    return response
