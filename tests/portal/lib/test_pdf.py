"""PDFs look the same everywhere: our fonts, nothing from the network or the disk, the same bytes each time."""

import io
import socket

import pytest
from django.core.exceptions import SuspiciousFileOperation
from pypdf import PdfReader

from portal.lib import pdf

LETTERS = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі"
FONTS = """<style>
@font-face { font-family: Ours; src: url(font:upright); font-weight: 100 900; }
@font-face { font-family: Ours; src: url(font:italic); font-weight: 100 900; font-style: italic; }
html { font-family: Ours; }
</style>"""


def page(body, head=FONTS):
    return f'<!doctype html><html lang="kk"><head><title>Өтінім</title>{head}</head><body>{body}</body></html>'


def read(content):
    return PdfReader(io.BytesIO(content))


def fonts(reader):
    return {font["/BaseFont"] for page in reader.pages for font in page["/Resources"]["/Font"].values()}


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a document asked the network")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_kazakh_letters_and_signs_can_be_read_back():
    text = read(pdf.from_html(page(f"<p>{LETTERS} 1 500 000 ₸ № «»</p>"))).pages[0].extract_text()
    assert LETTERS in text
    assert "₸ № «»" in text


def test_every_weight_comes_from_our_own_fonts():
    made = pdf.from_html(page(f"<p>{LETTERS} <b>{LETTERS} <i>{LETTERS}</i></b> <i>{LETTERS}</i></p>"))
    assert {name.partition("+")[2] for name in fonts(read(made))} == {
        "Ours", "Ours-Bold", "Ours-Italic", "Ours-Bold-Italic",
    }  # fmt: skip


def test_the_same_page_gives_the_same_bytes():
    html = page('<p>Өтінім <b>№ 1</b></p><div style="background: url(static:icons/horns.svg); height: 1cm"></div>')
    assert pdf.from_html(html) == pdf.from_html(html)


def test_the_pdf_is_tagged_and_says_its_language_and_title():
    reader = read(pdf.from_html(page("<h1>Өтінім</h1>")))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "kk"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "Өтінім"


@pytest.mark.parametrize(
    "body",
    [
        '<img alt="x" src="http://192.0.2.1/x.png">',
        '<img alt="x" src="https://192.0.2.1/x.png">',
        '<img alt="x" src="ftp://192.0.2.1/x.png">',
        '<img alt="x" src="file:///etc/hostname">',
        '<link rel="stylesheet" href="http://192.0.2.1/x.css">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<style>@import "file:///etc/hostname"; p { background: url(//192.0.2.1/x.png) }</style>',
        '<object data="file:///etc/hostname"></object>',
        '<svg><image href="file:///etc/hostname"/></svg>',
        '<base href="file:///etc/"><img alt="x" src="hostname">',
    ],
)
def test_nothing_is_loaded_from_elsewhere(no_network, body):
    reader = read(pdf.from_html(page(f"<p>Сөз</p>{body}")))
    assert "Сөз" in reader.pages[0].extract_text()
    assert not reader.attachments


@pytest.mark.parametrize(
    "url",
    ["static:../portal/settings.py", "static:css/base.css", "static:/etc/hosts.svg", "font:../x", "font:", "", "x.svg"],
)
def test_addresses_that_are_not_ours_have_no_file(url):
    with pytest.raises((ValueError, SuspiciousFileOperation), match=r".+"):
        pdf.asset(url)


def test_data_in_the_page_itself_may_be_shown():
    dot = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    assert read(pdf.from_html(page(f'<img alt="dot" src="{dot}">'))).pages[0].images
