import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError

from accounts.consents import PERSONAL_DATA, current
from accounts.models import Consent, Person, User
from portal.journal.models import Event
from tests.accounts.pages import GRANT, link_in, sign_up, signup_data

pytestmark = pytest.mark.django_db


def test_signing_up_makes_account_person_and_consent(client, mailoutbox):
    """S3."""
    response = sign_up(client)
    assert response.headers["Location"] == "/kk/accounts/confirm-email/"
    user = User.objects.get(email="dana@people.example")
    assert user.full_name == "Дана Ерланқызы Сапарова"
    assert user.language == "kk"
    assert not EmailAddress.objects.get(user=user).verified
    assert "_auth_user_id" not in client.session
    consent = Consent.objects.get(user=user)
    assert (consent.language, consent.digest) == ("kk", current(PERSONAL_DATA, "kk").digest)
    assert set(Event.objects.values_list("kind", flat=True)) == {"account.created", "account.consented"}
    (mail,) = mailoutbox
    assert mail.to == ["dana@people.example"]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_letter_is_in_the_language_of_the_page_as_text_and_html(client, mailoutbox, language, settings):
    sign_up(client, language)
    assert User.objects.get().language == language
    (mail,) = mailoutbox
    link = link_in(mail)
    assert link.startswith(f"/{language}/accounts/confirm-email/")
    assert f"{settings.SITE_URL}{link}" in mail.body
    ((html, kind),) = mail.alternatives
    assert kind == "text/html"
    assert f'<html lang="{language}">' in html
    assert f'href="{settings.SITE_URL}{link}"' in html


def test_letter_greets_by_name_as_it_was_typed(client, mailoutbox):
    sign_up(client, full_name="О'Нил <b>Дана</b> & Ко")
    (mail,) = mailoutbox
    assert "О'Нил <b>Дана</b> & Ко" in mail.body
    assert "<b>Дана</b>" not in mail.alternatives[0][0]


def test_letter_leads_back_to_the_grant(client, mailoutbox):
    """S2."""
    response = sign_up(client, query=f"?next={GRANT}")
    assert response.headers["Location"] == f"/kk/accounts/confirm-email/?next={GRANT.replace('/', '%2F')}"
    assert link_in(mailoutbox[0]).endswith(f"/?next={GRANT.replace('/', '%2F')}")


def test_letter_never_leads_to_another_site(client, mailoutbox):
    sign_up(client, query="?next=https://elsewhere.example/")
    assert "next" not in link_in(mailoutbox[0])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"full_name": ""}, "full_name"),
        ({"full_name": " \t "}, "full_name"),
        ({"full_name": "д" * 201}, "full_name"),
        ({"email": "dana"}, "email"),
        ({"email": ""}, "email"),
        ({"password1": ""}, "password1"),
        ({"password1": "bes-qonaq"}, "password1"),
        ({"password1": "Dana-Saparova1", "full_name": "Dana Saparova"}, "password1"),
        ({"agrees": None}, "agrees"),
        ({"text": "f" * 64}, "agrees"),
        ({"text": None}, "agrees"),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_the_field(client, mailoutbox, changes, field):
    response = client.post("/kk/accounts/signup/", signup_data(**changes))
    assert list(response.context["form"].errors) == [field]
    page = response.content.decode()
    assert f'id="id_{field}_error"' in page
    assert f'href="#id_{field}"' in page
    assert response.context["has_errors"]
    assert not User.objects.exists()
    assert not mailoutbox


def test_typed_text_is_shown_again_but_no_password(client):
    page = client.post("/kk/accounts/signup/", signup_data(agrees=None)).content.decode()
    assert 'value="Дана Ерланқызы Сапарова"' in page
    assert 'value="dana@people.example"' in page
    assert signup_data()["password1"] not in page


def test_box_is_ticked_by_nobody_but_the_person(client):
    assert "checked" not in client.get("/kk/accounts/signup/").content.decode()
    assert "checked" in client.post("/kk/accounts/signup/", signup_data(email="")).content.decode()
    # What was ticked was another text.
    assert "checked" not in client.post("/kk/accounts/signup/", signup_data(text="f" * 64)).content.decode()


def test_consent_is_to_the_text_of_the_page(client):
    response = client.post("/ru/accounts/signup/", signup_data("kk"))
    assert list(response.context["form"].errors) == ["agrees"]


def test_name_is_kept_without_stray_characters(client):
    sign_up(client, full_name=" Дана\x0b  Ерланқызы\r\n Сапарова ")
    assert Person.objects.get().full_name == "Дана Ерланқызы Сапарова"


def test_address_is_kept_in_lower_case(client):
    sign_up(client, email="Dana@People.Example")
    assert User.objects.get().email == EmailAddress.objects.get().email == "dana@people.example"


def test_form_sent_twice_at_once_makes_one_account(client, mailoutbox, monkeypatch):
    """Both requests found the address free; the second one finds it taken when it saves."""
    sign_up(client)

    def too_late(*args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr("allauth.account.internal.flows.manage_email.assess_unique_email", lambda *a, **k: True)
    monkeypatch.setattr("accounts.adapters.sign_up", too_late)
    response = sign_up(client)
    assert response.headers["Location"] == "/kk/accounts/confirm-email/"
    assert User.objects.count() == Person.objects.count() == 1


def test_signed_in_person_goes_on(sign_in, applicant):
    response = sign_in(applicant).get(f"/kk/accounts/signup/?next={GRANT}")
    assert response.headers["Location"] == GRANT
