"""A form page keeps what was typed while its language is switched: the header's switch submits the form.

Only the fields that a page names are kept, in the session, until the page is shown in the other language.
"""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import translate_url

FIELD = "_language"
SESSION_KEY = "typed_before_switching"
ADDRESSES = {"next"}  # parameters that hold the address of a page


def wanted_language(request: HttpRequest) -> str | None:
    language = request.POST.get(FIELD)
    return language if language in dict(settings.LANGUAGES) else None


def switch(request: HttpRequest, language: str, *, keep: Iterable[str] = ()) -> HttpResponseRedirect:
    """To the same page in the other language."""
    typed = {name: request.POST[name] for name in keep if name in request.POST}
    request.session[SESSION_KEY] = {"page": _page(request), "typed": typed}
    return HttpResponseRedirect(in_language(request.get_full_path(), language))


def take_typed(request: HttpRequest) -> dict[str, str]:
    """What was typed on this page before its language was switched; once."""
    kept = request.session.get(SESSION_KEY)
    if request.method != "GET" or not kept or kept["page"] != _page(request):
        return {}
    del request.session[SESSION_KEY]
    typed: dict[str, str] = kept["typed"]
    return typed


def in_language(path: str, language: str | None) -> str:
    """The address of the same page, and of the page it leads on to, in another language; unchanged for None."""
    if language is None:
        return path
    parts = urlsplit(translate_url(path, language))
    query = [
        (name, translate_url(value, language) if name in ADDRESSES else value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
    ]
    return urlunsplit(parts._replace(query=urlencode(query)))


def _page(request: HttpRequest) -> list[str]:
    """The same in every language; what was written about one case isn't offered for another."""
    match = request.resolver_match
    return [match.view_name, *map(str, match.kwargs.values())] if match else []
