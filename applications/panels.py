"""What the pages of programs show a signed-in person of their own cases."""

from django.template.loader import render_to_string

from accounts.requests import SignedInRequest
from accounts.roles import Act, can
from applications.casework.menu import staff_entry
from applications.queries import applications_of
from applications.statuses import Status
from portal.lib import panels
from programs.models import Call

MOST = 3


def unfinished(request: SignedInRequest) -> str:
    """On the home page: continue where you stopped."""
    drafts = (
        applications_of(request.user)
        .filter(status=Status.DRAFT, call__closes_at__gt=request.received_at)
        .select_related("call", "organization")
        .order_by("call__closes_at")[:MOST]
    )
    return render_to_string("applications/unfinished.html", {"applications": drafts}, request) if drafts else ""


def of_call(request: SignedInRequest, call: Call) -> str:
    """On the card of a call: the applications the person has there already."""
    own = applications_of(request.user).filter(call=call).order_by("ordinal")
    return render_to_string("applications/of_call.html", {"applications": own}, request) if own else ""


def definition_of_call(request: SignedInRequest, call: Call) -> str:
    """On the page of a call in the administration, for those who work on its definition."""
    if not can(request.user, Act.CONFIGURE, call.program.organization_id):
        return ""
    return render_to_string("configuring/call_tools.html", {"call": call}, request)


def register() -> None:
    panels.register("home", unfinished)
    panels.register("call", of_call)
    panels.register("menu", staff_entry)
    panels.register("admin", staff_entry)
    panels.register("admin-call", definition_of_call)
