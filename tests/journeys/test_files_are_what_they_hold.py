"""A file is judged by what it holds; one that isn't taken says why, and nothing else on the page is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.files import PDF, as_file, attach, link_to_file, listed, pdf

EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\x00" * 512
BAD = {
    "бос.pdf": b"",
    "үлкен.pdf": PDF + b"\n%" + b"0" * 1024 * 1024,
    "бағдарлама.pdf": EXE,
    "мәтін.pdf": "Бұл PDF емес".encode(),
}


@pytest.fixture
def section(page, draft):
    page.goto(draft.at("papers"))
    return page


def test_files_that_are_not_what_is_asked_for_are_refused_with_a_reason(section, draft):
    for name, content in BAD.items():
        attach(section, "charter", as_file(name, content))
        expect(section).to_have_url(re.compile(draft.at("papers")))
        expect(section.locator("#q-charter-error")).to_contain_text(name)
        expect(listed(section)).to_have_count(0)
    section.reload()
    expect(section.locator("#q-charter-error")).to_have_count(0)


def test_one_bad_file_does_not_keep_out_a_good_one(section):
    attach(section, "charter", as_file("бағдарлама.pdf", EXE), as_file("жарғы.pdf", PDF))
    expect(listed(section)).to_contain_text("жарғы.pdf")
    expect(section.locator("#q-charter-error")).to_contain_text("бағдарлама.pdf")


def test_a_file_is_attached_read_again_and_removed(section, draft):
    attach(section, "charter", as_file("жарғы.pdf", PDF))
    link = link_to_file(section)
    expect(link).to_contain_text("жарғы.pdf")
    answer = section.request.get(link.get_attribute("href"))
    assert answer.body().startswith(b"%PDF")
    assert "attachment" in answer.headers["content-disposition"]
    section.locator("button[name=_detach]").click()
    expect(listed(section)).to_have_count(0)
    assert section.request.get(answer.url).status == 404


def test_save_takes_a_chosen_file_along(section, draft):
    section.locator("[name=charter]").set_input_files(as_file("жарғы.pdf", PDF))
    section.locator("main button[name=_save]").click()
    expect(section).to_have_url(re.compile(draft.at("check")))
    expect(section.locator("main")).to_contain_text("жарғы.pdf")


def test_no_more_files_than_fit(section):
    attach(section, "charter", *(as_file(f"{pages}.pdf", pdf(pages)) for pages in (1, 2)))
    expect(listed(section)).to_have_count(2)
    expect(section.locator("[name=charter]")).to_be_hidden()
