"""Signing up, confirming the address, signing in and out. Wherever a step begins, it leads back to `next`."""

from typing import Any

from allauth.account import views as allauth
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification import send_verification_email_at_login
from allauth.account.internal.stagekit import unstash_login
from allauth.account.utils import passthrough_next_redirect_url
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.consents import PERSONAL_DATA, current
from accounts.views.switching import KeepsTyped


class SignupView(KeepsTyped, allauth.SignupView):
    switch_form = "signup"
    keep = ("full_name", "email")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"consent": current(PERSONAL_DATA, get_language())}


class LoginView(KeepsTyped, allauth.LoginView):
    switch_form = "login"
    keep = ("login",)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reset = passthrough_next_redirect_url(self.request, reverse("account_reset_password"), "next")
        return super().get_context_data(**kwargs) | {"reset_url": reset}


class ConfirmEmailView(allauth.ConfirmEmailView):
    """The link of the letter shows one button; nothing happens before it is pressed."""

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.object = self.get_object()
        except Http404:
            self.object = None
        return self.render_to_response(self.get_context_data())

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(*args, **kwargs)
        except Http404:  # pressed twice: the first press has confirmed already
            if self.request.user.is_authenticated:
                return redirect(self.get_next_url() or "home")
            return HttpResponseRedirect(self.request.get_full_path())

    def get_redirect_url(self) -> str:
        """On another device there is no session to go on with: `next` waits behind the sign-in."""
        return get_adapter().get_email_verification_redirect_url(self.object.email_address)


@never_cache
@require_http_methods(["GET", "POST"])
def verification_sent(request: HttpRequest) -> HttpResponse:
    """Says that a letter was sent; POST sends it again. The same whether or not the address was known."""
    login = unstash_login(request, peek=True)
    if login is None:
        return HttpResponseRedirect(passthrough_next_redirect_url(request, reverse("account_login"), "next"))
    if request.method == "POST":
        if send_verification_email_at_login(request, login):
            messages.success(request, _("We have sent the letter again."))
        else:
            messages.info(request, _("The letter is on its way. If it isn't there in a minute, ask for it again."))
        return HttpResponseRedirect(request.get_full_path())
    context = {
        "email": login.user.email if login.user else login.email,
        "signup_url": passthrough_next_redirect_url(request, reverse("account_signup"), "next"),
    }
    return render(request, "account/verification_sent.html", context)
