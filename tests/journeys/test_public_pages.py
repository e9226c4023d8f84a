"""What anyone sees: nothing that keeps a person out, and nothing that needs a script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect


@pytest.mark.parametrize(
    ("language", "width", "theme"),
    [("kk", 360, "dark"), ("kk", 1280, "light"), ("ru", 360, "light"), ("ru", 1280, "dark")],
)
def test_axe_finds_nothing(browser, stack, program, language, width, theme):
    paths = [
        "",
        "?q=жоқсөз",
        "programs/",
        f"programs/{program.program.slug}/",
        f"calls/{program.call.slug}/",
        "accounts/login/",
        "accounts/signup/",
        "accounts/password/reset/",
        "nowhere/",
    ]
    context = browser.new_context(
        base_url=stack.url, viewport={"width": width, "height": 800}, color_scheme=theme, reduced_motion="reduce"
    )
    page = context.new_page()
    found = []
    for path in paths:
        page.goto(f"/{language}/{path}")
        faults = Axe().run(page).response["violations"]
        found += [(path, fault["id"], fault["nodes"][0]["html"]) for fault in faults]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()
    assert not found


def test_the_theme_is_kept_with_and_without_a_script(page, program, way):
    language = way[0]
    page.goto(f"/{language}/calls/{program.call.slug}/")
    page.locator("form.theme button[value=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page).to_have_url(re.compile(rf"/{language}/calls/{program.call.slug}/$"))
    page.goto(f"/{language}/programs/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("form.theme button[value=dark]")).to_have_attribute("aria-pressed", "true")
    page.locator("form.theme button[value=system]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "system")


def test_the_menu_opens_without_a_script_and_closes_on_escape_with_one(page, program, way):
    language, _width, javascript = way
    page.goto(f"/{language}/")
    page.locator("details.menu > summary").click()
    expect(page.locator(".menu-panel")).to_be_visible()
    if javascript:
        page.keyboard.press("Escape")
        expect(page.locator(".menu-panel")).to_be_hidden()
        expect(page.locator("details.menu > summary")).to_be_focused()


def test_the_search_finds_a_call_by_words_typed_without_kazakh_letters(page, program, language):
    page.goto(f"/{language}/")
    page.locator("#q").fill("КОРШИЛЕР")
    page.keyboard.press("Enter")
    expect(page.locator(".calls > li")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?q="))


def test_the_first_visit_is_light(browser, stack, program):
    """Under 100 kB, as sent."""
    context = browser.new_context(base_url=stack.url)
    page = context.new_page()
    sent = []
    page.on(
        "requestfinished",
        lambda request: sent.append(sum(request.sizes()[part] for part in ("responseBodySize", "responseHeadersSize"))),
    )
    page.goto("/kk/", wait_until="networkidle")
    context.close()
    assert sum(sent) < 100_000


def test_nothing_is_refused_by_the_security_policy(page, program, language):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    for path in ("", "programs/", f"calls/{program.call.slug}/"):
        page.goto(f"/{language}/{path}")
    assert not complaints
