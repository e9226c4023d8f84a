"""Shows the letters that the mail catcher kept: for developers, in English, and only with DEBUG on."""

from pathlib import Path

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from portal.dev.mailbox import Letter, find_letter, newest_letters

FRAME_POLICY = {
    "default-src": [NONE],
    "img-src": ["data:"],
    "style-src": [UNSAFE_INLINE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox", "allow-top-navigation-by-user-activation"],
}


@require_safe
@csp_update({"style-src": [UNSAFE_INLINE]})
def letters(request: HttpRequest) -> HttpResponse:
    return render(request, "dev/letters.html", {"letters": newest_letters(_folder())})


@require_safe
@csp_update({"style-src": [UNSAFE_INLINE], "frame-src": [SELF]})  # type: ignore[arg-type]  # views have arguments
def letter(request: HttpRequest, key: str) -> HttpResponse:
    found = _get(key)
    page = {"letter": found, "text": found.body("plain"), "has_html": bool(found.body("html"))}
    return render(request, "dev/letter.html", page)


@require_safe
@xframe_options_sameorigin
@csp_replace(FRAME_POLICY)  # type: ignore[arg-type]  # the same
def letter_html(request: HttpRequest, key: str) -> HttpResponse:
    """As a mail program shows it: no scripts, nothing loaded from elsewhere; links open in the whole window."""
    html = _get(key).body("html")
    head, tag, rest = html.partition("<head>")
    target = '<base target="_top">'
    return HttpResponse(f"{head}{tag}{target}{rest}" if tag else f"{target}{html}")


def _get(key: str) -> Letter:
    found = find_letter(_folder(), key)
    if found is None:
        raise Http404
    return found


def _folder() -> Path:
    """Letters hold links that let their reader in: the second lock, should the URLs ever be included by mistake."""
    if not settings.DEBUG or not settings.MAIL_CATCHER_DIR:
        raise Http404
    return Path(settings.MAIL_CATCHER_DIR)
