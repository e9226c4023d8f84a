"""Pictures of the pages that matter, for looking at them; run by hand, into the folder SCREENSHOTS (./screenshots):

make test ARGS=tests/journeys/screenshots.py
"""

import os
from pathlib import Path

import pytest
from PIL import Image

from accounts.models import Role
from tests.journeys import scenes
from tests.journeys.conftest import arrived, hand_session
from tests.journeys.writing import Writer

FOLDER = Path(os.environ.get("SCREENSHOTS", "screenshots"))
FIRST_HALF = 6  # sections that are filled in


@pytest.fixture(params=[("kk", 360), ("kk", 1280), ("ru", 360), ("ru", 1280)], ids=lambda way: f"{way[0]}-{way[1]}")
def shoot(request, open_browser):
    """`shoot(name, path)` opens a page and takes its whole picture."""
    language, width = request.param
    page = open_browser(language, width, theme=os.environ.get("THEME", "light"))
    FOLDER.mkdir(exist_ok=True, parents=True)

    def one(name, path=None):
        if path:
            page.goto(path)
        page.screenshot(path=FOLDER / f"{name}-{language}-{width}.png", full_page=True)

    one.page, one.language = page, language
    return one


def test_pages_of_a_visitor(shoot, program):
    start = f"/{shoot.language}/"
    shoot("home", start)
    shoot("programs", f"{start}programs/")
    shoot("program", f"{start}programs/{program.program.slug}/")
    shoot("call", f"{start}calls/{program.call.slug}/")
    shoot("sign-in", f"{start}accounts/login/?next={start}applications/")
    shoot("sign-up", f"{start}accounts/signup/")
    shoot("not-found", f"{start}nowhere/")


def test_pages_of_an_applicant(shoot, backstage, program):
    page, language, form = shoot.page, shoot.language, program.forms["application"]
    person = arrived(backstage, page, language)
    shoot("apply", f"/{language}/calls/{program.call.slug}/apply/")
    writer = Writer(language)
    answers = {section.key: writer.posted(section) for section in form.fillable[:FIRST_HALF]}
    number = backstage(scenes.begun, program.call.slug, person.address, answers)
    start = f"/{language}/applications/{number}"
    for section in form.fillable[:4]:
        shoot(f"section-{section.key}", f"{start}/application/{section.key}/")
    last = form.fillable[-2]
    page.goto(f"{start}/application/{last.key}/")
    page.locator("button[name=_add]").first.click()
    person.fill_section(last)
    page.locator("main input[inputmode=numeric]").last.fill("көп")
    page.locator("main button[name=_save]").click()
    shoot("section-with-errors")
    shoot("attachments", f"{start}/application/{form.fillable[-1].key}/")
    shoot("check", f"{start}/application/check/")
    shoot("home-with-draft", f"/{language}/")
    shoot("profile", f"/{language}/accounts/profile/")


def test_pages_after_sending(shoot, backstage, call, program):
    page, language = shoot.page, shoot.language
    person = arrived(backstage, page, language)
    number = backstage(scenes.submitted, call, person.address)
    backstage(scenes.begun, program.call.slug, person.address, {})
    shoot("applications", f"/{language}/applications/?submitted={number}")
    shoot("application", f"/{language}/applications/{number}/")
    shoot("withdraw", f"/{language}/applications/{number}/withdraw/")


def test_pages_of_staff(shoot, backstage, call):
    page, language = shoot.page, shoot.language
    hand_session(page, backstage(scenes.staff, call, Role.OWNER, language))
    address, _session = backstage(scenes.account, language)
    number = backstage(scenes.submitted, call, address)
    page.goto("/admin/cases/")
    if page.locator("html").get_attribute("lang") != language:
        page.locator("header .languages button").click()
    shoot("cases", "/admin/cases/")
    shoot("dossier", f"/admin/cases/{number}/")
    page.locator("form[action$='/review/'] button").first.click()
    shoot("decide", f"/admin/cases/{number}/decide/")
    page.locator("[name=verdict][value=award]").check()
    page.locator("[name=reason]").fill("Жобаңыз ұнады.")
    page.locator("main form button[type=submit]").last.click()
    shoot("dossier-decided")
    shoot("publish", f"/admin/cases/publish/?case={number}")
    shoot("admin", "/admin/")


STORY = {
    "problem": "Шалғай ауылдағы жастар ауданда қабылданған шешімді көршісінен немесе мессенджерден естиді. Бюджеттің қалай "
    "жұмсалғанын, қай жолдың қашан жөнделетінін тексеріп жазатын журналист жоқ.",
    "evidence": "2026 жылдың көктемінде үш ауылдың 214 тұрғынынан сауалнама алдық: 171-і соңғы айда өз ауданы туралы "
    "тексерілген бірде-бір материал оқымаған.",
}


def test_the_section_that_the_readme_shows(open_browser, backstage, program):
    page, form = open_browser("kk", 1280), program.forms["application"]
    page.set_viewport_size({"width": 1280, "height": 860})
    person = arrived(backstage, page, "kk")
    writer = Writer("kk")
    section = next(section for section in form.fillable if [q.kind for q in section.questions[:2]] == ["long_text"] * 2)
    before = form.fillable[: form.fillable.index(section)]
    number = backstage(
        scenes.begun, program.call.slug, person.address, {part.key: writer.posted(part) for part in before}
    )
    page.goto(f"/kk/applications/{number}/application/{section.key}/")
    for question, text in zip(section.questions, STORY.values(), strict=False):
        page.locator(f"[name={question.key}]").fill(text)
    page.screenshot(path=FOLDER / "section.png")
    Image.open(FOLDER / "section.png").quantize(256, dither=Image.Dither.NONE).save(
        FOLDER / "section.png", optimize=True
    )
