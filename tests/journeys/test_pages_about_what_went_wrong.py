"""404, 403, a form out of date, too many attempts: in the visitor's language, with a way on."""

import re

from playwright.sync_api import expect

from accounts.models import Role
from tests.journeys.backstage import new_name
from tests.journeys.words import OTHER


def test_no_such_page(page, language):
    for path in ("nowhere/", "calls/nothing/", "programs/nothing/", "calls/Ә/"):
        assert page.goto(f"/{language}/{path}").status == 404, path
        expect(page.locator("html")).to_have_attribute("lang", language)
    page.locator("header .languages a").click()
    expect(page.locator("html")).to_have_attribute("lang", OTHER[language])
    page.locator("main a.button").first.click()
    expect(page).to_have_url(re.compile(f"/{OTHER[language]}/$"))


def test_a_colleague_without_the_right_is_told_whom_to_ask(submitted, open_desk, language):
    desk = open_desk(Role.VIEWER, language)
    desk.goto("/admin/cases/")
    if desk.locator("html").get_attribute("lang") != language:
        desk.locator("header .languages button").click()
    assert desk.goto(f"/admin/cases/{submitted.number}/decide/").status == 403
    expect(desk.locator("html")).to_have_attribute("lang", language)
    expect(desk.locator("main a.button").first).to_be_visible()


def test_a_form_out_of_date_gives_back_what_was_typed_but_no_password(page, language):
    page.goto(f"/{language}/accounts/signup/")
    page.locator("[name=full_name]").fill("Өмірбек Құралайұлы")
    page.locator("[name=password1]").fill("Kupiya-Soz7")
    page.context.clear_cookies()
    with page.expect_navigation() as answer:
        page.locator("main form button[type=submit]").last.click()
    assert answer.value.status == 403
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("main textarea[readonly]").first).to_have_value("Өмірбек Құралайұлы")
    assert "Kupiya-Soz7" not in page.content()
    page.locator("main a.button").click()
    expect(page).to_have_url(re.compile(f"/{language}/accounts/signup/"))


def test_too_many_attempts(page, language):
    address = f"{new_name()}@people.example"
    for _attempt in range(4):
        page.goto(f"/{language}/accounts/password/reset/")
        page.locator("[name=email]").fill(address)
        with page.expect_navigation() as answer:
            page.locator("main form button[type=submit]").last.click()
    assert answer.value.status == 429
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("main a.button").first).to_be_visible()
