from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.consenting import agree
from accounts.actions.profiles import change_profile
from accounts.consents import PERSONAL_DATA, Standing, current, standing
from accounts.forms import ConsentForm, ProfileForm
from accounts.requests import SignedInRequest
from portal.lib import switching


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    if language := switching.wanted_language(request):
        return switching.switch(request, language, keep=["full_name", "language"])
    user = request.user
    stored = {"full_name": user.full_name, "language": user.language}
    form = ProfileForm(request.POST or None, initial=stored | switching.take_typed(request))
    if form.is_valid():
        change_profile(user, **form.cleaned_data, actor=user)
        messages.success(request, _("Saved."))
        return redirect("profile")
    context = {
        "form": form,
        "has_errors": bool(form.errors),
        "consents": user.consents.order_by("-given_at"),
        "switch_form": "profile",
    }
    return render(request, "accounts/profile.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def consent(request: SignedInRequest) -> HttpResponse:
    """Stands before an application while its author hasn't agreed to the current text."""
    if language := switching.wanted_language(request):
        return switching.switch(request, language)
    text = current(PERSONAL_DATA, get_language())
    form = ConsentForm(request.POST or None)
    if form.is_valid():
        agree(request.user, text=text, actor=request.user)
        return redirect(get_next_redirect_url(request) or "home")
    has_agreed = standing(request.user) == Standing.CURRENT
    context = {
        "form": form,
        "has_errors": bool(form.errors),
        "consent": text,
        "has_agreed": has_agreed,
        "switch_form": "" if has_agreed else "consent",
    }
    return render(request, "accounts/consent.html", context)
