import pytest

from portal.lib.admin import site

INDEX = "/admin/"


def test_visitor_signs_in_with_everybody_else_and_comes_back(client, db):
    response = client.get("/admin/accounts/membership/?q=a")
    assert response.headers["Location"] == "/kk/accounts/login/?next=/admin/accounts/membership/%3Fq%3Da"


@pytest.mark.parametrize("person", ["applicant", "editor"])
@pytest.mark.parametrize("path", ["", "accounts/membership/", "jsi18n/", "autocomplete/", "nowhere/", "language/"])
def test_for_others_it_does_not_exist(sign_in, request, person, path):
    assert sign_in(request.getfixturevalue(person)).get(INDEX + path).status_code == 404


@pytest.mark.parametrize("person", ["owner", "manager", "operator", "reviewer", "viewer", "outsider", "superuser"])
def test_staff_come_in(sign_in, request, person):
    assert sign_in(request.getfixturevalue(person)).get(INDEX).status_code == 200


def test_closed_account_is_outside(sign_in, owner):
    client = sign_in(owner)
    owner.is_active = False
    owner.save()
    assert client.get(INDEX).status_code == 302


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("login/?next=/admin/accounts/", "/kk/accounts/login/?next=/admin/accounts/"),
        ("login/", "/kk/accounts/login/?next=/admin/"),
        ("logout/", "/kk/accounts/logout/"),
        ("password_change/", "/kk/accounts/password/change/"),
        ("password_change/done/", "/kk/accounts/password/change/"),
    ],
)
def test_signing_in_and_passwords_are_the_portals(sign_in, owner, path, to):
    assert sign_in(owner).get(INDEX + path).headers["Location"] == to


@pytest.mark.parametrize(
    "path", ["r/1/1/", "accounts/", "accounts/membership/999999/change/", "accounts/user/x/change/"]
)
def test_unknown_addresses_and_rows_are_not_found(sign_in, superuser, path):
    expected = 200 if path == "accounts/" else 404
    assert sign_in(superuser).get(INDEX + path).status_code == expected


def test_language_is_switched_on_the_same_page(sign_in, owner):
    client = sign_in(owner)
    response = client.post("/admin/language/", {"language": "ru", "next": "/admin/accounts/membership/"})
    assert response.headers["Location"] == "/admin/accounts/membership/"
    page = client.get("/admin/accounts/membership/")
    assert '<html lang="ru"' in page.content.decode()


def test_language_switch_leads_to_no_other_site(sign_in, owner):
    response = sign_in(owner).post("/admin/language/", {"language": "ru", "next": "https://elsewhere.example/"})
    assert response.headers["Location"] == "/"


def test_pages_obey_the_content_security_policy(sign_in, owner):
    response = sign_in(owner).get("/admin/accounts/membership/add/")
    html = response.content.decode()
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    assert " style=" not in html
    assert " onclick=" not in html
    assert all("src=" in tag.split(">")[0] or 'type="application/json"' in tag for tag in html.split("<script")[1:])


def test_nothing_is_deleted_in_bulk():
    assert "delete_selected" not in dict(site.actions)
