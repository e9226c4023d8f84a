"""S7: the applicant asks for the PDF of what was sent; a worker makes it; it can be read back letter by letter."""

from io import BytesIO

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.forms import TITLES


def test_the_applicant_gets_the_pdf_from_the_worker(page, submitted, language):
    page.goto(f"/{language}/applications/{submitted.number}/")
    with page.expect_download(timeout=60_000) as download:
        page.locator("main form[action$='/pdf/'] button, main form[action*='documents'] button").click()
    content = download.value.path().read_bytes()
    assert download.value.suggested_filename == f"otinim-{submitted.number}-{language}.pdf"
    reader = PdfReader(BytesIO(content))
    text = "\n".join(sheet.extract_text() for sheet in reader.pages)
    for words in ("«Көңіл» қоры", "Ауылда көшпелі шеберхана ашамыз.", submitted.number, TITLES["plan"][language]):
        assert words in text, words
    assert reader.trailer["/Root"]["/Lang"] == language
    page.goto(f"/{language}/applications/{submitted.number}/")
    expect(page.locator("h1")).to_be_visible()
