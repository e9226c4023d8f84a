"""Files are sent as they are chosen, while the person goes on writing; without scripts, with the section's buttons."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import both, published_call
from tests.journeys import forms, scenes
from tests.journeys.files import PDF, arrived, as_file, attach, link_to_file, listed, pdf
from tests.journeys.person import Draft
from tests.zoo import EXE

PHONE, DESK = [("kk", 360, True)], [("ru", 1280, False)]
PAPERS = {
    "key": "papers",
    "title": forms.TITLES["papers"],
    "questions": [
        {"key": "story", "kind": "text", "label": both("Қысқаша мазмұны", "Коротко о главном")},
        {
            "key": "scans",
            "kind": "file",
            "label": both("Құжаттардың көшірмелері", "Копии документов"),
            "hint": both("Әр бетін анық түсіріңіз.", "Снимите каждую страницу чётко."),
            "files": {"max": 3, "each": "2 MB"},
        },
        {
            "key": "shops",
            "kind": "table",
            "label": both("Дүкендер", "Магазины"),
            "row_title": both("Дүкен", "Магазин"),
            "columns": [
                {"key": "name", "kind": "text", "label": both("Атауы", "Название")},
                {"key": "lease", "kind": "file", "label": both("Жалдау шарты", "Договор аренды"), "accept": ["pdf"]},
            ],
        },
    ],
}


@pytest.fixture(scope="module")
def call(backstage):
    sections = [section for section in forms.FORMS["application"]["sections"] if section["key"] != "papers"]
    form = forms.FORMS["application"] | {"sections": [*sections[:-1], PAPERS, sections[-1]]}
    return backstage(lambda: published_call(forms={"application": form}).slug)


@pytest.fixture
def section(page, backstage, person, call):
    draft = Draft(backstage(scenes.begun, call, person.address), person.language)
    page.goto(draft.at("papers"))
    return page


class Slow:
    """A connection on which what is sent waits until it is let through."""

    def __init__(self, page):
        self.waiting, self.is_open = [], False
        page.route("**/papers/", self._on)

    def _on(self, route):
        if route.request.method == "POST" and not self.is_open:
            self.waiting.append(route)
        else:
            route.continue_()

    def let_through(self):
        self.is_open = True
        for route in self.waiting:
            route.continue_()

    def drop(self):
        self.is_open = True
        self.waiting.clear()


@pytest.mark.parametrize("way", PHONE, indirect=True)
def test_a_file_arrives_while_the_person_writes_and_saves(section):
    slow = Slow(section)
    section.locator("[name=scans]").set_input_files([as_file("бірінші.pdf", PDF), as_file("екінші.pdf", pdf(2))])
    pending = section.locator("[data-file-queue] li")
    expect(pending).to_have_count(2)
    expect(pending.first.locator("progress")).to_be_visible()
    section.locator("[name=story]").fill("Әзірге жазып отырмын")
    slow.let_through()
    arrived(section)
    expect(listed(section)).to_have_count(2)
    expect(section.locator("[name=story]")).to_have_value("Әзірге жазып отырмын")
    expect(listed(section).first.locator("a")).to_contain_text("бірінші.pdf")
    section.locator("main button[name=_save]").click()
    expect(section.locator("[name=story]")).to_have_count(0)  # on the next section: no other window is spoken of
    section.go_back()
    section.reload()
    expect(listed(section)).to_have_count(2)
    expect(section.locator("[name=story]")).to_have_value("Әзірге жазып отырмын")


@pytest.mark.parametrize("way", PHONE, indirect=True)
def test_sending_is_cancelled_and_what_is_refused_is_said_beside_the_field(section):
    slow = Slow(section)
    section.locator("[name=scans]").set_input_files(as_file("ұзақ.pdf", PDF))
    section.locator("[data-file-queue] button").click()
    arrived(section)
    expect(listed(section)).to_have_count(0)
    slow.drop()
    section.locator("[name=scans]").set_input_files([as_file("бағдарлама.pdf", EXE), as_file("шарт.pdf", PDF)])
    arrived(section)
    expect(section.locator("#q-scans-error")).to_contain_text("бағдарлама.pdf")
    expect(listed(section)).to_have_count(1)
    section.locator("[name=scans]").set_input_files(as_file("үлкен.pdf", PDF + bytes(3 * 2**20)))
    expect(section.locator("#q-scans-error")).to_have_text(re.compile("үлкен.pdf.*2.МБ"))
    section.locator("button[name=_detach]").click()
    expect(listed(section)).to_have_count(0)


@pytest.mark.parametrize("way", [*PHONE, *DESK], indirect=True)
def test_files_of_rows_go_with_their_rows(section):
    section.locator("button[name=_add]").click()
    name = section.locator("[name$='/lease'][type=file]").get_attribute("name")
    attach(section, name, as_file("шарт.pdf", PDF))
    expect(listed(section)).to_have_count(1)
    href = link_to_file(section).get_attribute("href")
    assert section.request.get(href).status == 200
    section.locator("button[name=_copy]").click()
    expect(section.locator("fieldset.row-card")).to_have_count(2)
    expect(listed(section)).to_have_count(1)
    section.locator("button[name=_remove]").first.click()
    expect(section.locator("fieldset.row-card")).to_have_count(1)
    expect(listed(section)).to_have_count(0)
    assert section.request.get(href).status == 404


@pytest.mark.parametrize("way", DESK, indirect=True)
def test_without_scripts_the_buttons_do_the_same(section):
    section.locator("[name=story]").fill("Пишу")
    attach(section, "scans", as_file("бірінші.pdf", PDF), as_file("жаман.pdf", EXE))
    expect(listed(section)).to_have_count(1)
    expect(section.locator("#q-scans-error")).to_contain_text("жаман.pdf")
    expect(section.locator("[name=story]")).to_have_value("Пишу")
    expect(listed(section).locator(".state")).to_be_visible()
