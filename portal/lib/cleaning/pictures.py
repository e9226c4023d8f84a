"""Pictures without what the camera noted (place, owner, a preview), bit for bit the same to look at.

Nothing is decoded: the parts that hold the picture are copied, all others left out. Only its orientation is kept.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import IO

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# What a picture is made of, and how its colours, size and edges are meant.
PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYS", b"bKGD"}
)
SOI, EOI, SOS, TEM = 0xD8, 0xD9, 0xDA, 0x01
RESTARTS = range(0xD0, 0xD8)
APPLICATION = range(0xE0, 0xF0)
COMMENT = 0xFE
ORIENTATION = 0x0112
EXIF = b"Exif\0\0"


class Damaged(ValueError):
    """The parts of the picture don't follow each other as they should."""


def rewrite_jpeg(source: IO[bytes], copy: IO[bytes]) -> None:
    copy.write(stripped_jpeg(source.read()))


def stripped_jpeg(content: bytes, *, keep_orientation: bool = True) -> bytes:
    segments = list(_jpeg_segments(content))
    found = next((_orientation(body) for marker, body in segments if marker == 0xE1 and body[4:].startswith(EXIF)), 1)
    parts = [b"\xff\xd8"]
    kept = [body for marker, body in segments if _is_kept(marker, body)]
    if kept and kept[0].startswith(b"\xff\xe0"):  # JFIF wants to be first
        parts.append(kept.pop(0))
    if keep_orientation and found != 1:
        block = EXIF + _exif_with(found)
        parts.append(b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block)
    return b"".join([*parts, *kept, b"\xff\xd9"])


def _is_kept(marker: int, body: bytes) -> bool:
    """Of what programs add, the JFIF header, the colour profile and Adobe's kind of colours change how it looks."""
    if marker in APPLICATION:
        return body[4:].startswith((b"JFIF\0", b"ICC_PROFILE\0", b"Adobe"))
    return marker != COMMENT


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, segment with its marker) between start and end; a scan comes with the data that follow it."""
    if content[:2] != b"\xff\xd8":
        raise Damaged("no start")
    place = 2
    while True:
        begin = place
        while content[place : place + 1] == b"\xff":
            place += 1
        if place == begin or place >= len(content):
            raise Damaged("no marker")
        marker = content[place]
        place += 1
        if marker == EOI:
            return
        if marker in RESTARTS or marker in {TEM, SOI}:
            raise Damaged("a marker out of place")
        length = int.from_bytes(content[place : place + 2], "big")
        end = place + length
        if length < 2 or end > len(content):
            raise Damaged("a segment is cut off")
        header = end
        if marker == SOS:
            end = _end_of_scan(content, end)
        yield marker, b"\xff" + bytes([marker]) + content[place:end]
        place = end if marker == SOS else header


def _end_of_scan(content: bytes, place: int) -> int:
    """Where the next marker begins; FF 00 and restarts belong to the data."""
    while (place := content.find(b"\xff", place)) >= 0 and place + 1 < len(content):
        following = content[place + 1]
        if following == 0xFF:
            place += 1
        elif following == 0 or following in RESTARTS:
            place += 2
        else:
            return place
    raise Damaged("no end")


def _orientation(segment: bytes) -> int:
    return orientation_in(segment[4 + len(EXIF) :])


def orientation_in(tiff: bytes) -> int:
    """1 (upright) for whatever can't be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        if order is None:
            return 1
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(min(count, 1000)):
            tag, kind, _count, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * number)
            if tag == ORIENTATION and kind == 3:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _exif_with(orientation: int) -> bytes:
    return b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", ORIENTATION, 3, 1, orientation, 0) + bytes(4)


def rewrite_png(source: IO[bytes], copy: IO[bytes]) -> None:
    copy.write(stripped_png(source.read()))


def stripped_png(content: bytes) -> bytes:
    if not content.startswith(PNG_SIGNATURE):
        raise Damaged("no start")
    parts = [PNG_SIGNATURE]
    place = len(PNG_SIGNATURE)
    while True:
        length = int.from_bytes(content[place : place + 4], "big")
        kind = content[place + 4 : place + 8]
        end = place + 12 + length
        if len(kind) < 4 or end > len(content):
            raise Damaged("a chunk is cut off")
        if kind == b"eXIf":
            turned = orientation_in(content[place + 8 : end - 4])
            if turned != 1:
                parts.append(_chunk(b"eXIf", _exif_with(turned)))
        elif kind in PNG_KEPT:
            parts.append(content[place:end])
        place = end
        if kind == b"IEND":
            return b"".join(parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
