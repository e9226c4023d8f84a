"""What anyone may read, without an account."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from portal.lib import clock
from portal.lib.fragments import fragment
from portal.lib.http import whole_number
from portal.lib.search import words_of
from portal.lib.text import clean
from programs.queries import (
    HAS_CHECK,
    catalogue,
    current_calls,
    initiatives_of,
    open_calls,
    published_calls,
    visible_programs,
)
from programs.views.cards import CallCard, by_type, listing
from programs.views.enclosures import documents_of

CALLS_PER_PAGE = 20
LONGEST_QUERY = 100
View = Callable[..., HttpResponse]


def for_everyone(view: View) -> View:
    """Whoever comes without cookies gets the same page as everybody else: a cache may keep it for a minute."""

    @require_safe
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        if request.COOKIES:
            patch_cache_control(response, private=True, no_cache=True)
        else:
            patch_cache_control(response, public=True, max_age=0, s_maxage=60)
        return response

    return page


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """`/` leads to the language of the browser (of a cookie, where staff pages have set one), else Kazakh."""
    with translation.override(translation.get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("home"))
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@for_everyone
def home(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    query = clean(request.GET.get("q", ""))[:LONGEST_QUERY].strip()
    number = _page_number(request)
    start = (number - 1) * CALLS_PER_PAGE
    # One more than is shown tells whether there is a next page, without counting them all.
    shelves = catalogue(now)
    calls = list(open_calls(now, words_of(query))[start : start + CALLS_PER_PAGE + 1])
    cards = [CallCard(call, now) for call in calls[:CALLS_PER_PAGE]]
    context = {
        "query": query,
        "cards": cards,
        "listing": listing(cards, with_organization=True),
        "previous_page": number - 1,
        "next_page": number + 1 if len(calls) > CALLS_PER_PAGE else None,
        "doors": fragment("parts/doors.html", shelves=shelves) if shelves else "",
    }
    return render(request, "pages/home.html", context)


@for_everyone
def programs(request: HttpRequest) -> HttpResponse:
    shelves = catalogue(clock.now())
    context = {"shelves": shelves, "listing": fragment("parts/shelves.html", shelves=shelves)}
    return render(request, "pages/programs.html", context)


@for_everyone
def program(request: HttpRequest, slug: str) -> HttpResponse:
    now = clock.now()
    found = get_object_or_404(visible_programs(), slug=slug)
    context = {
        "program": found,
        "initiatives": initiatives_of(found, now),
        "groups": by_type(current_calls(found, now), now),
    }
    return render(request, "pages/program.html", context)


@for_everyone
def call(request: HttpRequest, slug: str) -> HttpResponse:
    calls = published_calls().select_related("program__parent").annotate(has_check=HAS_CHECK)
    found = get_object_or_404(calls, slug=slug)
    context = {"call": found, "card": CallCard(found, clock.now()), "documents": documents_of(found)}
    return render(request, "pages/call.html", context)


def _page_number(request: HttpRequest) -> int:
    number = whole_number(request.GET.get("page", "1"), most_digits=5)
    if not number:
        raise Http404
    return number
