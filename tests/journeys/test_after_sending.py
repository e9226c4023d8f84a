"""S7: the list with the current status, letters in the applicant's language, a decision nobody sees too early."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import Role
from applications.statuses import Status
from tests.journeys import scenes
from tests.journeys.stack import text_of
from tests.journeys.words import called

REASON = {"kk": "Жоспарыңыз анық әрі орындалатын.", "ru": "Ваш план ясен и выполним."}
FOUNDATION = {"kk": "Бірлік қоры", "ru": "Фонд «Бирлик»"}


def test_sending_leads_to_the_list_and_a_letter_follows(stack, page, person, filled_in, language):
    page.goto(filled_in.at("check"))
    page.locator("main form [type=checkbox]").check()
    page.locator("main button[name=_submit]").click()
    expect(page.locator(".notice.good")).to_contain_text(filled_in.number)
    card = page.locator("article", has_text=filled_in.number)
    expect(card.locator(".tag")).to_have_text(called(Status.SUBMITTED, language))
    expect(card).to_contain_text(FOUNDATION[language])
    letter = stack.letter_to(person.address, saying=filled_in.number)
    assert FOUNDATION[language] in text_of(letter)
    assert f"/{language}/applications/{filled_in.number}/" in text_of(letter)
    html = letter.get_body(("html",)).get_content()
    assert FOUNDATION[language] in html
    assert f'lang="{language}"' in html


def test_a_letter_speaks_the_applicant_s_language_whoever_acts(stack, page, person, submitted, language, open_desk):
    """Staff work in the other language; nothing is seen before the decision is published."""
    other = {"kk": "ru", "ru": "kk"}[language]
    reason = REASON[language]
    desk = open_desk(Role.MANAGER, other)
    desk.goto(f"/admin/cases/{submitted.number}/")
    desk.locator("form[action$='/review/'] button").first.click()
    desk.goto(f"/admin/cases/{submitted.number}/decide/")
    desk.locator("[name=verdict][value=refuse]").check()
    desk.locator("[name=reason]").fill(reason)
    desk.locator("main form button[type=submit]").last.click()
    for path in (f"/{language}/applications/", f"/{language}/applications/{submitted.number}/"):
        page.goto(path)
        expect(page.locator("main")).to_contain_text(called(Status.IN_SELECTION, language))
        expect(page.locator("main")).not_to_contain_text(reason)
    desk.goto(f"/admin/cases/publish/?case={submitted.number}")
    desk.locator("main form button[type=submit]").last.click()
    letter = stack.letter_to(person.address, saying=reason)
    assert FOUNDATION[language] in text_of(letter)
    assert f'lang="{language}"' in letter.get_body(("html",)).get_content()
    page.reload()
    expect(page.locator("main")).to_contain_text(reason)


@pytest.fixture
def decided(backstage, submitted):
    backstage(scenes.decided_quietly, submitted.number, "Көрінбейтін себеп")
    return submitted


def test_an_application_is_withdrawn_and_what_was_decided_stays_unknown(page, decided, language):
    page.goto(f"/{language}/applications/{decided.number}/")
    page.locator("main a[href$='/withdraw/']").click()
    page.locator("main form button").click()
    expect(page.locator("main .tag").first).to_have_text(called(Status.WITHDRAWN, language))
    expect(page.locator("main")).not_to_contain_text("Көрінбейтін себеп")
    expect(page.locator("main a[href$='/withdraw/']")).to_have_count(0)
    page.goto(f"/{language}/applications/")
    expect(page).to_have_url(re.compile("/applications/$"))
    expect(page.locator("article", has_text=decided.number).locator(".tag")).to_have_text(
        called(Status.WITHDRAWN, language)
    )
