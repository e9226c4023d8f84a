"""A question that is searched in a reference list: while typing, with the keyboard alone, and without JavaScript."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from programs.models import ReferenceList
from tests.factories import both, published_call
from tests.journeys import scenes
from tests.journeys.person import Draft
from tests.programs.fields.specimens import load_places

LABEL = both("Елді мекен", "Населённый пункт")
FORMS = {
    "application": {
        "sections": [
            {
                "key": "where",
                "title": both("Қайда?", "Где?"),
                "questions": [
                    {
                        "key": "region",
                        "kind": "reference",
                        "list": "places",
                        "level": 1,
                        "label": both("Облыс", "Область"),
                    },
                    {"key": "place", "kind": "reference", "list": "places", "under": "region", "label": LABEL},
                    {"key": "home", "kind": "address", "list": "places", "label": both("Мекенжай", "Адрес")},
                ],
            },
            {"key": "confirm", "title": both("Растау", "Подтверждение"), "summary": True},
        ]
    }
}
IN_RUSSIAN = "село Карабулак (Ордабасинский район, Туркестанская область)"
IN_KAZAKH = "Қарабұлақ ауылы (Ордабасы ауданы, Түркістан облысы)"
with_script = pytest.mark.parametrize("way", [("ru", 360, True)], indirect=True, ids=["js"])
without_script = pytest.mark.parametrize("way", [("kk", 360, False)], indirect=True, ids=["nojs"])


@pytest.fixture(scope="module")
def searching(backstage):
    """The slug of a call whose form searches in a list."""

    def make():
        if not ReferenceList.objects.filter(key="places").exists():
            load_places()
        return published_call(organization="birlik-places", forms=FORMS).slug

    return backstage(make)


@pytest.fixture
def page_of_draft(backstage, person, page, searching):
    made = Draft(backstage(scenes.begun, searching, person.address, {}), person.language)
    page.goto(made.at("where"))
    return made


@with_script
def test_an_item_is_found_while_typing_and_chosen_with_the_keyboard(page, page_of_draft, backstage):
    region, place = page.locator("#q-region"), page.locator("#q-place")
    region.press_sequentially("турки")
    expect(page.locator("#q-region-list li")).to_have_count(1)
    expect(region).to_have_attribute("aria-expanded", "true")
    region.press("ArrowDown")
    region.press("Enter")
    expect(region).to_have_value("Туркестанская область")
    place.press_sequentially("карабулк")  # with a slip
    expect(page.locator("#q-place-list li")).to_have_text([re.compile("Карабулак")] * 2)
    place.press("ArrowUp")
    expect(page.locator("#q-place-list [aria-selected=true]")).to_have_attribute("id", "q-place-list-1")
    expect(place).to_have_attribute("aria-activedescendant", "q-place-list-1")
    assert Axe().run(page).response["violations"] == []
    place.press("Escape")
    expect(page.locator("#q-place-list")).to_be_hidden()
    place.press("ArrowDown")
    page.locator("#q-place-list li", has_text="Ордабасинский").click()
    expect(place).to_have_value(IN_RUSSIAN)
    page.locator("main button[name=_save]").click()
    expect(page).to_have_url(re.compile(page_of_draft.at("check")))
    values = backstage(scenes.answers_of, page_of_draft.number, "where")
    assert (values["region"]["code"], values["place"]["code"]) == ("61", "611130")


@with_script
def test_only_what_belongs_to_the_answer_above_is_offered(page, page_of_draft):
    page.locator("#q-region").fill("Астана")
    page.locator("#q-region-list li").click()
    page.locator("#q-place").fill("карабулак")
    expect(page.locator("#q-place ~ [role=listbox]")).to_be_hidden()
    expect(page.locator(".told").nth(1)).not_to_be_empty()


@without_script
def test_without_a_script_the_page_offers_what_it_found(page, page_of_draft, backstage):
    page.locator("#q-region").fill("түркістан ОБЛЫСЫ")  # an exact title is taken at once
    page.locator("#q-place").fill("карабулак")
    page.locator("button[name=_search][value=place]").click()
    expect(page).to_have_url(re.compile("#q-place"))
    expect(page.locator("#q-region")).to_have_value("Түркістан облысы")
    expect(page.locator(".hits .option")).to_have_count(2)
    page.get_by_label(IN_KAZAKH).check()
    page.locator("main button[name=_save]").click()
    expect(page).to_have_url(re.compile(page_of_draft.at("check")))
    expect(page.locator("main")).to_contain_text(IN_KAZAKH)
    assert backstage(scenes.answers_of, page_of_draft.number, "where")["place"]["code"] == "611130"
