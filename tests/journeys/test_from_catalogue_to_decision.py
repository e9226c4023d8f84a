"""S1–S7 as one story, in both languages, on a phone and on a desktop, with and without JavaScript."""

import re

from playwright.sync_api import expect

from applications.statuses import Status
from tests.journeys.backstage import new_name
from tests.journeys.person import Person
from tests.journeys.stack import text_of
from tests.journeys.words import called

REASON = "Жобаңыз ұнады."


def test_a_person_finds_a_grant_applies_and_hears_the_decision(stack, program, page, language, open_browser):
    call = program.call
    person = Person(page, language, f"{new_name()}@people.example")
    read_the_way_to_the_call(page, program, language)
    person.sign_up(stack, f"/{language}/calls/{call.slug}/apply/")
    number = person.start(call.slug)
    person.fill_in(number, program.forms["application"])
    check_and_send(page, number, language)
    foundation = program.organization.title.in_(language)
    assert foundation in text_of(stack.letter_to(person.address, saying=number))
    decide(open_browser(language), page, number, language)
    decision = text_of(stack.letter_to(person.address, saying=REASON))
    assert number in decision
    assert foundation in decision


def read_the_way_to_the_call(page, program, language):
    """S1, S2: without an account, in either language, from the menu to the grant."""
    page.goto(f"/{language}/")
    page.locator("header details.menu summary").click()
    page.locator(f"header a[href='/{language}/programs/']").click()
    page.locator(f"main a[href='/{language}/programs/{program.program.slug}/']").first.click()
    page.locator(f"main a[href='/{language}/calls/{program.call.slug}/']").first.click()
    expect(page.locator("h1")).to_have_text(program.call.title.in_(language))
    other = {"kk": "ru", "ru": "kk"}[language]
    page.locator(f"header [hreflang={other}]").click()
    expect(page.locator("h1")).to_have_text(program.call.title.in_(other))
    page.locator(f"header [hreflang={language}]").click()
    page.locator(f"main a[href='/{language}/calls/{program.call.slug}/apply/']").first.click()
    expect(page).to_have_url(re.compile("/accounts/login/"))


def check_and_send(page, number, language):
    """S6, S7: the missing tick is an error beside it; the button is never disabled; then the list of applications."""
    send = page.locator("main button[name=_submit]")
    expect(send).to_be_enabled()
    send.click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.locator("main form [type=checkbox]").check()
    send.click()
    expect(page).to_have_url(re.compile(rf"/{language}/applications/\?submitted={number}"))
    expect(page.locator("article", has_text=number)).to_contain_text(called(Status.SUBMITTED, language))


def decide(desk, page, number, language):
    """A manager opens the review, decides, publishes; the applicant sees nothing before."""
    desk.goto(f"/admin/cases/{number}/")
    Person(desk, language, "manager@staff.example").sign_in("Otinim2026")
    desk.locator("form[action$='/review/'] button").first.click()
    desk.goto(f"/admin/cases/{number}/decide/")
    desk.locator("[name=verdict][value=award]").check()
    desk.locator("[name=reason]").fill(REASON)
    desk.locator("main form button[type=submit]").last.click()
    page.goto(f"/{language}/applications/{number}/")
    expect(page.locator("main")).not_to_contain_text(REASON)
    desk.goto(f"/admin/cases/publish/?case={number}")
    desk.locator("main form button[type=submit]").last.click()
    page.goto(f"/{language}/applications/{number}/")
    expect(page.locator("main")).to_contain_text(REASON)
