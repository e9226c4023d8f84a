"""People double-click buttons: each thing happens once, and the page is the one a single click leads to."""

import re

from playwright.sync_api import expect

from accounts.models import Role
from tests.journeys import scenes
from tests.journeys.backstage import new_name
from tests.journeys.person import Person


def test_signing_up_makes_one_account(stack, page, language, call):
    newcomer = Person(page, language, f"{new_name()}@people.example")
    page.goto(f"/{language}/accounts/signup/?next=/{language}/calls/{call}/apply/")
    newcomer.ask_for_account()
    page.locator("main form button[type=submit]").last.dblclick()
    expect(page.locator("main")).to_contain_text(newcomer.address)
    newcomer.follow(stack.letter_to(newcomer.address))
    page.locator("main form button[type=submit]").last.dblclick()
    # Without a script a browser may drop the answer to the first click, its session included: then one signs in.
    page.wait_for_load_state("networkidle")
    page.goto(f"/{language}/accounts/login/?next=/{language}/calls/{call}/apply/")
    if "/login/" in page.url:
        newcomer.sign_in()
    expect(page).to_have_url(re.compile(f"/{language}/calls/{call}/apply/$"))


def test_beginning_makes_one_application(page, person, call, backstage, language):
    page.goto(f"/{language}/calls/{call}/apply/")
    page.locator("main form button").dblclick()
    expect(page).to_have_url(re.compile("/application/applicant/$"))
    assert backstage(scenes.count_of_applications, person.address) == 1


def test_saving_goes_on_without_a_word_about_another_window(page, draft):
    page.goto(draft.at("plan"))
    page.locator("[name=idea]").fill("Шеберхана ашамыз.")
    page.locator("main button[name=_save]").dblclick()
    expect(page).to_have_url(re.compile(draft.at("steps")))
    expect(page.locator(".notice.bad")).to_have_count(0)


def test_adding_adds_one_row(page, draft):
    page.goto(draft.at("steps"))
    page.locator("button[name=_add]").dblclick()
    expect(page.locator("fieldset.row-card")).to_have_count(1)
    page.goto(draft.at("steps"))
    expect(page.locator("fieldset.row-card")).to_have_count(1)


def test_sending_sends_once(stack, page, person, filled_in):
    page.goto(filled_in.at("check"))
    page.locator("main form [type=checkbox]").check()
    page.locator("main button[name=_submit]").dblclick()
    expect(page).to_have_url(re.compile(rf"/applications/\?submitted={filled_in.number}"))
    expect(page.locator(".notice.good")).to_contain_text(filled_in.number)
    stack.letter_to(person.address, saying=filled_in.number)
    page.goto(f"/{person.language}/applications/{filled_in.number}/")
    assert sum(filled_in.number in letter["Subject"] for letter in stack.letters_to(person.address)) == 1


def test_withdrawing_is_no_fault_the_second_time(page, submitted, language):
    page.goto(f"/{language}/applications/{submitted.number}/withdraw/")
    page.locator("main form button").dblclick()
    expect(page).to_have_url(re.compile(f"/applications/{submitted.number}/$"))
    expect(page.locator(".notice.bad, .messages .error")).to_have_count(0)


def test_deciding_and_publishing_happen_once(submitted, open_desk, backstage):
    desk = open_desk(Role.MANAGER)
    desk.goto(f"/admin/cases/{submitted.number}/")
    desk.locator("form[action$='/review/'] button").first.dblclick()
    expect(desk.locator("form[action$='/review/']")).to_have_count(0)
    desk.goto(f"/admin/cases/{submitted.number}/decide/")
    desk.locator("[name=verdict][value=award]").check()
    desk.locator("[name=reason]").fill("Жобаңыз ұнады.")
    desk.locator("main form button[type=submit]").last.dblclick()
    expect(desk).to_have_url(re.compile(f"/admin/cases/{submitted.number}/$"))
    desk.goto(f"/admin/cases/publish/?case={submitted.number}")
    desk.locator("main form button[type=submit]").last.dblclick()
    expect(desk).to_have_url(re.compile(f"/admin/cases/{submitted.number}/$"))
    assert backstage(scenes.count_of_decisions, submitted.number) == 1
