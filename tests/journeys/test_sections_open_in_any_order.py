"""S4: the gate first, then any section in any order; each is saved by itself and can be changed until sending."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import scenes
from tests.journeys.forms import ANSWERS, TITLES
from tests.journeys.person import Draft


@pytest.fixture
def fresh(backstage, person, call):
    """Nothing is saved yet."""
    return Draft(backstage(scenes.begun, call, person.address, {}), person.language)


def unfold_menu(page):
    """On a phone it is folded into "Section 2 of 4"."""
    if page.viewport_size["width"] < 960:
        page.locator("details.sections > summary").click()


def line_of(page, section, language):
    return page.locator("details.sections li", has_text=TITLES[section][language])


def save(page):
    page.locator("main button[name=_save]").click()


def test_the_other_sections_open_after_the_gate(page, fresh, language):
    page.goto(fresh.at("steps"))
    expect(page).to_have_url(re.compile(fresh.at("applicant")))
    expect(page.locator(".messages, [role=status]").first).to_contain_text(TITLES["applicant"][language])
    unfold_menu(page)
    expect(line_of(page, "plan", language).locator("a")).to_have_count(0)
    page.locator("[name=legal_name]").fill("«Көңіл» қоры")
    save(page)
    page.goto(fresh.at("plan"))
    expect(page).to_have_url(re.compile(fresh.at("applicant")))
    expect(page.locator(".error-summary a")).to_have_count(1)
    page.locator("[name=contact_email]").fill("qor@kongil.example")
    save(page)
    expect(page).to_have_url(re.compile(fresh.at("plan")))


def test_the_menu_opens_any_section_and_tells_which_are_complete(page, draft, language):
    page.goto(draft.at("plan"))
    unfold_menu(page)
    line_of(page, "steps", language).locator("a").click()
    expect(page.locator("h1")).to_have_text(TITLES["steps"][language])
    save(page)
    expect(page).to_have_url(re.compile(draft.at("papers")))
    unfold_menu(page)
    expect(line_of(page, "applicant", language).locator(".state.good")).to_be_visible()
    expect(line_of(page, "steps", language).locator(".state.good")).to_be_visible()
    expect(line_of(page, "plan", language).locator(".state:not(.good)")).to_be_visible()
    line_of(page, "plan", language).locator("a").click()
    page.locator("[name=idea]").fill("Шеберхана ашамыз.")
    save(page)
    unfold_menu(page)
    expect(line_of(page, "plan", language).locator(".state.attention")).to_be_visible()


def test_a_saved_section_is_opened_again_and_changed(page, draft, language):
    page.goto(draft.at("plan"))
    for name, [answer] in ANSWERS["plan"].items():
        page.locator(f"[name={name}]").fill(answer)
    save(page)
    expect(page).to_have_url(re.compile(draft.at("steps")))
    unfold_menu(page)
    line_of(page, "plan", language).locator("a").click()
    expect(page.locator("[name=cost]")).to_have_value("450\u00a0000")
    page.locator("[name=cost]").fill("500000,50")
    save(page)
    page.goto(draft.at("plan"))
    expect(page.locator("[name=cost]")).to_have_value("500\u00a0000,50")
    unfold_menu(page)
    expect(line_of(page, "plan", language).locator(".state.good")).to_be_visible()


def test_help_stands_beside_a_section(page, draft, language):
    page.goto(draft.at("applicant"))
    page.locator("main details.help summary").click()
    expect(page.locator("main details.help")).to_contain_text({"kk": "жарғыдағыдай", "ru": "как в уставе"}[language])
    expect(page.locator("[name=legal_name]")).to_have_value("«Көңіл» қоры")
