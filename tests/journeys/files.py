"""Files as people attach them."""

from io import BytesIO

from playwright.sync_api import expect
from pypdf import PdfWriter


def pdf(pages=1) -> bytes:
    writer, content = PdfWriter(), BytesIO()
    for _page in range(pages):
        writer.add_blank_page(200, 200)
    writer.write(content)
    return content.getvalue()


PDF = pdf()


def as_file(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


def attach(page, question, *files):
    """Chooses files, and presses the button where there is one: with scripts they are sent at once."""
    page.locator(f"[name='{question}'][type=file]").set_input_files(list(files))
    button = page.locator(f"button[name=_attach][value='{question}']")
    if button.is_visible():
        button.click()
    arrived(page)


def arrived(page):
    """Nothing is on its way any more."""
    expect(page.locator("[data-file-queue]")).to_have_count(0)


def listed(page):
    return page.locator("[data-file-list] li")


def link_to_file(page):
    """Appears once the file is checked; without scripts the person looks again."""
    link = page.locator("[data-file-list] a").first
    for _look in range(180):  # the worker may be starting still
        if link.count():
            break
        page.wait_for_timeout(500)
        if page.locator("button[name=_attach]").first.is_visible() or not page.locator("[data-checking]").count():
            page.reload()
    return link
