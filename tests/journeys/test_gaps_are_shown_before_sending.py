"""S6: the last section shows the whole application for checking, its gaps first, and sends it once it is confirmed."""

import re

from playwright.sync_api import expect

from tests.journeys import scenes
from tests.journeys.forms import TITLES


def send(page):
    page.locator("main button[name=_submit]").click()


def test_the_gaps_are_named_and_each_leads_to_where_it_is_filled_in(page, draft, language, backstage):
    page.goto(draft.at("check"))
    expect(page.locator("#gaps > ul > li")).to_have_count(3)
    expect(page.locator("main button[name=_submit]")).to_be_enabled()
    page.locator("main form [type=checkbox]").check()
    send(page)
    expect(page).to_have_url(re.compile(draft.at("check")))
    expect(page.locator("#gaps")).to_be_visible()
    page.locator("#gaps a", has_text=TITLES["plan"][language]).click()
    page.locator("[name=idea]").fill("Шеберхана ашамыз.")
    page.locator("main button[name=_save]").click()
    page.goto(draft.at("check"))
    links = page.locator("#gaps li", has_text=TITLES["plan"][language]).locator("ul a")
    expect(links).to_have_count(3)
    links.first.click()
    expect(page).to_have_url(re.compile(rf"{draft.at('plan')}#q-people$"))
    expect(page.locator("#q-people")).to_be_in_viewport()
    assert not backstage(scenes.is_submitted, draft.number)


def test_every_answer_stands_there_with_a_way_to_change_it(page, filled_in, language):
    page.goto(filled_in.at("check"))
    main = page.locator("main")
    for text in ("«Көңіл» қоры", "Ауылда көшпелі шеберхана ашамыз.", "450\u00a0000\u00a0₸", "Құрал сатып алу"):
        expect(main).to_contain_text(text)
    expect(main).to_contain_text({"kk": "2027 ж. 1 наурыз", "ru": "1 марта 2027"}[language])
    page.locator(f"main a[href='{filled_in.at('plan')}#q-cost']").click()
    page.locator("[name=cost]").fill("300 000")
    page.locator("main button[name=_save]").click()
    page.goto(filled_in.at("check"))
    expect(page.locator("main")).to_contain_text("300\u00a0000\u00a0₸")


def test_the_tick_is_asked_for_beside_it_and_then_the_application_goes(page, filled_in):
    page.goto(filled_in.at("check"))
    expect(page.locator("#gaps")).to_have_count(0)
    send(page)
    expect(page.locator(".error-summary a")).to_have_attribute("href", "#q-truth")
    expect(page.locator("#q-truth-error")).to_be_visible()
    page.locator("main form [type=checkbox]").check()
    send(page)
    expect(page).to_have_url(re.compile(rf"/applications/\?submitted={filled_in.number}"))


def test_after_sending_nothing_can_be_changed(page, submitted):
    page.goto(submitted.at("plan"))
    expect(page).to_have_url(re.compile(f"/applications/{submitted.number}/$"))
    expect(page.locator("main")).to_contain_text("Ауылда көшпелі шеберхана ашамыз.")
