"""Documents and tables packed anew: without macros, without links that load by themselves, pictures without notes."""

import re
import zipfile
from typing import IO

from portal.lib.cleaning import pictures

PREFIX = "application/vnd.openxmlformats-officedocument."
MOST_UNPACKED = 300 * 1024**2
CHUNK = 256 * 1024
# Parts that hold programs; a document that is told not to have any doesn't miss them.
PROGRAMS = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml|activex/.*|customui/.*)$", re.IGNORECASE)
RELATIONSHIP = re.compile(rb"<Relationship\b[^>]*?/>", re.DOTALL)
# A template, object or sheet elsewhere is fetched when the document opens; a hyperlink only when somebody follows it.
HARMLESS = re.compile(rb"""Type\s*=\s*["'][^"']*/hyperlink["']""")
EXTERNAL = re.compile(rb"""TargetMode\s*=\s*["']External["']""")
TARGET = re.compile(rb"""(\bTarget\s*=\s*)("[^"]*"|'[^']*')""")


def rewrite(source: IO[bytes], copy: IO[bytes]) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        if sum(entry.file_size for entry in old.infolist()) > MOST_UNPACKED:
            raise ValueError("too large")
        seen: set[str] = set()
        for entry in old.infolist():
            name = entry.filename
            if entry.is_dir() or PROGRAMS.search(name) or name in seen:
                continue
            seen.add(name)
            _copy(old, new, entry)


def _copy(old: zipfile.ZipFile, new: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    lowered = name.lower()
    if lowered.endswith((".jpg", ".jpeg", ".png", ".rels")):
        new.writestr(name, _changed(lowered, old.read(entry)))
        return
    packed = zipfile.ZipInfo(name)
    packed.compress_type = zipfile.ZIP_DEFLATED
    with old.open(entry) as part, new.open(packed, "w") as target:
        while chunk := part.read(CHUNK):
            target.write(chunk)


def _changed(name: str, content: bytes) -> bytes:
    if name.endswith(".rels"):
        return RELATIONSHIP.sub(_without_target, content)
    try:
        return pictures.stripped_png(content) if name.endswith(".png") else pictures.stripped_jpeg(content)
    except pictures.Damaged:
        return content  # it may be another kind of picture under this name; programs that open it decide


def _without_target(found: re.Match[bytes]) -> bytes:
    text = found[0]
    if HARMLESS.search(text) or not EXTERNAL.search(text):
        return text
    return TARGET.sub(rb'\1"about:blank"', text)
