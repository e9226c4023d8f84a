"""Light, dark, or as the reader's system says: kept in a cookie, so that the page comes in it without a flash."""

from enum import StrEnum

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

COOKIE = "theme"
A_YEAR = 60 * 60 * 24 * 365


class Theme(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"

    @property
    def dark_media(self) -> str:
        """When the dark colours apply; never on paper."""
        return {
            Theme.SYSTEM: "screen and (prefers-color-scheme: dark)",
            Theme.LIGHT: "not all",
            Theme.DARK: "screen",
        }[self]


def theme_of(request: HttpRequest) -> Theme:
    try:
        return Theme(request.COOKIES.get(COOKIE, ""))
    except ValueError:
        return Theme.SYSTEM


# Nothing but the look of the sender's own pages changes, and a token would cost every visitor a cookie.
@csrf_exempt
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = get_script_prefix()
    response = HttpResponseRedirect(back)
    response.status_code = 303
    wanted = request.POST.get("theme", "")
    if wanted in {Theme.LIGHT, Theme.DARK}:
        # Readable by the script, which switches without a request.
        response.set_cookie(COOKIE, wanted, max_age=A_YEAR, samesite="Lax", secure=settings.HTTPS)
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
