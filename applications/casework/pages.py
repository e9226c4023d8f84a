"""What all staff pages of cases have in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.requests import SignedInRequest
from accounts.roles import Act, can_somewhere
from portal.lib.errors import signed_out

View = Callable[..., HttpResponseBase]


def staff_page(view: View) -> View:
    """For whoever reads cases of some organization; to anybody else who is signed in these pages don't exist."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            if request.method == "POST":
                return signed_out(request, otherwise=reverse("cases"))
            return redirect_to_login(request.get_full_path())
        if not can_somewhere(request.user, Act.READ_CASES):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def page(request: SignedInRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """With what the header of staff pages offers this person."""
    menu = {"can_publish": can_somewhere(request.user, Act.DECIDE)}
    return render(request, template, menu | context, status=status)
