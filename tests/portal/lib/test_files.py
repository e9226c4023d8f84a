"""Content is judged by parsing, in bounded memory; the sentences say what is expected."""

import hashlib
import tracemalloc

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.utils import translation

from portal.lib import files
from portal.lib.exceptions import Refused
from tests import zoo

MB = 1024**2


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override(None):
        yield


def inspect(name, content, accepted=("pdf", "jpeg", "png"), limit=10 * MB):
    return files.inspect(zoo.named(name, content), accepted, limit=limit)


def refusal(*args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        inspect(*args, **kwargs)
    return str(refused.value)


@pytest.mark.parametrize(
    ("content", "mime", "extension"),
    [
        (zoo.pdf(), "application/pdf", "pdf"),
        (zoo.pdf(linearize=True), "application/pdf", "pdf"),
        (b"\xef\xbb\xbf" + zoo.pdf(), "application/pdf", "pdf"),
        (zoo.pdf() + bytes(4096), "application/pdf", "pdf"),
        (zoo.picture("JPEG"), "image/jpeg", "jpg"),
        (zoo.picture("JPEG") + b"what phones append", "image/jpeg", "jpg"),
        (zoo.picture("PNG"), "image/png", "png"),
        (zoo.office("docx"), zoo.OFFICE + "wordprocessingml.document", "docx"),
        (zoo.office("xlsx"), zoo.OFFICE + "spreadsheetml.sheet", "xlsx"),
    ],
)
def test_sound_files_are_known_by_content(content, mime, extension):
    facts = inspect("no extension", content, accepted=("pdf", "jpeg", "png", "docx", "xlsx"))
    assert (facts.mime, facts.extension, facts.size) == (mime, extension, len(content))
    assert facts.sha256 == hashlib.sha256(content).hexdigest()
    assert facts.name == f"no extension.{extension}"


def test_a_file_on_disk_is_read_there_and_left_at_its_beginning():
    content = zoo.pdf()
    with TemporaryUploadedFile("scan.pdf", "application/pdf", len(content), None) as file:
        file.write(content)
        assert files.inspect(file, ["pdf"], limit=MB).size == len(content)
        assert file.read() == content


def test_an_empty_file_is_refused():
    assert "0 bytes" in refusal("scan.pdf", b"")


def test_a_file_too_large_is_refused_with_both_sizes():
    sentence = refusal("scan.pdf", bytes(3 * MB), limit=2 * MB)
    assert "3.0" in sentence
    assert "2.0" in sentence


def test_a_file_a_little_too_large_is_told_in_bytes():
    sentence = refusal("scan.pdf", bytes(2 * MB + 1), limit=2 * MB)
    assert "2097153" in sentence.replace("\xa0", "").replace(",", "")


def test_a_file_of_exactly_the_limit_fits():
    content = zoo.pdf()
    assert inspect("scan.pdf", content, limit=len(content)).size == len(content)


@pytest.mark.parametrize(
    "content", [zoo.EXE, zoo.HTML, b"just text", zoo.office("docx"), zoo.picture("JPEG"), bytes(9)]
)
def test_what_is_only_called_pdf_is_refused(content):
    assert refusal("scan.pdf", content, accepted=["pdf"]).startswith("This is not a PDF file.")


def test_a_page_called_picture_is_refused_and_all_types_are_named():
    assert refusal("me.png", zoo.HTML).startswith("This is not a PDF, JPG or PNG file.")


def test_a_program_with_a_pdf_inside_is_no_pdf():
    assert refusal("scan.pdf", zoo.EXE[:100] + zoo.pdf()).startswith("This is not")


def test_a_type_that_is_not_accepted_here_is_refused():
    assert refusal("me.jpg", zoo.picture("JPEG"), accepted=["pdf", "png"]).startswith("This is not a PDF or PNG file.")


@pytest.mark.parametrize("part", [0.3, 0.6, 0.9, 0.98])
@pytest.mark.parametrize("content", [zoo.pdf(30), zoo.pdf(30, linearize=True)])
def test_a_pdf_cut_off_is_refused(content, part):
    assert "damaged" in refusal("scan.pdf", content[: int(len(content) * part)])


def test_what_begins_and_ends_like_a_pdf_is_refused():
    assert "damaged" in refusal("scan.pdf", b"%PDF-1.7\n" + b"junk" * 100 + b"\nstartxref\n0\n%%EOF")


def test_a_locked_pdf_is_refused_with_advice():
    assert "without a password" in refusal("scan.pdf", zoo.locked_pdf())


def test_a_pdf_that_may_be_read_by_everyone_is_accepted():
    import pikepdf

    assert inspect("scan.pdf", zoo.pdf(encryption=pikepdf.Encryption(user="", owner="x"))).extension == "pdf"


def test_a_pdf_bomb_is_refused_before_it_unpacks():
    assert "damaged" in refusal("scan.pdf", zoo.pdf_bomb(200))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_picture_cut_off_is_refused(kind, part):
    content = zoo.picture(kind)
    assert "damaged" in refusal("me.png", content[: int(len(content) * part)])


@pytest.mark.parametrize("size", [(30_000, 30_000), (10_000, 10_000), (80_000_001, 1)])
def test_a_picture_of_too_many_pixels_is_refused(size):
    assert "at most 80 million pixels" in refusal("me.png", zoo.png_of_size(*size))


@pytest.mark.parametrize(
    "made", [lambda: zoo.office(megabytes=301), lambda: zoo.office(entries=5_001), zoo.archive_with_long_directory]
)
def test_an_archive_that_unpacks_too_large_is_refused(made):
    content = made()
    tracemalloc.start()
    sentence = refusal("text.docx", content, accepted=["docx"])
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sentence.startswith("Unpacked")
    assert most < 8 * MB


def test_macros_are_refused():
    assert refusal("text.docx", zoo.office("docm"), accepted=["docx"]).startswith("This is not a DOCX file.")


def test_a_broken_document_is_refused():
    assert "damaged" in refusal("text.docx", zoo.office("docx")[:-30], accepted=["docx"])


def test_an_old_or_locked_document_is_refused_with_advice():
    sentence = refusal("text.docx", zoo.OLD_WORD, accepted=["docx", "xlsx"])
    assert "DOCX or XLSX without a password" in sentence
    assert refusal("text.doc", zoo.OLD_WORD, accepted=["pdf"]).startswith("This is not a PDF")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Жеке куәлік №5 (көшірме).pdf", "Жеке куәлік №5 (көшірме).pdf"),
        ("Ә Ғ Қ Ң Ө Ұ Ү Һ І.PDF", "Ә Ғ Қ Ң Ө Ұ Ү Һ І.PDF"),
        ("📄 құжат 👩‍🎓.pdf", "📄 құжат 👩‍🎓.pdf"),
        ("и\u0306од.pdf", "йод.pdf"),  # composed
        ("invoice\u202efdp.exe", "invoicefdp.exe.pdf"),  # bidi override
        ("a\x00b\x1b[31m.pdf", "ab[31m.pdf"),
        ("  many \t\n  spaces .pdf", "many spaces.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\scan.pdf", "scan.pdf"),
        ("..", "file.pdf"),
        (".pdf", "file.pdf"),
        ("", "file.pdf"),
        ("page.html", "page.html.pdf"),
    ],
)
def test_names_stay_the_persons_own_but_harmless(name, shown):
    assert files.safe_name(name, [".pdf"]) == shown


def test_a_very_long_name_is_cut_between_letters_and_keeps_its_end():
    name = files.safe_name("Құжат" * 60 + ".jpeg", [".jpg", ".jpeg"])
    assert name.startswith("ҚұжатҚұжат")
    assert name.endswith(".jpeg")
    assert 200 < len(name.encode()) <= 240
    assert "\ufffd" not in files.safe_name("😀" * 300, [".pdf"])
