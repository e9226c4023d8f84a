"""HTML to PDF: the same bytes on every machine, from our own fonts and pictures, without network and without files."""

import os
import threading
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import fontpkg_noto_sans
from django.contrib.staticfiles import finders

# Pango and fontconfig are shared by the threads of a worker, and one document at a time needs less memory.
_one_at_a_time = threading.Lock()
_FONTS = Path(fontpkg_noto_sans.__file__).parent / "files"

# What a stylesheet may name: `font:upright`, `font:italic`, `static:icons/….svg`.
FONTS = {"upright": _FONTS / "NotoSans[wdth,wght].ttf", "italic": _FONTS / "NotoSans-Italic[wdth,wght].ttf"}


def from_html(html: str) -> bytes:
    """A tagged PDF (PDF/UA-1); title, author, language and date come from the page's head."""
    weasyprint, fetcher = _weasyprint()
    with _one_at_a_time:
        pdf: bytes = weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1")
    return pdf


def asset(url: str) -> Path:
    """The file behind an address of ours; raises ValueError for every other address."""
    scheme, _, name = url.partition(":")
    if scheme == "font" and name in FONTS:
        return FONTS[name]
    found = finders.find(unquote(name)) if scheme == "static" and name.endswith(".svg") else None
    if not found:
        raise ValueError(f"documents may not load {url!r}")
    return Path(str(found))


@cache
def _weasyprint() -> tuple[Any, Any]:
    # A font cut out of a variable one bears the time of cutting otherwise (fontTools' head.modified).
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    import weasyprint  # takes more than a second
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc] # untyped
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            return URLFetcherResponse(url, asset(url).read_bytes())

    return weasyprint, Fetcher()
