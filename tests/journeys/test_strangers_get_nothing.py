"""An application, its files and its PDF are the applicant's own: by address nobody else gets them, nor learns that they exist."""

import pytest
from playwright.sync_api import expect

from accounts.models import Role
from tests.journeys import scenes
from tests.journeys.conftest import arrived, hand_session
from tests.journeys.files import PDF, as_file, attach, link_to_file


@pytest.fixture
def addresses(page, person, draft, backstage):
    """Of everything that belongs to one submitted application."""
    page.goto(draft.at("papers"))
    attach(page, "charter", as_file("жарғы.pdf", PDF))
    file = link_to_file(page).get_attribute("href")
    backstage(scenes.send, draft.number)
    start = f"/{person.language}/applications/{draft.number}/"
    page.goto(start)
    page.locator("main form[action$='/pdf/'] button").click()
    document = page.url.partition("?")[0].partition("127.0.0.1")[2].partition("/")[2]
    return [start, f"{start}withdraw/", draft.at("plan"), draft.at("check"), file, f"/{document}"]


def test_another_applicant_finds_no_such_page(addresses, open_browser, backstage, language):
    stranger = open_browser(language)
    arrived(backstage, stranger, language)
    for address in addresses:
        assert stranger.goto(address).status == 404, address
        expect(stranger.locator("html")).to_have_attribute("lang", language)
        expect(stranger.locator("h1")).to_have_text({"kk": "Мұндай бет жоқ", "ru": "Такой страницы нет"}[language])


def test_a_visitor_is_asked_to_sign_in(addresses, open_browser, language):
    visitor = open_browser(language)
    for address in addresses:
        visitor.goto(address)
        assert "/accounts/login/?next=" in visitor.url, address


def test_staff_of_another_organization_find_no_such_case(submitted, open_desk, open_browser, backstage):
    desk = open_desk(Role.OPERATOR)
    assert desk.goto(f"/admin/cases/{submitted.number}/").status == 200
    outsider = open_browser()
    hand_session(outsider, backstage(scenes.staff_elsewhere, Role.OWNER))
    assert outsider.goto("/admin/cases/").status == 200
    expect(outsider.locator("main")).not_to_contain_text(submitted.number)
    for address in (f"/admin/cases/{submitted.number}/", f"/admin/cases/{submitted.number}/decide/"):
        assert outsider.goto(address).status == 404
