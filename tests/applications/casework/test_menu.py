"""How staff get to their pages, and what these pages have around them."""

import pytest

pytestmark = pytest.mark.django_db
ENTRY = 'href="/admin/cases/"'


@pytest.mark.parametrize("who", ["owner", "manager", "operator", "viewer", "superuser"])
@pytest.mark.parametrize("page", ["/kk/", "/ru/programs/"])
def test_whoever_reads_cases_finds_them_in_the_menu(sign_in, request, who, page):
    assert ENTRY in sign_in(request.getfixturevalue(who)).get(page).content.decode()


@pytest.mark.parametrize("who", ["applicant", "reviewer", "editor"])
def test_nobody_else_does(sign_in, request, who):
    assert ENTRY not in sign_in(request.getfixturevalue(who)).get("/kk/").content.decode()


def test_a_visitor_does_not(client):
    assert ENTRY not in client.get("/kk/").content.decode()


def test_the_menu_asks_the_database_once(sign_in, applicant, django_assert_max_num_queries):
    client = sign_in(applicant)
    client.get("/kk/programs/")
    with django_assert_max_num_queries(10) as captured:
        client.get("/kk/programs/")
    assert not [query for query in captured if "accounts_membership" in query["sql"]]


def test_the_administration_leads_to_the_cases(sign_in, manager):
    assert ENTRY in sign_in(manager).get("/admin/").content.decode()


def test_the_language_is_switched_on_the_spot(desk, case):
    here = f"/admin/cases/?call={case.call.slug}"
    for language in ("ru", "kk"):
        switched = desk.post("/admin/language/", {"language": language, "next": here})
        assert switched.url == here
        assert desk.get(here).headers["Content-Language"] == language


def test_the_header_offers_publishing_to_those_who_may(desk, sign_in, viewer, case):
    assert 'href="/admin/cases/publish/"' in desk.get("/admin/cases/").content.decode()
    assert 'href="/admin/cases/publish/"' not in sign_in(viewer).get("/admin/cases/").content.decode()


def test_staff_pages_are_never_kept_by_browsers(desk, case):
    for page in ("/admin/cases/", f"/admin/cases/{case.number}/"):
        assert "no-store" in desk.get(page).headers["Cache-Control"]


def test_pages_obey_the_content_policy(desk, case, run):
    for rest in ("", f"{case.number}/", f"{case.number}/decide/", f"publish/?call={case.call.slug}"):
        page = desk.get(f"/admin/cases/{rest}").content.decode()
        assert " style=" not in page
        assert " onclick=" not in page
        assert "<script>" not in page
