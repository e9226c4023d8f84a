"""Files as people attach them."""

from io import BytesIO

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
