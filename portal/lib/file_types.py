"""What a file is and whether it opens. Everything here reads hostile files in bounded memory."""

import logging
import zipfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import IO

from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.lib.exceptions import Refused

logger = logging.getLogger(__name__)

CHUNK = 64 * 1024
MEGABYTE = 1024**2
MOST_PIXELS = 80_000_000  # a sheet of A3 scanned at 600 dpi has 70 million
MOST_DECODED = 64 * MEGABYTE  # of one stream of a PDF that has to be decoded to find its pages
MOST_DIRECTORY = 2 * MEGABYTE  # the table of contents of a zip archive
MOST_ENTRIES = 5_000
MOST_UNPACKED = 300 * MEGABYTE

OFFICE = "application/vnd.openxmlformats-officedocument."
DAMAGED_PICTURE = gettext_lazy(
    "This picture is damaged and can't be shown. Take or scan it once more, then attach it again."
)
DAMAGED_PDF = gettext_lazy("This PDF is damaged and can't be opened. Save or scan it once more, then attach it again.")
DAMAGED_OFFICE = gettext_lazy(
    "This file is damaged and can't be opened. Open it on your device, save it once more, then attach it again."
)


@dataclass(frozen=True)
class FileType:
    spoken: str
    mime: str
    suffixes: tuple[str, ...]
    check: Callable[[IO[bytes]], None]  # raises Refused when the file can't be opened


def type_of(file: IO[bytes], expected: Collection[str]) -> str:
    """A key of TYPES, or "" for anything else; archives are only looked into where they are expected."""
    start = head(file)
    if start.lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(b"%PDF-"):
        return "pdf"
    if start.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if start.startswith(b"PK\x03\x04") and not MAIN_PARTS.keys().isdisjoint(expected):
        return _office_type(file)
    return ""


def head(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(1024)


@contextmanager
def _or_refuse(sentence: str | Promise) -> Iterator[None]:
    """Parsers of hostile files raise whatever they like."""
    try:
        yield
    except Refused:
        raise
    except Exception as error:
        logger.info("a file was refused: %s", type(error).__name__)
        raise Refused(sentence) from error


# --- PDF ----------------------------------------------------------------------------------------------------------


@cache
def _pikepdf() -> ModuleType:
    """Takes a quarter of a second to import; the limits hold for the whole process and are off unless set."""
    import pikepdf  # noqa: PLC0415 (heavy)

    pikepdf.settings.set_qpdf_limits(
        doc_max_warnings=500,
        flate_max_memory=MOST_DECODED,
        png_max_memory=MOST_DECODED,
        tiff_max_memory=MOST_DECODED,
        run_length_max_memory=MOST_DECODED,
    )
    return pikepdf


def _check_pdf(file: IO[bytes]) -> None:
    pikepdf = _pikepdf()
    with _or_refuse(DAMAGED_PDF):
        # The parser repairs what it can; of a file that was cut off it would silently keep the first pages.
        if b"startxref" not in _end(file):
            raise ValueError("cut off")
        file.seek(0)
        try:
            with pikepdf.open(file) as pdf:
                pages = len(pdf.pages)
        except pikepdf.PasswordError as error:
            raise Refused(
                _("This PDF opens only with a password. Save it without a password, then attach it again.")
            ) from error
        if not pages:
            raise ValueError("no pages")


def _end(file: IO[bytes]) -> bytes:
    """The last kilobyte, but for what a disk or a mail program filled it up with."""
    file.seek(max(0, file.seek(0, 2) - 8 * 1024))
    return file.read().rstrip(b"\0 \r\n\t")[-1024:]


# --- Pictures -----------------------------------------------------------------------------------------------------


def _check_picture(file: IO[bytes]) -> None:
    from PIL import Image  # noqa: PLC0415 (heavy)

    file.seek(0)
    with _or_refuse(DAMAGED_PICTURE):
        try:
            with Image.open(file, formats=["JPEG", "PNG"]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Refused(_too_many_pixels())
                data_begin = file.tell()
                picture.verify()
                if picture.format == "JPEG" and not _has_end(file, data_begin):
                    raise ValueError("cut off")
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise Refused(_too_many_pixels()) from error


def _too_many_pixels() -> str:
    return _(
        "This picture is too large to be shown: at most %(most)d million pixels. Scan it at 300 dpi, then attach it"
        " again."
    ) % {"most": MOST_PIXELS // 10**6}


def _has_end(file: IO[bytes], begin: int) -> bool:
    """Whether a JPEG's end marker follows its data, in which it can't occur by chance (a preview before has its own).

    Pillow's `verify` doesn't look at the data of a JPEG, and decoding them would take memory by the pixel.
    """
    file.seek(begin)
    last = b""
    while chunk := file.read(CHUNK):
        if b"\xff\xd9" in last + chunk:
            return True
        last = chunk[-1:]
    return False


# --- Office -------------------------------------------------------------------------------------------------------

# A document with macros names another type.
MAIN_PARTS = {
    "docx": f'"{OFFICE}wordprocessingml.document.main+xml"'.encode(),
    "xlsx": f'"{OFFICE}spreadsheetml.sheet.main+xml"'.encode(),
}


def _office_type(file: IO[bytes]) -> str:
    """By the list of contents that every Office file carries; "" for other archives."""
    with _or_refuse(DAMAGED_OFFICE):
        _check_directory(file)
        with zipfile.ZipFile(file) as archive:
            if "[Content_Types].xml" not in archive.namelist():
                return ""
            with archive.open("[Content_Types].xml") as contents:
                listed = contents.read(MEGABYTE)
    return next((name for name, part in MAIN_PARTS.items() if part in listed), "")


def _check_directory(file: IO[bytes]) -> None:
    """Before `zipfile` reads the table of contents, which it does at once and whole."""
    # Private, but the very record that `zipfile` goes by: a reader of our own could be told something else.
    record = zipfile._EndRecData(file)  # type: ignore[attr-defined]  # noqa: SLF001
    if record is None:
        raise zipfile.BadZipFile("no end record")
    if record[zipfile._ECD_SIZE] > MOST_DIRECTORY:  # type: ignore[attr-defined]  # noqa: SLF001
        raise Refused(_unpacks_too_large())


def _check_office(file: IO[bytes]) -> None:
    with _or_refuse(DAMAGED_OFFICE), zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise Refused(_unpacks_too_large())


def _unpacks_too_large() -> str:
    return _(
        "Unpacked, this document is too large: at most %(limit)s. Make the pictures in it smaller, or save it as PDF."
    ) % {"limit": filesizeformat(MOST_UNPACKED)}


TYPES = {
    "pdf": FileType("PDF", "application/pdf", (".pdf",), _check_pdf),
    "jpeg": FileType("JPG", "image/jpeg", (".jpg", ".jpeg"), _check_picture),
    "png": FileType("PNG", "image/png", (".png",), _check_picture),
    "docx": FileType("DOCX", OFFICE + "wordprocessingml.document", (".docx",), _check_office),
    "xlsx": FileType("XLSX", OFFICE + "spreadsheetml.sheet", (".xlsx",), _check_office),
}
