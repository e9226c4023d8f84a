"""Pictures of statements: beside the program file, then in the storage, served to everybody."""

import io

import pytest
from django.core.management import call_command
from PIL import Image

from programs.definition.reading import FileFaults, read_program
from programs.editions import definition_of
from programs.loading import NotLoadable, load
from programs.models import Call
from tests.programs.definition.test_reading import GOOD

STATEMENT = """\
          - key: bad_scan
            kind: statement
            text: {kk: "Бұлай сканерлемеңіз", ru: "Так сканировать не надо"}
            picture: {file: pictures/scan.png, alt: {kk: "Бұлыңғыр скан", ru: "Размытый скан"}}
"""
TEXT = GOOD.replace("        questions:\n", "        questions:\n" + STATEMENT, 1)


def drawn(colour="teal", size=(30, 20)):
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def file(tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path / "stored")
    folder = tmp_path / "program"
    (folder / "pictures").mkdir(parents=True)
    (folder / "pictures" / "scan.png").write_bytes(drawn())
    (folder / "program.yaml").write_text(TEXT)
    return folder / "program.yaml"


def picture_of(definition):
    return definition.forms["application"].questions["bad_scan"].picture


def test_reading_fills_in_what_the_portal_writes(file):
    picture = picture_of(read_program(file)[0])
    assert (picture.type, picture.width, picture.height, len(picture.digest)) == ("png", 30, 20, 64)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("pictures/other.png", b"", "can't be read"),
        ("../outside.png", b"", "only files below program/"),
        ("pictures/scan.png", b"no picture", "no PNG, JPEG or WEBP"),
    ],
)
def test_what_is_wrong_with_it_is_told_with_its_line(file, name, content, message):
    file.write_text(TEXT.replace("pictures/scan.png", name))
    (file.parent / "pictures" / "scan.png").write_bytes(content)
    with pytest.raises(FileFaults) as caught:
        read_program(file)
    (finding,) = caught.value.findings
    assert message in finding.message
    assert "picture" in TEXT.splitlines()[finding.line - 1]


def test_picture_is_named_from_the_file_that_names_it(file):
    section = file.parent / "parts" / "section.yaml"
    section.parent.mkdir()
    section.write_text(STATEMENT.replace("          - ", "", 1).replace("            ", "").replace("pictures/", ""))
    (section.parent / "scan.png").write_bytes(drawn("gold"))
    file.write_text(
        GOOD.replace("        questions:\n", "        questions:\n          - include: parts/section.yaml\n", 1)
    )
    assert picture_of(read_program(file)[0]).type == "png"


@pytest.mark.django_db
class TestLoaded:
    def test_everybody_gets_it_for_ever(self, client, file):
        document = read_program(file)[0]
        load(document)
        answer = client.get(f"/pictures/{picture_of(document).name}")
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/png"
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "Cookie" not in answer.get("Vary", "")
        assert Image.open(io.BytesIO(answer.content)).size == (30, 20)

    def test_older_edition_keeps_its_picture(self, client, file):
        load(read_program(file)[0], publish=True)
        old = definition_of(Call.objects.get().current_edition_id)
        (file.parent / "pictures" / "scan.png").write_bytes(drawn("gold"))
        load(read_program(file)[0], publish=True)
        new = definition_of(Call.objects.get().current_edition_id)
        assert picture_of(old).digest != picture_of(new).digest
        for definition in (old, new):
            assert client.get(f"/pictures/{picture_of(definition).name}").status_code == 200

    def test_dumped_program_is_loaded_without_its_pictures(self, file, tmp_path):
        load(read_program(file)[0])
        dumped = tmp_path / "dumped.yaml"
        call_command("dump_program", "open-media-2027", output=dumped)
        again = read_program(dumped)[0]
        assert load(again).lines() == ["nothing changed"]
        before = dumped.read_text()
        call_command("dump_program", "open-media-2027", output=dumped)
        assert dumped.read_text() == before

    def test_picture_that_nobody_has_is_no_picture(self, file, tmp_path, settings):
        load(read_program(file)[0])
        dumped = tmp_path / "dumped.yaml"
        call_command("dump_program", "open-media-2027", output=dumped)
        settings.MEDIA_ROOT = str(tmp_path / "elsewhere")
        with pytest.raises(NotLoadable, match=r"pictures/scan\.png"):
            load(read_program(dumped)[0])


@pytest.mark.django_db
@pytest.mark.parametrize("name", [f"{'a' * 64}.png", f"{'a' * 64}.svg", "..%2F..%2Fetc%2Fpasswd", "scan.png", "Ә.png"])
def test_anything_else_is_not_there(client, name, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    assert client.get(f"/pictures/{name}").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_to_be_read(client, method):
    assert getattr(client, method)(f"/pictures/{'a' * 64}.png").status_code == 405
