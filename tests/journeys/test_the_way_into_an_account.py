"""S3: signing up, confirming, signing in, a forgotten password; each leads back to the grant."""

import re

import pytest
from playwright.sync_api import expect

from tests.cast import PASSWORD
from tests.journeys.backstage import new_name
from tests.journeys.person import Person

NEW_PASSWORD = "Zhana-Kilt9"


@pytest.fixture
def newcomer(page, language):
    return Person(page, language, f"{new_name()}@people.example")


@pytest.fixture
def grant(language, call):
    return f"/{language}/calls/{call}/apply/"


def test_a_password_against_the_rule_is_explained_and_the_rest_of_the_form_stays(page, newcomer, grant, language):
    page.goto(f"/{language}/accounts/signup/?next={grant}")
    newcomer.ask_for_account("көпырақ12")
    newcomer.send()
    expect(page.locator(".error-summary a")).to_have_count(1)
    expect(page.locator(".error-summary")).to_contain_text({"kk": "Бас әріп", "ru": "заглавную букву"}[language])
    expect(page.locator("[name=full_name]")).to_have_value("Айгерім Сәрсенқызы")
    expect(page.locator("[name=email]")).to_have_value(newcomer.address)
    expect(page.locator("[name=password1]")).to_have_value("")
    assert page.title().startswith({"kk": "Қате", "ru": "Ошибка"}[language])


def test_an_account_works_once_it_is_confirmed_and_leads_straight_back_to_the_grant(stack, page, newcomer, grant):
    page.goto(grant)
    page.locator("main a[href*='signup']").first.click()
    newcomer.ask_for_account()
    newcomer.send()
    expect(page.locator("main")).to_contain_text(newcomer.address)
    page.goto(grant)
    expect(page).to_have_url(re.compile("/accounts/login/"))
    newcomer.sign_in()
    expect(page).to_have_url(re.compile("/accounts/confirm-email/"))
    newcomer.confirm(stack)
    expect(page).to_have_url(re.compile(f"{grant}$"))


def test_confirming_on_another_device_leads_to_signing_in_and_then_to_the_grant(
    stack, page, newcomer, grant, open_browser
):
    page.goto(grant)
    page.locator("main a[href*='signup']").first.click()
    newcomer.ask_for_account()
    newcomer.send()
    elsewhere = Person(open_browser(newcomer.language), newcomer.language, newcomer.address)
    elsewhere.confirm(stack)
    expect(elsewhere.page).to_have_url(re.compile("/accounts/login/"))
    elsewhere.sign_in()
    expect(elsewhere.page).to_have_url(re.compile(f"{grant}$"))


def test_a_forgotten_password_is_replaced_through_a_letter(stack, page, newcomer, grant, language):
    newcomer.sign_up(stack, grant)
    page.context.clear_cookies()
    page.goto(grant)
    newcomer.sign_in("Zhadyma-Tuspedi1")
    expect(page.locator(".error-summary")).to_be_visible()
    page.locator("main a[href*='password/reset']").click()
    page.locator("[name=email]").fill(newcomer.address)
    newcomer.send()
    newcomer.follow(stack.letter_to(newcomer.address, saying="password/reset/key"))
    page.locator("[name=password1]").fill("qysqa")
    newcomer.send()
    expect(page.locator(".error-summary")).to_be_visible()
    page.locator("[name=password1]").fill(NEW_PASSWORD)
    newcomer.send()
    expect(page).to_have_url(re.compile(f"{grant}$"))
    page.context.clear_cookies()
    page.goto(grant)
    newcomer.sign_in(PASSWORD)
    expect(page.locator(".error-summary")).to_be_visible()
    newcomer.sign_in(NEW_PASSWORD)
    expect(page).to_have_url(re.compile(f"{grant}$"))


def test_the_sign_in_button_stands_beside_the_languages_and_leads_back_here(page, newcomer, stack, call, language):
    newcomer.sign_up(stack, f"/{language}/applications/")
    page.context.clear_cookies()
    page.goto(f"/{language}/calls/{call}/")
    button = page.locator("header a[href*='login']")
    switch = page.locator("header .languages").bounding_box()
    assert abs(button.bounding_box()["y"] - switch["y"]) < 24
    assert button.bounding_box()["x"] > switch["x"]
    button.click()
    newcomer.sign_in()
    expect(page).to_have_url(re.compile(f"/{language}/calls/{call}/$"))
    expect(page.locator("header a[href*='login']")).to_have_count(0)
