"""A forgotten password, and a new one."""

from typing import Any

from allauth.account import views as allauth
from allauth.account.internal.flows.email_verification import verify_email_indirectly
from allauth.account.utils import passthrough_next_redirect_url
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from accounts.views.switching import KeepsTyped


class PasswordResetView(KeepsTyped, allauth.PasswordResetView):
    switch_form = "reset"
    keep = ("email",)

    def get_success_url(self) -> str:
        return passthrough_next_redirect_url(self.request, reverse("account_reset_password_done"), "next")


class PasswordResetFromKeyView(KeepsTyped, allauth.PasswordResetFromKeyView):
    switch_form = "new-password"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A link that no longer works comes without a form."""
        form = {"switch_form": ""} if kwargs.get("token_fail") else {}
        return super().get_context_data(**kwargs) | form

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """The link came by letter, so that the address is confirmed too; then the person is signed in."""
        verify_email_indirectly(self.request, self.reset_user, self.reset_user.email)
        return super().form_valid(form)


class PasswordChangeView(KeepsTyped, allauth.PasswordChangeView):
    switch_form = "password"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Who has no password yet makes the first one by letter."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            return redirect("account_reset_password")
        return super().dispatch(request, *args, **kwargs)
