"""S1–S7 as one story, in both languages, on a phone and on a desktop, with and without JavaScript."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from programs.definition.reading import read_program
from tests.journeys.person import Person

PRESETS = sorted((Path(__file__).parents[2] / "programs" / "presets").glob("*/*.yaml"))
EMPTY_BY_RIGHT = 1  # S5: the first section after the gate may be saved empty


@pytest.fixture(scope="module")
def program(stack):
    """The largest form among the presets: the one a person needs longest for."""
    stack.manage("load_program", "--publish", *map(str, PRESETS))
    stack.manage("demo", DEBUG="1")
    documents = [read_program(path)[0] for path in PRESETS]
    return max(documents, key=lambda document: len(document.forms["application"].sections))


@pytest.fixture
def person(page, language):
    return Person(page, language, f"person-{uuid4().hex[:8]}@people.example")


def test_a_person_finds_a_grant_applies_and_hears_the_decision(stack, program, person, language):
    page, call = person.page, program.call
    read_the_way_to_the_call(page, program, language)
    person.sign_up(stack, f"/{language}/calls/{call.slug}/apply/")
    number = person.start(call.slug)
    form = program.forms["application"]
    person.fill_in(number, form)
    check_and_send(page, program, number, language)
    letter = stack.letter_to(person.address, after=1)
    assert number in letter["Subject"] + letter.get_body(("plain",)).get_content()
    assert program.organization.title.in_(language) in letter.get_body(("plain",)).get_content()
    decide(stack, page, number, language)
    expect(page.locator("main")).not_to_contain_text("500")
    decision = stack.letter_to(person.address, after=2).get_body(("plain",)).get_content()
    assert number in decision
    assert "Жобаңыз ұнады" in decision


def read_the_way_to_the_call(page, program, language):
    """S1, S2: without an account, in either language, from the menu to the grant."""
    page.goto(f"/{language}/")
    page.locator("header details.menu summary, header .menu summary").first.click()
    page.locator(f"header a[href='/{language}/programs/']").click()
    page.locator(f"main a[href='/{language}/programs/{program.program.slug}/']").first.click()
    page.locator(f"main a[href='/{language}/calls/{program.call.slug}/']").first.click()
    expect(page.locator("h1")).to_have_text(program.call.title.in_(language))
    other = {"kk": "ru", "ru": "kk"}[language]
    page.locator(f"header [hreflang={other}]").click()
    expect(page.locator("h1")).to_have_text(program.call.title.in_(other))
    page.locator(f"header [hreflang={language}]").click()


def check_and_send(page, program, number, language):
    """S6, S7: the missing tick is an error beside it; the button is never disabled; then the list of applications."""
    send = page.locator("main button[name=_submit]")
    expect(send).to_be_enabled()
    send.click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.locator("main form [type=checkbox]").check()
    send.click()
    expect(page).to_have_url(re.compile(rf"/{language}/applications/\?submitted={number}"))
    expect(page.locator("article", has_text=number)).to_contain_text({"kk": "Жіберілді", "ru": "Отправлено"}[language])


def decide(stack, page, number, language):
    """A manager opens the review, decides, publishes; the applicant sees nothing before."""
    staff = page.context.browser.new_context(base_url=stack.url, viewport={"width": 1280, "height": 900})
    desk = staff.new_page()
    desk.goto(f"/admin/cases/{number}/")
    Person(desk, language, "manager@staff.example").sign_in("Otinim2026")
    desk.locator("form[action$='/review/'] button, button[name=open]").first.click()
    desk.goto(f"/admin/cases/{number}/decide/")
    desk.locator("[name=verdict][value=award]").check()
    desk.locator("[name=reason]").fill("Жобаңыз ұнады.")
    desk.locator("main form button[type=submit]").last.click()
    page.goto(f"/{language}/applications/{number}/")
    expect(page.locator("main")).not_to_contain_text("Жобаңыз ұнады")
    desk.goto("/admin/cases/publish/")
    desk.locator("main form button[type=submit]").last.click()
    page.goto(f"/{language}/applications/{number}/")
    expect(page.locator("main")).to_contain_text("Жобаңыз ұнады")
    staff.close()
