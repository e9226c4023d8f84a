"""A form in steps: Enter goes on, back keeps what was typed, a phone shows where one is."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import both, published_call
from tests.journeys import scenes
from tests.journeys.person import Draft

WORDS = {"kk": "Қадам 2 / 3", "ru": "Шаг 2 из 3"}


def steps():
    def section(key, title, **more):
        question = {"key": f"{key}_name", "kind": "text", "label": both("Атауы", "Название"), "required": True}
        return {"key": key, "title": title, "questions": [question], **more}

    return {
        "application": {
            "navigation": "sequential",
            "sections": [
                section("child", both("Бала", "Ребёнок")),
                section("school", both("Мектеп", "Школа")),
                {"key": "end", "summary": True, "title": both("Тексеру", "Проверка")},
            ],
        }
    }


@pytest.fixture(scope="module")
def in_steps(backstage, program):
    return backstage(lambda: published_call(organization=program.organization.slug, forms=steps()).slug)


@pytest.fixture
def draft(backstage, person, in_steps):
    return Draft(backstage(scenes.begun, in_steps, person.address, {}), person.language)


@pytest.mark.parametrize("way", [("kk", 360, False), ("ru", 1280, True)], indirect=True)
def test_enter_goes_on_and_back_keeps_what_was_typed(page, draft, language):
    page.goto(draft.at("check"))
    expect(page).to_have_url(re.compile(draft.at("child")))
    page.locator("[name=child_name]").fill("Әли")
    page.locator("[name=child_name]").press("Enter")
    expect(page).to_have_url(re.compile(draft.at("school")))
    expect(page.locator(".steps > summary")).to_contain_text(WORDS[language])
    page.locator("[name=school_name]").fill("№ 5 мектеп")
    page.locator("main [name=_back]").click()
    expect(page.locator("[name=child_name]")).to_have_value("Әли")
    page.locator("main [name=_save]").click()
    expect(page.locator("[name=school_name]")).to_have_value("№ 5 мектеп")
    page.locator("main [name=_save]").click()
    expect(page).to_have_url(re.compile(draft.at("check")))
