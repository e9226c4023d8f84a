"""Tasks hold events, events hold places: a list, a page for each row, and the way back."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import both, published_call
from tests.journeys import scenes
from tests.journeys.forms import FORMS, GATE
from tests.journeys.person import Draft

PLACES = {
    "key": "places",
    "kind": "table",
    "label": both("Өтетін жерлер", "Где проходит"),
    "row_title": both("Жер", "Место"),
    "rows": {"max": 10},
    "columns": [
        {"key": "place", "kind": "text", "label": both("Елді мекен", "Населённый пункт"), "required": True},
        {"key": "people", "kind": "integer", "label": both("Адам саны", "Число людей"), "required": True},
    ],
}
EVENTS = {
    "key": "events",
    "kind": "table",
    "label": both("Іс-шаралар", "Мероприятия"),
    "row_title": both("Іс-шара", "Мероприятие"),
    "rows": {"max": 10},
    "columns": [{"key": "name", "kind": "text", "label": both("Атауы", "Название"), "required": True}, PLACES],
}
TASKS = {
    "key": "tasks",
    "kind": "table",
    "label": both("Міндеттер", "Задачи"),
    "row_title": both("Міндет", "Задача"),
    "rows": {"min": 1, "max": 10},
    "columns": [{"key": "title", "kind": "text", "label": both("Атауы", "Название"), "required": True}, EVENTS],
}
TWO_WAYS = [("kk", 360, False), ("ru", 1280, True)]


@pytest.fixture(scope="module")
def call(backstage, program):
    gate, *_others, confirm = FORMS["application"]["sections"]
    plan = {"key": "tasks", "title": both("Жұмыс жоспары", "План работ"), "questions": [TASKS]}
    forms = {"application": {"sections": [gate, plan, confirm]}}
    return backstage(lambda: published_call(organization=program.organization.slug, forms=forms).slug)


@pytest.fixture
def plan(page, backstage, person, call):
    draft = Draft(backstage(scenes.begun, call, person.address, GATE), person.language)
    page.goto(draft.at("tasks"))
    return draft


def save(page):
    page.locator("main button[name=_save]").click()


def fill(page, key, text):
    page.locator(f"main [name$='/{key}']").first.fill(text)


@pytest.mark.parametrize("way", TWO_WAYS, indirect=True)
def test_a_plan_is_written_row_by_row(page, plan, backstage, language):
    page.locator("button[name=_add]").click()
    fill(page, "title", "Кітапхана")
    page.locator("button[name=_add]").click()
    expect(page.locator(".breadcrumbs")).to_contain_text("Кітапхана")
    fill(page, "name", "Кездесу")
    page.locator("details.paste summary").click()
    page.locator("textarea[name$='/_paste']").fill("Ақтөбе\t25\nОрал\t40")
    page.locator("button[name=_paste]").click()
    expect(page.locator("fieldset.row-card")).to_have_count(2)
    # Enter saves, and leads back to the list of events.
    page.locator("main [name$='/name']").press("Enter")
    expect(page.locator(".row-list .row-title")).to_contain_text("Кездесу")
    page.locator("button[name=_copy]").click()
    expect(page.locator(".row-list .row-title")).to_have_count(2)
    save(page)
    expect(page).to_have_url(re.compile(re.escape(plan.at("tasks")) + "#q-tasks/"))
    expect(page.locator(".row-list .tag.good")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page.locator("details.remove summary").click()
    page.locator(".row-buttons button[name=_copy]").click()
    first, second = backstage(scenes.answers_of, plan.number, "tasks")["tasks"]
    assert [event["name"] for event in first["events"]] == ["Кездесу"] * 2
    assert [place["people"] for place in second["events"][1]["places"]] == [25, 40]
    page.locator("button[name=_move]").first.click()
    save(page)
    expect(page).to_have_url(re.compile(plan.at("check")))
    expect(page.locator("main")).to_contain_text("Орал")
    rows = backstage(scenes.answers_of, plan.number, "tasks")["tasks"]
    assert [row["_id"] for row in rows] == [second["_id"], first["_id"]]


@pytest.mark.parametrize("way", TWO_WAYS, indirect=True)
def test_what_is_typed_on_the_page_of_a_row_survives_the_switch_of_language(page, plan, language):
    page.locator("button[name=_add]").click()
    row = page.url
    fill(page, "title", "Кітапхана")
    other = {"kk": "ru", "ru": "kk"}[language]
    page.locator(f"button[name=_language][value={other}]").first.click()
    expect(page).to_have_url(row.replace(f"/{language}/", f"/{other}/"))
    expect(page.locator("main [name$='/title']")).to_have_value("Кітапхана")
