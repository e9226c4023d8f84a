"""A picture that everybody may see: what it holds is checked, and it is written anew without what it needn't tell."""

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

MOST_BYTES = 5 * 1024**2
MOST_PIXELS = 30_000_000
LONGEST = 1600  # pixels of a side: twice what the widest column shows
MIMES = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"}
SAVED_WITH: dict[str, dict[str, object]] = {
    "png": {"optimize": True},
    "jpeg": {"quality": 85, "optimize": True, "progressive": True},
    "webp": {"quality": 85},
}


class NoPicture(ValueError):
    """The message says what is expected, for whoever prepares a program."""


@dataclass(frozen=True)
class Redrawn:
    content: bytes
    digest: str
    type: str  # a key of MIMES
    width: int
    height: int


def redraw(content: bytes) -> Redrawn:
    """Upright, not too large, without metadata. Raises NoPicture."""
    from PIL import Image, ImageOps  # noqa: PLC0415 (heavy)

    if len(content) > MOST_BYTES:
        raise NoPicture(f"the picture has more than {MOST_BYTES // 1024**2} MB")
    try:
        with Image.open(BytesIO(content), formats=[name.upper() for name in MIMES]) as opened:
            _refuse_if_too_large(opened.width * opened.height)
            kind = str(opened.format).lower()
            picture = ImageOps.exif_transpose(opened)
            picture.thumbnail((LONGEST, LONGEST))
            has_alpha = picture.has_transparency_data and kind != "jpeg"
            # A new one, so that nothing is carried over but its points.
            drawn = Image.new("RGBA" if has_alpha else "RGB", picture.size)
            drawn.paste(picture.convert(drawn.mode))
    except NoPicture:
        raise
    except Exception as error:  # parsers of pictures raise whatever they like
        raise NoPicture("this is no PNG, JPEG or WEBP picture that can be opened") from error
    written = BytesIO()
    drawn.save(written, kind.upper(), **SAVED_WITH[kind])
    result = written.getvalue()
    return Redrawn(result, sha256(result).hexdigest(), kind, drawn.width, drawn.height)


def _refuse_if_too_large(pixels: int) -> None:
    if pixels > MOST_PIXELS:
        raise NoPicture(f"the picture has more than {MOST_PIXELS // 10**6} million pixels")
