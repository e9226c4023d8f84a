"""The session ends in the middle of filling in: what was typed is shown for copying, and signing in leads back."""

import re

from playwright.sync_api import expect

from tests.journeys import scenes


def test_what_was_typed_is_shown_and_signing_in_leads_back_to_the_section(page, person, draft, backstage):
    page.goto(draft.at("plan"))
    page.locator("[name=idea]").fill("Мұны ұзақ жаздым.")
    page.locator("[name=people]").fill("25")
    page.context.clear_cookies(name="sessionid")
    page.locator("main button[name=_save]").click()
    texts = page.locator("main textarea[readonly]")
    expect(texts.first).to_have_value("Мұны ұзақ жаздым.")
    page.locator("main a.button").click()
    person.sign_in()
    expect(page).to_have_url(re.compile(f"{draft.at('plan')}$"))
    page.locator("[name=idea]").fill("Мұны ұзақ жаздым.")
    page.locator("main button[name=_save]").click()
    expect(page).to_have_url(re.compile(draft.at("steps")))
    assert backstage(scenes.answers_of, draft.number, "plan")["idea"] == "Мұны ұзақ жаздым."


def test_a_page_asked_for_leads_through_signing_in_to_itself(page, person, draft):
    page.goto(draft.at("steps"))
    page.context.clear_cookies(name="sessionid")
    page.goto(draft.at("plan"))
    expect(page).to_have_url(re.compile("/accounts/login/"))
    person.sign_in()
    expect(page).to_have_url(re.compile(f"{draft.at('plan')}$"))


def test_signing_in_again_in_another_window_loses_nothing_typed_in_the_first(page, person, draft):
    """The first window's form has the token of the earlier session."""
    page.goto(draft.at("plan"))
    page.locator("[name=idea]").fill("Мұны ұзақ жаздым.")
    page.context.clear_cookies()
    other = page.context.new_page()
    other.goto(draft.at("steps"))
    type(person)(other, person.language, person.address).sign_in()
    expect(other).to_have_url(re.compile(draft.at("steps")))
    page.locator("main button[name=_save]").click()
    expect(page.locator("main textarea[readonly]").first).to_have_value("Мұны ұзақ жаздым.")
    page.locator("main a.button").click()
    expect(page).to_have_url(re.compile(draft.at("plan")))
