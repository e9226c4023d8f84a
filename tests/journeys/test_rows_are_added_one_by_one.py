"""S5: the first section after the gate asks for earlier grants, row by row; with none it is saved empty."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import scenes
from tests.journeys.person import Draft
from tests.journeys.test_sections_open_in_any_order import save, unfold_menu
from tests.journeys.writing import Writer


@pytest.fixture
def section(program):
    return program.forms["application"].sections[1]


@pytest.fixture
def table(section):
    [table] = [question for question in section.questions if question.type.is_table]
    return table


@pytest.fixture
def large(backstage, person, program):
    """A draft of the largest form, its gate passed."""
    gate = program.forms["application"].gate
    answers = {gate.key: Writer(person.language).posted(gate)}
    return Draft(backstage(scenes.begun, program.call.slug, person.address, answers), person.language)


def state_in_menu(page):
    unfold_menu(page)
    return page.locator("details.sections li").nth(1).locator(".state")


def test_without_earlier_grants_the_section_is_saved_empty_and_is_complete(page, large, section):
    page.goto(large.at(section.key))
    expect(page.locator("fieldset.row-card")).to_have_count(0)
    save(page)
    expect(page).not_to_have_url(re.compile(large.at(section.key)))
    expect(state_in_menu(page)).to_have_class(re.compile("good"))


def test_rows_are_added_removed_and_every_column_is_required(page, large, section, table, language, person):
    page.goto(large.at(section.key))
    add = page.locator("button[name=_add]")
    expect(add).to_contain_text({"kk": "Қосу", "ru": "Добавить"}[language])
    add.click()
    add.click()
    expect(page.locator("fieldset.row-card")).to_have_count(2)
    first, second = (page.locator("fieldset.row-card").nth(number) for number in (0, 1))
    first.locator("input:not([type=hidden])").first.fill("«Келешек» қоры")
    second.locator("input:not([type=hidden])").first.fill("«Болашақ» қоры")
    second.locator("button[name=_remove]").click()
    expect(page.locator("fieldset.row-card")).to_have_count(1)
    expect(first.locator("input:not([type=hidden])").first).to_have_value("«Келешек» қоры")
    save(page)
    expect(state_in_menu(page)).to_have_class(re.compile("attention"))
    page.goto(large.at(section.key))
    expect(page.locator(".error-summary a")).to_have_count(len(table.columns) - 1)
    person.fill_section(section)
    save(page)
    expect(state_in_menu(page)).to_have_class(re.compile("good"))


def test_a_row_left_blank_is_no_row(page, large, section):
    page.goto(large.at(section.key))
    page.locator("button[name=_add]").click()
    save(page)
    expect(state_in_menu(page)).to_have_class(re.compile("good"))
    page.goto(large.at(section.key))
    expect(page.locator("fieldset.row-card")).to_have_count(0)
