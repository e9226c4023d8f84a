from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import passwords
from accounts.consents import PERSONAL_DATA, current
from accounts.models import Person, User
from portal.lib.forms import LineField
from portal.lib.identifiers import BETWEEN_DIGITS, is_bin

EMAIL_ERRORS = {
    "required": _("Write your email address."),
    "invalid": _("An email address looks like this: name@example.com."),
}


def ask_for_email(field: forms.Field) -> None:
    field.label = _("Email address")
    field.error_messages |= EMAIL_ERRORS
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= {"inputmode": "email", "spellcheck": "false", "autocapitalize": "none"}


def ask_for_password(field: forms.Field, label: Any, error: Any, hint: Any = "") -> None:
    field.label, field.help_text = label, hint
    field.error_messages |= {"required": error}
    field.widget.attrs.pop("placeholder", None)


class FullNameField(LineField):
    def __init__(self, **options: Any) -> None:
        defaults: dict[str, Any] = {
            "label": _("Full name"),
            "help_text": _("As in your identity document."),
            "max_length": 200,
            "error_messages": {"required": _("Write your full name.")},
            "widget": forms.TextInput(attrs={"autocomplete": "name"}),
        }
        super().__init__(**(defaults | options))


class ConsentForm(forms.Form):
    """A tick under a text; the page sends the text's digest along."""

    agrees = forms.BooleanField(
        label=_("I agree to the collection and processing of my personal data."),
        error_messages={"required": _("To go on, read the text and tick the box.")},
    )

    def clean_agrees(self) -> bool:
        if self.data.get("text") != current(PERSONAL_DATA, get_language()).digest:
            raise forms.ValidationError(_("The text has changed since you opened this page. Please read it again."))
        return True


class SignupForm(ConsentForm, allauth.SignupForm):
    full_name = FullNameField()
    account_already_exists: bool

    field_order = ["full_name", "email", "password1", "agrees"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_email(self.fields["email"])
        ask_for_password(self.fields["password1"], _("Password"), _("Think of a password."), passwords.hint())

    def clean_password1(self) -> str:
        """Before allauth's own check, which knows nothing of the name."""
        password: str = self.cleaned_data["password1"]
        person = Person(full_name=self.cleaned_data.get("full_name", ""))
        validate_password(password, User(email=self.cleaned_data.get("email", ""), person=person))
        return password

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """A known address gets the same answer, after the same work."""
        if not self.account_already_exists:
            try:
                with transaction.atomic():
                    return self.save(request), None
            except IntegrityError:  # the form was sent twice at the same time
                self.account_already_exists = True
        else:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class LoginForm(allauth.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_email(self.fields["login"])
        ask_for_password(self.fields["password"], _("Password"), _("Write your password."))


class ResetPasswordForm(allauth.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_email(self.fields["email"])


class ResetPasswordKeyForm(allauth.ResetPasswordKeyForm):
    password2 = None  # whoever mistypes asks for another letter

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_password(self.fields["password1"], _("New password"), _("Think of a password."), passwords.hint())


class ChangePasswordForm(allauth.ChangePasswordForm):
    password2 = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_password(self.fields["oldpassword"], _("Current password"), _("Write your current password."))
        ask_for_password(self.fields["password1"], _("New password"), _("Think of a password."), passwords.hint())


class ProfileForm(forms.Form):
    full_name = FullNameField()
    language = forms.ChoiceField(
        label=_("Language of letters"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        help_text=_("Letters about your account. Letters about an application come in the language it was sent in."),
    )


class OrganizationForm(forms.Form):
    """One title is enough: it is shown in both languages until somebody gives the other."""

    title_kk = LineField(label=_("Name in Kazakh"), max_length=200, required=False)
    title_ru = LineField(label=_("Name in Russian"), max_length=200, required=False)
    bin = LineField(
        label=_("BIN"),
        max_length=20,
        help_text=_("12 digits of the organization's registration."),
        error_messages={"required": _("Write the BIN.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_bin(self) -> str:
        number = BETWEEN_DIGITS.sub("", self.cleaned_data["bin"])
        if not is_bin(number):
            raise forms.ValidationError(_("There is no such BIN. It has 12 digits: check each of them."))
        return number

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not (cleaned.get("title_kk") or cleaned.get("title_ru")) and "title_kk" in cleaned:
            self.add_error("title_kk", _("Write the name of the organization in at least one language."))
        return cleaned


class InvitationForm(forms.Form):
    email = forms.EmailField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_email(self.fields["email"])
