from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware

from portal.lib import clock

GetResponse = Callable[[HttpRequest], HttpResponse]


def received_at(get_response: GetResponse) -> GetResponse:
    """Notes the time of receipt before anything else is done: deadlines are judged by it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.received_at = clock.received_at(request)  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


class LanguageMiddleware(LocaleMiddleware):
    """Pages in one language may be kept by caches; only `/` and pages outside `/kk/` and `/ru/` differ by reader."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response = super().process_response(request, response)
        response.headers["Content-Language"] = request.LANGUAGE_CODE
        return response
