"""Enter in a field saves; it never removes a row, adds one, takes off a file or switches the language."""

import re

from playwright.sync_api import expect

from tests.journeys import scenes
from tests.journeys.files import PDF, as_file, attach, listed


def test_enter_in_a_field_saves_and_goes_on(page, draft, backstage):
    page.goto(draft.at("applicant"))
    page.locator("[name=legal_name]").fill("«Жаңа» қоры")
    page.locator("[name=legal_name]").press("Enter")
    expect(page).to_have_url(re.compile(draft.at("plan")))
    assert backstage(scenes.answers_of, draft.number, "applicant")["legal_name"] == "«Жаңа» қоры"


def test_enter_in_a_row_keeps_every_row(page, draft, backstage):
    page.goto(draft.at("steps"))
    for _click in range(2):
        page.locator("button[name=_add]").click()
    names = page.locator("[name$='/step']")
    expect(names).to_have_count(2)
    names.nth(0).fill("Бірінші")
    names.nth(1).fill("Екінші")
    names.nth(1).press("Enter")
    expect(page).to_have_url(re.compile(draft.at("papers")))
    rows = backstage(scenes.answers_of, draft.number, "steps")["steps"]
    assert [row["step"] for row in rows] == ["Бірінші", "Екінші"]


def test_enter_on_the_check_page_keeps_the_tick_and_sends_nothing(page, filled_in, backstage):
    page.goto(filled_in.at("check"))
    page.locator("main form [type=checkbox]").check()
    page.locator("main form [type=checkbox]").press("Enter")
    expect(page.locator("main form [type=checkbox]")).to_be_checked()
    expect(page).to_have_url(re.compile(filled_in.at("check")))
    assert not backstage(scenes.is_submitted, filled_in.number)


def test_enter_in_a_form_of_accounts_sends_it_in_its_language(page, language):
    for form in ("signup", "login", "password/reset"):
        page.goto(f"/{language}/accounts/{form}/")
        page.locator("main [type=email]").fill("not an address")
        page.locator("main [type=email]").press("Enter")
        expect(page.locator(".error-summary")).to_be_visible()
        expect(page).to_have_url(re.compile(f"/{language}/accounts/{form}/"))


def test_enter_beside_an_attached_file_keeps_it(page, draft):
    page.goto(draft.at("papers"))
    attach(page, "charter", as_file("жарғы.pdf", PDF))
    expect(listed(page)).to_have_count(1)
    page.locator("main button[name=_save]").press("Enter")
    page.goto(draft.at("papers"))
    expect(listed(page)).to_have_count(1)
