"""The same section in two windows: nothing that was typed in either is lost, and the person sees both."""

import re

from playwright.sync_api import expect

from tests.journeys import scenes
from tests.journeys.files import PDF, as_file, attach, listed


def save(page):
    page.locator("main button[name=_save]").click()


def both_windows(page, address):
    other = page.context.new_page()
    for window in (page, other):
        window.goto(address)
    return page, other


def test_both_texts_are_shown_and_the_person_decides(page, draft, backstage):
    first, second = both_windows(page, draft.at("plan"))
    first.locator("[name=idea]").fill("Бірінші терезеде жазылған")
    save(first)
    second.locator("[name=idea]").fill("Екінші терезеде жазылған")
    second.locator("[name=people]").fill("25")
    save(second)
    expect(second.locator(".notice.bad")).to_be_visible()
    expect(second.locator("[name=idea]")).to_have_value("Екінші терезеде жазылған")
    expect(second.locator("#q-idea-stored")).to_contain_text("Бірінші терезеде жазылған")
    assert backstage(scenes.answers_of, draft.number, "plan")["idea"] == "Бірінші терезеде жазылған"
    save(second)
    expect(second).to_have_url(re.compile(draft.at("steps")))
    stored = backstage(scenes.answers_of, draft.number, "plan")
    assert (stored["idea"], stored["people"]) == ("Екінші терезеде жазылған", 25)


def test_rows_of_both_windows_stay(page, draft, backstage):
    first, second = both_windows(page, draft.at("steps"))
    for window, text in ((first, "Бірінші терезенің қадамы"), (second, "Екінші терезенің қадамы")):
        add = window.locator("button[name=_add]")
        row = add.get_attribute("value")
        add.click()
        window.locator(f"[name='{row}/step']").fill(text)
        save(window)
        if draft.at("steps") in window.url:
            expect(window.locator("fieldset.row-card")).to_have_count(2)
            save(window)
    rows = backstage(scenes.answers_of, draft.number, "steps")["steps"]
    assert {row["step"] for row in rows} == {"Бірінші терезенің қадамы", "Екінші терезенің қадамы"}


def test_a_file_chosen_in_the_window_that_was_late_is_kept(page, draft):
    first, second = both_windows(page, draft.at("papers"))
    for window, name in ((first, "бірінші.pdf"), (second, "екінші.pdf")):
        attach(window, "charter", as_file(name, PDF + name.encode()))
    page.goto(draft.at("papers"))
    expect(listed(page)).to_have_count(2)


def test_answers_changed_in_another_window_are_shown_before_they_are_sent(page, filled_in, backstage):
    check, section = page, page.context.new_page()
    check.goto(filled_in.at("check"))
    section.goto(filled_in.at("plan"))
    section.locator("[name=idea]").fill("Басқа ой келді.")
    save(section)
    check.locator("main form [type=checkbox]").check()
    check.locator("main button[name=_submit]").click()
    expect(check).to_have_url(re.compile(filled_in.at("check")))
    expect(check.locator("main")).to_contain_text("Басқа ой келді.")
    assert not backstage(scenes.is_submitted, filled_in.number)
    check.locator("main button[name=_submit]").click()
    expect(check).to_have_url(re.compile("submitted="))


def test_going_back_after_a_save_shows_what_is_stored_and_saves_again(page, draft):
    page.goto(draft.at("plan"))
    page.locator("[name=idea]").fill("Бірінші жазғаным")
    save(page)
    expect(page).to_have_url(re.compile(draft.at("steps")))
    page.go_back()
    expect(page.locator("[name=idea]")).to_have_value("Бірінші жазғаным")
    page.locator("[name=idea]").fill("Екінші жазғаным")
    save(page)
    expect(page).to_have_url(re.compile(draft.at("steps")))
    page.goto(draft.at("plan"))
    expect(page.locator("[name=idea]")).to_have_value("Екінші жазғаным")
