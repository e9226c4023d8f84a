from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.actions.signing_up import sign_up
from accounts.consents import PERSONAL_DATA, current
from accounts.models import User
from portal.lib.letters import for_mail_programs


class AccountAdapter(DefaultAccountAdapter):
    """allauth's flows with our people, our letters and our addresses."""

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:  # noqa: FBT001, FBT002
        language = translation.get_language()
        return sign_up(
            form.cleaned_data["email"],
            password=form.cleaned_data["password1"],
            full_name=form.cleaned_data["full_name"],
            language=language,
            consent=current(PERSONAL_DATA, language),
        )

    def is_ajax(self, request: HttpRequest) -> bool:
        """Pages only: allauth's JSON answers repeat what was typed, passwords included."""
        return False

    # --- Letters: in the person's language, with links that lead back to where the person was going -------------

    def send_confirmation_mail(
        self,
        request: HttpRequest,
        emailconfirmation: EmailConfirmationHMAC,
        signup: bool,  # noqa: FBT001
    ) -> None:
        with translation.override(emailconfirmation.email_address.user.language):
            super().send_confirmation_mail(request, emailconfirmation, signup)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Somebody signs up with a known address. Who hasn't confirmed it yet needs the link again, not a warning."""
        address = EmailAddress.objects.filter(email=email).select_related("user").order_by("-verified").first()
        if address and not address.verified:
            address.send_confirmation(self.request, signup=True)
            return
        user = address.user if address else User.objects.get(email=email)
        with translation.override(user.language):
            links = {
                "login_url": self._absolute("account_login"),
                "password_reset_url": self._absolute("account_reset_password"),
            }
            self.send_mail("account/email/account_already_exists", email, {"user": user} | links)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        with translation.override(user.language):
            link = self._absolute("account_reset_password_from_key", context["uid"], context["key"])
            super().send_password_reset_mail(user, email, context | {"password_reset_url": link})

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: EmailConfirmationHMAC) -> str:
        return self._absolute("account_confirm_email", emailconfirmation.key)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        super().send_mail(template_prefix, email, context | {"site_url": settings.SITE_URL})

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMultiAlternatives:
        subject = render_to_string(f"{template_prefix}_subject.txt", context).strip()
        letter = context | {"subject": subject}
        text = render_to_string(f"{template_prefix}_message.txt", letter).strip()
        mail = EmailMultiAlternatives(subject, text, self.get_from_email(), [email], headers=headers)
        html = render_to_string(f"{template_prefix}_message.html", letter)
        mail.attach_alternative(for_mail_programs(html), "text/html")
        return mail

    def _absolute(self, name: str, *args: str) -> str:
        path = passthrough_next_redirect_url(self.request, reverse(name, args=args), "next")
        return settings.SITE_URL + path

    # --- Where a step leads on to -------------------------------------------------------------------------------

    def respond_email_verification_sent(self, request: HttpRequest, user: User | None) -> HttpResponse:
        path = reverse("account_email_verification_sent")
        return HttpResponseRedirect(passthrough_next_redirect_url(request, path, "next"))

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """After confirming on another device: sign in, then go on."""
        if self.request.user.is_authenticated:
            return get_next_redirect_url(self.request) or self.get_login_redirect_url(self.request)
        return passthrough_next_redirect_url(self.request, reverse("account_login"), "next")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("profile")
