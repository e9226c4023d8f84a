from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal.lib import switching


def switched(request: HttpRequest, language: str, *, keep: Iterable[str]) -> HttpResponse:
    """Staff pages have one address in both languages, so a cookie tells which is wanted."""
    response = switching.switch(request, language, keep=keep)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response
