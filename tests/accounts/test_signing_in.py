import pytest

from tests.accounts.pages import GRANT
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
NEXT = f"?next={GRANT}"
ESCAPED = GRANT.replace("/", "%2F")


def sign_in_with(client, email, password=PASSWORD, query="", language="kk"):
    return client.post(f"/{language}/accounts/login/{query}", {"login": email, "password": password})


def test_sign_in_leads_back_to_the_grant(client, applicant):
    """S2, S3."""
    assert sign_in_with(client, applicant.email, query=NEXT).headers["Location"] == GRANT


def test_address_is_taken_in_any_case(client, applicant):
    assert sign_in_with(client, f" {applicant.email.upper()} ").headers["Location"] == "/kk/"


@pytest.mark.parametrize("unsafe", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_sign_in_leads_to_no_other_site(client, applicant, unsafe):
    assert sign_in_with(client, applicant.email, query=f"?next={unsafe}").headers["Location"] == "/kk/"


def test_sign_in_keeps_the_language_of_the_page(client, other_applicant):
    """The person's letters are in Russian; the page is not switched for that."""
    assert sign_in_with(client, other_applicant.email, language="kk").headers["Location"] == "/kk/"


@pytest.mark.parametrize(
    ("path", "links"),
    [
        ("login", ["/kk/accounts/signup/", "/kk/accounts/password/reset/"]),
        ("signup", ["/kk/accounts/login/"]),
        ("password/reset", ["/kk/accounts/login/"]),
    ],
)
def test_pages_pass_on_where_the_person_was_going(client, path, links):
    html = client.get(f"/kk/accounts/{path}/{NEXT}").content.decode()
    for link in links:
        assert f'href="{link}?next={ESCAPED}"' in html


def test_wrong_password_is_said_without_saying_what_was_wrong(client, applicant):
    response = sign_in_with(client, applicant.email, "Wrong-Qonaq1")
    assert response.status_code == 200
    assert response.context["has_errors"]
    assert list(response.context["form"].errors) == ["__all__"]
    assert "Wrong-Qonaq1" not in response.content.decode()


def test_attempts_on_one_address_are_limited(client, applicant):
    for _ in range(5):
        sign_in_with(client, applicant.email, "Wrong-Qonaq1")
    assert sign_in_with(client, applicant.email).status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_whole_school_can_sign_in_at_once(client, applicant, other_applicant):
    for _ in range(5):
        sign_in_with(client, other_applicant.email, "Wrong-Qonaq1")
    for _ in range(60):
        assert sign_in_with(client, applicant.email).status_code == 302
        client.logout()


def test_limit_per_ip_ends_with_a_page_of_ours(client, applicant, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in_with(client, applicant.email)
    client.logout()
    response = sign_in_with(client, applicant.email)
    assert response.status_code == 429
    assert '<html lang="kk"' in response.content.decode()


def test_sign_out_needs_a_press(client, sign_in, applicant):
    client = sign_in(applicant)
    page = client.get("/ru/accounts/logout/")
    assert page.status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/ru/accounts/logout/").headers["Location"] == "/ru/"
    assert "_auth_user_id" not in client.session


def test_closed_account_is_told_so(client, applicant):
    applicant.is_active = False
    applicant.save()
    response = sign_in_with(client, applicant.email)
    assert response.headers["Location"] == "/kk/accounts/inactive/"
    assert client.get(response.headers["Location"]).status_code == 200


def test_answers_are_pages_even_to_scripts(client):
    """allauth's JSON would repeat the password."""
    response = client.post(
        "/kk/accounts/login/",
        {"login": "dana@people.example", "password": "Wrong-Qonaq1"},
        headers={"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"},
    )
    assert response.headers["Content-Type"].startswith("text/html")
    assert "Wrong-Qonaq1" not in response.content.decode()
