import io

import pytest
from PIL import Image, ImageFile

from portal.lib.pictures import LONGEST, NoPicture, redraw
from tests import zoo


def drawn(kind, size=(40, 20), **options):
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_each_kind_stays_what_it_is_and_is_drawn_the_same_each_time(kind):
    picture = redraw(drawn(kind))
    assert (picture.type, picture.width, picture.height) == (kind.lower(), 40, 20)
    assert redraw(drawn(kind)) == picture
    assert Image.open(io.BytesIO(picture.content)).format == kind


def test_what_a_camera_wrote_is_left_out_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = "Sunqar-7 of Aigerim", 6  # model; turned by 90 degrees
    picture = redraw(drawn("JPEG", exif=exif))
    assert b"Aigerim" not in picture.content
    assert (picture.width, picture.height) == (20, 40)


def test_a_large_one_is_made_smaller():
    picture = redraw(drawn("PNG", (4000, 1000)))
    assert (picture.width, picture.height) == (LONGEST, LONGEST // 4)


def test_transparent_points_stay_transparent():
    buffer = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(buffer, "PNG")
    assert Image.open(io.BytesIO(redraw(buffer.getvalue()).content)).getpixel((0, 0))[3] == 0


@pytest.mark.parametrize(
    "content",
    [b"", zoo.HTML, zoo.EXE, b"<svg xmlns='http://www.w3.org/2000/svg'/>", drawn("GIF"), drawn("PNG")[:60], zoo.pdf()],
)
def test_anything_else_is_refused(content, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)  # WeasyPrint sets it in the worker, where it draws
    with pytest.raises(NoPicture):
        redraw(content)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_too_many_points_and_too_many_bytes_are_refused():
    with pytest.raises(NoPicture, match="million pixels"):
        redraw(drawn("PNG", (10_000, 3001)))
    with pytest.raises(NoPicture, match="MB"):
        redraw(bytes(6 * 1024**2))
