"""The copy looks the same and carries nothing that acts or tells; the process that makes it can't run away."""

import io
import zipfile

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from portal.lib import cleaning
from portal.lib.cleaning import OutOfTime, Uncleanable, cleaned, pictures
from tests import zoo

PDF = "application/pdf"
DOCX = zoo.OFFICE + "wordprocessingml.document"


def copy_of(content: bytes, mime: str) -> bytes:
    with cleaned(io.BytesIO(content), mime) as copy:
        return copy.read()


def plain_pdf(content: bytes) -> bytes:
    """With nothing packed, so that what is in it can be looked for."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(buffer, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return buffer.getvalue()


def test_a_pdf_that_acts_comes_out_as_paper():
    before, after = plain_pdf(zoo.armed_pdf()), plain_pdf(copy_of(zoo.armed_pdf(), PDF))
    for word in (b"JavaScript", b"Launch", b"OpenAction", b"EmbeddedFile", b"/EF", b"SubmitForm", b"/XFA", b"GoToR",
                 b"RichMedia", b"cmd.exe", b"javascript:", b"file:"):  # fmt: skip
        assert word in before, word
        assert word not in after, word


def test_pages_links_and_fields_stay():
    with pikepdf.open(io.BytesIO(copy_of(zoo.armed_pdf(), PDF))) as pdf:
        [page] = pdf.pages
        assert [str(note.A.URI) for note in page.Annots if note.get("/A", {}).get("/URI")] == [
            "https://otinim.example/"
        ]
        assert pdf.Root.AcroForm.Fields[0].T == "name"
        assert page.Contents.read_bytes() == b"0 0 m"


def test_an_empty_password_and_what_stands_around_a_pdf_are_gone():
    locked = zoo.pdf(encryption=pikepdf.Encryption(user="", owner="secret"))
    with pikepdf.open(io.BytesIO(copy_of(b"GIF89a" + zoo.HTML + b"\n" + zoo.pdf() + zoo.HTML, PDF))) as pdf:
        assert len(pdf.pages) == 2
    assert zoo.HTML not in copy_of(zoo.pdf() + zoo.HTML, PDF)
    assert not pikepdf.open(io.BytesIO(copy_of(locked, PDF))).is_encrypted


@pytest.mark.parametrize("filters", [Name.DCTDecode, Array([Name.DCTDecode])])
def test_a_photo_in_a_pdf_forgets_its_place_too(filters):
    content = pikepdf.new()
    content.add_blank_page()
    photo = content.make_stream(
        zoo.photo(), Type=Name.XObject, Subtype=Name.Image, Width=60, Height=40, Filter=filters,
        ColorSpace=Name.DeviceRGB, BitsPerComponent=8,
    )  # fmt: skip
    content.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Im=photo))
    buffer = io.BytesIO()
    content.save(buffer)
    assert zoo.CAMERA in buffer.getvalue()
    assert zoo.CAMERA not in copy_of(buffer.getvalue(), PDF)


@pytest.mark.parametrize(("kind", "mime"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
@pytest.mark.parametrize("orientation", [1, 6, 8])
def test_a_photo_forgets_place_and_camera_and_stays_upright(kind, mime, orientation):
    original = zoo.photo(kind, orientation=orientation)
    copy = copy_of(original + b"PK\3\4 appended", mime)
    assert zoo.CAMERA in original
    assert zoo.CAMERA not in copy
    assert b"appended" not in copy
    before, after = Image.open(io.BytesIO(original)), Image.open(io.BytesIO(copy))
    assert after.tobytes() == before.tobytes()
    assert dict(after.getexif()) == ({0x0112: orientation} if orientation != 1 else {})
    assert after.getexif().get_ifd(0x8825) == {}


@pytest.mark.parametrize(
    "options", [{"progressive": True}, {"icc_profile": b"profile" * 99}, {"restart_marker_blocks": 2}]
)
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_jpegs_of_every_make_come_out_bit_for_bit(mode, options):
    buffer = io.BytesIO()
    Image.effect_noise((300, 200), 80).convert(mode).save(buffer, "JPEG", **options)
    before, after = Image.open(buffer), Image.open(io.BytesIO(pictures.stripped_jpeg(buffer.getvalue())))
    assert after.tobytes() == before.tobytes()
    assert after.info.get("icc_profile") == before.info.get("icc_profile")


def test_pngs_keep_palette_and_transparency():
    buffer = io.BytesIO()
    Image.effect_noise((30, 20), 80).convert("P").save(buffer, "PNG", transparency=3, dpi=(300, 300))
    after = Image.open(io.BytesIO(pictures.stripped_png(buffer.getvalue())))
    assert after.info["transparency"] == 3
    assert after.convert("RGBA").tobytes() == Image.open(buffer).convert("RGBA").tobytes()


def test_an_office_file_is_packed_anew_without_programs_and_hidden_addresses():
    copy = copy_of(b"#!/bin/sh\n" + zoo.armed_office(), DOCX)
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        assert not any("vba" in name.lower() for name in archive.namelist())
        assert archive.read("word/document.xml") == b"<w:document/>"
        settings = archive.read("word/_rels/settings.xml.rels")
        assert b"evil.example" not in settings
        assert b"https://otinim.example/" in settings
        assert zoo.CAMERA not in archive.read("word/media/image1.jpeg")
    assert not copy.startswith(b"#!")


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (b"%PDF-1.7 nonsense", PDF),
        (zoo.locked_pdf(), PDF),
        (zoo.photo()[:-400], "image/jpeg"),
        (zoo.photo("PNG")[:-400], "image/png"),
        (zoo.office()[:-10], DOCX),
        (b"", PDF),
    ],
)
def test_what_cannot_be_rewritten_is_said_to_be_so(content, mime):
    with pytest.raises(Uncleanable):
        copy_of(content, mime)


def test_time_is_bounded(monkeypatch):
    monkeypatch.setattr(cleaning, "SECONDS", 0.01)
    with pytest.raises(OutOfTime):
        copy_of(zoo.pdf(), PDF)


def test_memory_is_bounded():
    with pytest.raises(Uncleanable):
        copy_of(zoo.pdf_bomb(500), PDF)


def test_the_process_knows_no_secrets():
    assert set(cleaning.WITHOUT_SECRETS) == {"PATH", "LANG", "PYTHONDONTWRITEBYTECODE"}
