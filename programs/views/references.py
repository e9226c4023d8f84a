"""What a person is offered while typing into a question that is searched in a list."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from portal.lib.errors import too_many
from portal.lib.limits import is_within
from programs.fields.references import spoken, value_of
from programs.references import search

MOST_A_MINUTE = {True: 120, False: 600}  # by being signed in; a school may stand behind the address of a visitor


@require_safe
def items(request: HttpRequest, reference_list: str) -> HttpResponse:
    """`q` is what was typed, `level` and `under` (a code) are what the question keeps to. Anybody may read a list."""
    user = request.user
    who = f"user:{user.pk}" if user.is_authenticated else f"ip:{get_adapter().get_client_ip(request)}"
    if not is_within(f"references:{who}", most=MOST_A_MINUTE[user.is_authenticated], seconds=60):
        return too_many(request)
    level = request.GET.get("level", "")
    found = search(
        reference_list,
        request.GET.get("q", ""),
        level=int(level) if level in set("123456789") else None,
        under=request.GET.get("under", ""),
    )
    offered = [{"code": item.code, "text": spoken(value_of(item))} for item in found]
    response = JsonResponse({"items": offered}, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "private, max-age=60"
    return response
