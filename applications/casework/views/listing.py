from django.http import HttpResponse
from django.views.decorators.http import require_GET

from accounts.requests import SignedInRequest
from accounts.roles import Act, can
from applications.casework.forms import CaseFilter
from applications.casework.listing import calls_of, found_cases, page_of, rows
from applications.casework.pages import page, staff_page


@staff_page
@require_GET
def cases(request: SignedInRequest) -> HttpResponse:
    calls = calls_of(request.user)
    chosen = CaseFilter(request.GET, calls=calls.values())
    call = next((call for call in calls.values() if call.slug == chosen.chosen("call")), None)
    found = found_cases(
        request.user, call=call.pk if call else None, status=chosen.chosen("status"), text=chosen.chosen("q")
    )
    turned = page_of(found, request.GET.get("page"))
    context = {
        "filter": chosen,
        "call": call,
        "can_begin": call and can(request.user, Act.CASEWORK, call.program.organization_id),
        "turned": turned,
        "rows": rows(turned, calls, request.received_at),
        "is_filtered": any(chosen.chosen(name) for name in chosen.fields),
    }
    return page(request, "casework/cases.html", context)
