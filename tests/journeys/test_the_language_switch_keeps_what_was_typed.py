"""S1: the switch stands at the top right of every page and keeps the visitor there, with everything just typed."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import Role


@pytest.fixture
def other(language):
    return {"kk": "ru", "ru": "kk"}[language]


def press_switch(page):
    page.locator("header .languages").locator("a, button").click()


def test_the_switch_stands_at_the_top_right_of_every_page(page, way, call, person, draft):
    language, width, _javascript = way
    start = f"/{language}/"
    for path in (
        start,
        f"{start}programs/",
        f"{start}calls/{call}/",
        f"{start}applications/",
        draft.at("plan"),
        f"{start}nowhere/",
    ):
        page.goto(path)
        box = page.locator("header .languages").bounding_box()
        assert box["y"] < 80, path
        assert box["x"] > width / 4, path


def test_staff_pages_have_it_too(open_desk, call):
    desk = open_desk(Role.MANAGER)
    for path in ("/admin/", "/admin/cases/"):
        desk.goto(path)
        for language in ("ru", "kk"):
            desk.locator("header .languages").locator("a, button").click()
            expect(desk.locator("html")).to_have_attribute("lang", language)
            expect(desk).to_have_url(re.compile(path))


def test_a_half_filled_sign_up_form_keeps_name_and_address(page, language, other, call):
    page.goto(f"/{language}/accounts/signup/?next=/{language}/calls/{call}/apply/")
    page.locator("[name=full_name]").fill("Өмірбек Құралайұлы")
    page.locator("[name=email]").fill("omirbek@kongil.example")
    press_switch(page)
    expect(page).to_have_url(re.compile(f"/{other}/accounts/signup/.*next=.*{other}"))
    expect(page.locator("html")).to_have_attribute("lang", other)
    expect(page.locator("[name=full_name]")).to_have_value("Өмірбек Құралайұлы")
    expect(page.locator("[name=email]")).to_have_value("omirbek@kongil.example")


def test_a_half_filled_section_keeps_even_what_is_not_valid_yet(page, other, draft):
    page.goto(draft.at("plan"))
    page.locator("[name=idea]").fill("Әлі жазып жатырмын…")
    page.locator("[name=people]").fill("көп")
    press_switch(page)
    expect(page).to_have_url(re.compile(draft.at("plan", other)))
    expect(page.locator("[name=idea]")).to_have_value("Әлі жазып жатырмын…")
    expect(page.locator("[name=people]")).to_have_value("көп")


def test_a_new_row_is_kept(page, other, draft):
    page.goto(draft.at("steps"))
    page.locator("button[name=_add]").click()
    page.locator("[name$='/step']").fill("Құрал сатып алу")
    press_switch(page)
    expect(page).to_have_url(re.compile(draft.at("steps", other)))
    expect(page.locator("[name$='/step']")).to_have_value("Құрал сатып алу")


def test_the_tick_on_the_check_page_is_kept(page, other, filled_in):
    page.goto(filled_in.at("check"))
    page.locator("main form [type=checkbox]").check()
    press_switch(page)
    expect(page).to_have_url(re.compile(filled_in.at("check", other)))
    expect(page.locator("main form [type=checkbox]")).to_be_checked()
