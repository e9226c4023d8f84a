from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from accounts.consents import Standing, standing, texts_digest
from portal.lib.errors import signed_out

View = Callable[..., HttpResponseBase]
AGREED = "agreed_to_texts"  # in the session, so that a page needn't ask the database again


def consent_required(view: View) -> View:
    """For signed-in people who agree to the current text on personal data; others agree first, then go on here.

    Whoever isn't signed in signs in first; a form that they sent is shown to them, so that nothing typed is lost.
    A text that changes while somebody is filling in a form is asked about at the next page they open, not when they
    save, so that nothing typed is lost.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            here = request.get_full_path()
            return signed_out(request, otherwise=here) if request.method == "POST" else redirect_to_login(here)
        if request.session.get(AGREED) == texts_digest():
            return view(request, *args, **kwargs)
        stands = standing(request.user)
        if stands == Standing.CURRENT:
            request.session[AGREED] = texts_digest()
        if stands == Standing.CURRENT or (stands == Standing.OUTDATED and request.method == "POST"):
            return view(request, *args, **kwargs)
        return HttpResponseRedirect(f"{reverse('consent')}?{urlencode({'next': request.get_full_path()})}")

    return guarded
