"""axe on every page of an applicant and of staff, in both languages; no page is wider than its window."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from accounts.models import Role
from tests.journeys import scenes
from tests.journeys.conftest import arrived, hand_session
from tests.journeys.files import PDF, as_file, attach

AXE = Axe()
LOOKS = [("kk", 360, "dark"), ("ru", 1280, "light")]


class Examiner:
    def __init__(self, page):
        self.page = page
        self.found = []

    def visit(self, path):
        self.page.goto(path)
        self.look(path)

    def look(self, where):
        """The page as it stands."""
        for fault in AXE.run(self.page).response["violations"]:
            self.found.append((where, fault["id"], fault["nodes"][0]["html"]))
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width > self.page.viewport_size["width"]:
            self.found.append((where, "too wide", width))


@pytest.fixture(params=LOOKS, ids=lambda look: "-".join(map(str, look)))
def examiner(request, open_browser):
    language, width, theme = request.param
    examiner = Examiner(open_browser(language, width, theme=theme))
    examiner.language = language
    return examiner


def test_pages_of_filling_in(examiner, backstage, call):
    page, language = examiner.page, examiner.language
    person = arrived(backstage, page, language)
    examiner.visit(f"/{language}/calls/{call}/apply/")
    number = backstage(scenes.begun, call, person.address)
    start = f"/{language}/applications/{number}"
    examiner.visit(f"{start}/application/applicant/")
    examiner.visit(f"{start}/application/plan/")
    for name, text in {"people": "көп", "starts": "31.02.2026", "idea": "Ә" * 1200}.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("main button[name=_save]").click()
    examiner.look("wrong answers")
    examiner.visit(f"{start}/application/steps/")
    page.locator("button[name=_add]").click()
    examiner.look("a new row")
    other = page.context.new_page()
    other.goto(f"{start}/application/steps/")
    other.locator("[name$='/step']").fill("Басқа терезе")
    other.locator("main button[name=_save]").click()
    page.locator("[name$='/step']").fill("Осы терезе")
    page.locator("main button[name=_save]").click()
    examiner.look("two windows")
    examiner.visit(f"{start}/application/papers/")
    attach(page, "charter", as_file("жарғы.pdf", PDF), as_file("бос.pdf", b""))
    examiner.look("a file, and one refused")
    examiner.visit(f"{start}/application/check/")
    page.locator("main button[name=_submit]").click()
    examiner.look("gaps and a missing tick")
    page.goto(f"{start}/application/plan/")
    page.context.clear_cookies(name="sessionid")
    page.locator("main button[name=_save]").click()
    examiner.look("signed out")
    assert not examiner.found


def test_pages_of_own_applications_and_of_the_account(examiner, backstage, call):
    page, language = examiner.page, examiner.language
    person = arrived(backstage, page, language)
    for path in (
        "applications/",
        "accounts/profile/",
        "accounts/consent/",
        "accounts/password/change/",
        "accounts/logout/",
    ):
        examiner.visit(f"/{language}/{path}")
    number = backstage(scenes.submitted, call, person.address)
    backstage(scenes.begun, call, arrived(backstage, page, language).address)
    examiner.visit(f"/{language}/")
    examiner.visit(f"/{language}/calls/{call}/")
    hand_session(page, backstage(scenes.session, person.address))
    examiner.visit(f"/{language}/applications/?submitted={number}")
    examiner.visit(f"/{language}/applications/{number}/")
    examiner.visit(f"/{language}/applications/{number}/withdraw/")
    page.goto(f"/{language}/applications/{number}/")
    page.locator("main form[action$='/pdf/'] button").click()
    examiner.look("the PDF is being prepared")
    assert not examiner.found


def test_pages_of_staff(examiner, backstage, call):
    page, language = examiner.page, examiner.language
    hand_session(page, backstage(scenes.staff, call, Role.OWNER, language))
    address, _session = backstage(scenes.account, language)
    number = backstage(scenes.submitted, call, address)
    page.goto("/admin/cases/")
    if page.locator("html").get_attribute("lang") != language:
        page.locator("header .languages button").click()
    case = f"/admin/cases/{number}/"
    for path in (
        "/admin/cases/",
        f"/admin/cases/?call={call}",
        "/admin/cases/?q=жоқ",
        f"/admin/cases/review/?call={call}",
        case,
    ):
        examiner.visit(path)
    page.locator("form[action$='/review/'] button").first.click()
    examiner.visit(f"{case}decide/")
    page.locator("main form button[type=submit]").last.click()
    examiner.look("no verdict, no reason")
    page.locator("[name=verdict][value=award]").check()
    page.locator("[name=reason]").fill("Жобаңыз ұнады.")
    page.locator("main form button[type=submit]").last.click()
    examiner.look("decided, not published")
    for path in ("/admin/cases/publish/", f"/admin/cases/publish/?case={number}"):
        examiner.visit(path)
    definition = f"/admin/calls/{call}/"
    for path in (definition, f"{definition}definition/", f"{definition}preview/application/steps/"):
        examiner.visit(path)
    page.goto(f"{definition}definition/")
    page.locator("#text").fill("forms: [")
    page.locator("main form button").last.click()
    examiner.look("a definition that can't be read")
    for path in ("/admin/", "/admin/programs/call/", "/admin/accounts/membership/add/"):
        examiner.visit(path)
    page.goto("/admin/programs/call/")
    page.locator("#result_list a").first.click()
    examiner.look("a change form")
    assert not examiner.found
