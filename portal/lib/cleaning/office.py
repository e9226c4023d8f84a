"""Documents and tables packed anew: without macros, without links that load by themselves, pictures without notes."""

import re
import zipfile
from typing import IO
from xml.etree import ElementTree as ET

from portal.lib.cleaning import pictures

PREFIX = "application/vnd.openxmlformats-officedocument."
MOST_UNPACKED = 300 * 1024**2
CHUNK = 256 * 1024
# Parts that hold programs; a document that is told not to have any doesn't miss them.
PROGRAMS = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml|activex/.*|customui/.*)$", re.IGNORECASE)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


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
        return _without_hidden_addresses(content)
    try:
        return pictures.stripped_png(content) if name.endswith(".png") else pictures.stripped_jpeg(content)
    except pictures.Damaged:
        return content  # it may be another kind of picture under this name; programs that open it decide


def _without_hidden_addresses(content: bytes) -> bytes:
    """A template or object elsewhere is fetched when the document opens; a link only when somebody follows it."""
    ET.register_namespace("", RELATIONS)
    root = ET.fromstring(content)  # noqa: S314 (in a process with limits; it fetches nothing)
    for relation in root:
        is_external = relation.get("TargetMode", "").lower() == "external"
        if is_external and not relation.get("Type", "").endswith("/hyperlink"):
            relation.set("Target", "about:blank")
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written
