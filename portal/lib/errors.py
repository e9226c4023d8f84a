"""Pages for what went wrong: they say what to do next."""

import logging
import re
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render, resolve_url
from django.template import loader
from django.views.decorators.cache import never_cache

logger = logging.getLogger(__name__)

# Shown when even the page about the error can't be rendered.
LAST_RESORT = (
    '<!doctype html><html lang="kk"><meta charset="utf-8"><title>Otinim</title>'
    "<h1>Қате шықты</h1><p>Бірнеше минуттан кейін қайталап көріңіз.</p>"
    '<h1 lang="ru">Произошла ошибка</h1><p lang="ru">Попробуйте ещё раз через несколько минут.</p>'
)
# What a browser sends back to the person who typed it, but for secrets and our own marks.
SECRET = re.compile(r"\w*password\w*|csrfmiddlewaretoken|token|code|key")
ROW_IDS = "/_rows"
CODE = re.compile(r"[a-z][a-z0-9_]*")  # a choice or a tick, of no use outside its form
MOST_TEXTS = 1000


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def too_many(request: HttpRequest, *_args: Any) -> HttpResponse:
    """Rate limits call it without an exception."""
    return render(request, "429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """In both languages, without request, context processors, database or messages: any of them may be the reason."""
    try:
        page = loader.get_template("500.html").render({"static_url": settings.STATIC_URL})
    except Exception:  # the page about errors must not be one
        logger.exception("the page for server errors can't be rendered")
        page = LAST_RESORT
    return HttpResponseServerError(page)


@never_cache
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Usually a page left open while the person signed in or out elsewhere: what was typed is shown for copying."""
    logger.warning("refused a form without a valid token: %s (%s)", request.path, reason)
    context = {"texts": _typed(request) if _is_own(request) else [], "back": _page_of_form(request)}
    return render(request, "403_csrf.html", context, status=403)


@never_cache
def signed_out(request: HttpRequest, *, otherwise: str) -> HttpResponse:
    """A form that came when nobody was signed in any more: its texts are shown for copying (its token was valid).

    Signing in leads back to its page; `otherwise`, where the browser doesn't tell which that was.
    """
    sign_in = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': _page_of_form(request) or otherwise})}"
    return render(request, "signed_out.html", {"texts": _typed(request), "sign_in": sign_in}, status=403)


def _is_own(request: HttpRequest) -> bool:
    """Posted from a page of ours: text of another site is never shown as if it were ours."""
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site:
        return fetch_site == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()


def _typed(request: HttpRequest) -> list[str]:
    texts = [
        value.strip()
        for name, values in request.POST.lists()
        if not (name.startswith("_") or name.endswith(ROW_IDS) or SECRET.fullmatch(name.lower()))
        for value in values
    ]
    return [text for text in texts if text and not CODE.fullmatch(text)][:MOST_TEXTS]


def _page_of_form(request: HttpRequest) -> str:
    referrer = urlsplit(request.headers.get("Referer", ""))
    return referrer.path if referrer.netloc == request.get_host() else ""
