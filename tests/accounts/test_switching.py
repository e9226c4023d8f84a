"""S1: the language switch keeps the page and what was typed on it, but no password."""

import pytest

from tests.accounts.pages import GRANT, signup_data
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


def typed_in(response):
    return {field.name: field.value() for field in response.context["form"] if field.value()}


def test_sign_up_keeps_name_and_address(client):
    response = client.post(f"/kk/accounts/signup/?next={GRANT}", signup_data(password1="", _language="ru"))
    assert (
        response.headers["Location"] == f"/ru/accounts/signup/?next={GRANT.replace('/kk/', '/ru/').replace('/', '%2F')}"
    )
    page = client.get(response.headers["Location"])
    assert typed_in(page) == {"full_name": "Дана Ерланқызы Сапарова", "email": "dana@people.example"}
    assert not page.context["has_errors"]


def test_nothing_secret_is_kept(client):
    client.post("/kk/accounts/signup/", signup_data(_language="ru"))
    assert PASSWORD not in str(dict(client.session))
    page = client.get("/ru/accounts/signup/").content.decode()
    assert PASSWORD not in page
    assert "checked" not in page


def test_what_was_typed_is_shown_once_and_on_its_page_only(client):
    client.post("/kk/accounts/signup/", signup_data(_language="ru"))
    assert typed_in(client.get("/ru/accounts/login/")) == {}
    assert typed_in(client.get("/ru/accounts/signup/"))
    assert typed_in(client.get("/ru/accounts/signup/")) == {}


@pytest.mark.parametrize(("path", "field"), [("login", "login"), ("password/reset", "email")])
def test_other_forms_keep_the_address(client, path, field):
    response = client.post(f"/ru/accounts/{path}/", {field: "dana@", "password": PASSWORD, "_language": "kk"})
    assert response.headers["Location"] == f"/kk/accounts/{path}/"
    assert typed_in(client.get(response.headers["Location"])) == {field: "dana@"}


def test_profile_keeps_what_was_typed_and_saves_nothing(sign_in, applicant):
    client = sign_in(applicant)
    typed = {"full_name": "Айгерім", "language": "ru", "_language": "ru"}
    response = client.post("/kk/accounts/profile/", typed)
    assert response.headers["Location"] == "/ru/accounts/profile/"
    assert typed_in(client.get("/ru/accounts/profile/")) == {"full_name": "Айгерім", "language": "ru"}
    applicant.person.refresh_from_db()
    assert applicant.person.full_name != "Айгерім"


@pytest.mark.parametrize("path", ["password/change", "consent"])
def test_pages_without_anything_to_keep_are_switched_too(sign_in, applicant, path):
    client = sign_in(applicant)
    response = client.post(f"/kk/accounts/{path}/?next={GRANT}", {"_language": "ru", "password1": PASSWORD})
    assert response.headers["Location"].startswith(f"/ru/accounts/{path}/?next=%2Fru%2Fcalls")
    assert client.get(response.headers["Location"]).status_code == 200


def test_unknown_language_is_no_switch(client):
    response = client.post("/kk/accounts/signup/", signup_data(_language="en", email=""))
    assert response.status_code == 200
    assert response.context["has_errors"]


@pytest.mark.parametrize("path", ["signup", "login", "password/reset"])
def test_first_button_of_the_form_is_not_the_switch(client, path):
    """Enter presses the first one that belongs to the form."""
    html = client.get(f"/kk/accounts/{path}/").content.decode()
    form = html.split('method="post" novalidate')[0].rsplit('id="', 1)[1].split('"')[0]
    first, switch = html.index(f'form="{form}"'), html.index('name="_language"')
    assert first < switch
    assert 'class="first-submit"' in html[:first]
