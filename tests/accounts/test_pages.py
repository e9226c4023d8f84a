"""Every page and letter of an account is ours, in both languages."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

from accounts import urls

OURS = settings.BASE_DIR / "templates"
PUBLIC = ["login", "signup", "password/reset", "password/reset/done", "inactive", "confirm-email/x"]
PERSONAL = ["profile", "consent", "password/change", "logout"]


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("path", [*PUBLIC, *PERSONAL])
def test_page_is_there_in_both_languages(sign_in, applicant, language, path):
    client = sign_in(applicant if path in PERSONAL else None)
    response = client.get(f"/{language}/accounts/{path}/")
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()
    templates = [template.origin.name for template in response.templates if template.name]
    assert not [name for name in templates if "allauth" in name]


@pytest.mark.parametrize(
    "path", ["email", "password/set", "reauthenticate", "login/code", "phone/verify", "3rdparty", ""]
)
def test_what_the_portal_does_not_need_is_not_there(sign_in, applicant, path):
    assert sign_in(applicant).get(f"/kk/accounts/{path}/").status_code == 404


def test_every_template_of_a_view_is_ours():
    for pattern in urls.urlpatterns:
        name = getattr(getattr(pattern.callback, "view_class", None), "template_name", None)
        assert name is None or Path(get_template(name).origin.name).is_relative_to(OURS)


@pytest.mark.parametrize(
    "letter",
    [
        "email_confirmation",
        "email_confirmation_signup",
        "account_already_exists",
        "password_reset_key",
        "unknown_account",
    ],
)
@pytest.mark.parametrize("part", ["subject.txt", "message.txt", "message.html"])
def test_letters_are_ours(letter, part):
    assert Path(get_template(f"account/email/{letter}_{part}").origin.name).is_relative_to(OURS)


@pytest.mark.parametrize(
    "message",
    [
        "logged_in",
        "logged_out",
        "email_confirmed",
        "email_confirmation_sent",
        "email_confirmation_failed",
        "password_changed",
    ],
)
def test_messages_are_ours(message):
    assert Path(get_template(f"account/messages/{message}.txt").origin.name).is_relative_to(OURS)


def test_names_allauth_looks_up_are_there():
    names = {"account_login", "account_signup", "account_logout", "account_inactive", "account_confirm_email"}
    names |= {"account_email_verification_sent", "account_change_password", "account_reset_password"}
    names |= {"account_reset_password_done", "account_reset_password_from_key"}
    assert names <= {pattern.name for pattern in urls.urlpatterns}
