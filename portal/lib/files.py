"""Files that people attach, judged by what they hold: neither the name nor what the browser says counts."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import file_digest
from typing import IO

from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.lib.exceptions import Refused
from portal.lib.file_types import TYPES, head, type_of

MOST_NAME_BYTES = 240  # file systems take 255
JOINER = "\N{ZERO WIDTH JOINER}"  # holds an emoji together
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class FileFacts:
    mime: str
    extension: str
    sha256: str
    size: int
    name: str


def inspect(file: IO[bytes], accepted: Sequence[str], *, limit: int) -> FileFacts:
    """What the file really is; raises Refused with a sentence that says what is expected instead.

    `accepted` are keys of TYPES, `limit` is in bytes. The file is left at its beginning.
    """
    size = file.seek(0, 2)
    if size == 0:
        raise Refused(_("The file is empty (0 bytes). Look on your device whether it is the right one."))
    if size > limit:
        raise Refused(
            _("The file is too large: %(size)s; at most %(limit)s can be attached. Save it in a lower quality.")
            % _spoken_sizes(size, limit)
        )
    found = type_of(file, accepted)
    if found not in accepted:
        raise Refused(_not_one_of(accepted, head(file)))
    known = TYPES[found]
    known.check(file)
    file.seek(0)
    digest = file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    return FileFacts(known.mime, known.suffixes[0][1:], digest, size, safe_name(file.name or "", known.suffixes))


def safe_name(name: str, suffixes: Sequence[str]) -> str:
    """The person's own name of the file, fit to be shown and saved: without folders, controls and reversed text.

    It always ends in one of the suffixes, so that nobody's computer takes the file for something else.
    """
    base = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    base = "".join(" " if char.isspace() else char for char in base if char.isspace() or _is_shown(char))
    base = " ".join(base.split())
    known = next((suffix for suffix in suffixes if base.lower().endswith(suffix)), "")
    stem = base[: len(base) - len(known)].strip(" .") or pgettext("name of a file without a name", "file")
    suffix = base[len(base) - len(known) :] or suffixes[0]
    room = MOST_NAME_BYTES - len(suffix.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(f" .{JOINER}") + suffix


def _is_shown(char: str) -> bool:
    return char == JOINER or unicodedata.category(char) not in {"Cc", "Cf", "Cs"}


def _spoken_sizes(size: int, limit: int) -> dict[str, str]:
    spoken = {"size": filesizeformat(size), "limit": filesizeformat(limit)}
    if spoken["size"] == spoken["limit"]:  # a little too large: "10 MB; at most 10 MB" would help nobody
        return {"size": _spoken_bytes(size), "limit": _spoken_bytes(limit)}
    return spoken


def _spoken_bytes(count: int) -> str:
    return ngettext("%(count)s byte", "%(count)s bytes", count) % {"count": number_format(count, force_grouping=True)}


def _not_one_of(accepted: Sequence[str], start: bytes) -> str:
    names = [TYPES[name].spoken for name in accepted]
    types = names[0]
    if len(names) > 1:
        types = _("%(first)s or %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
    if start.startswith(OLD_OFFICE) and not {"docx", "xlsx"}.isdisjoint(accepted):
        return _(
            "This document is in an old format or locked with a password. Save it as %(types)s without a password,"
            " then attach it again."
        ) % {"types": types}
    return _(
        "This is not a %(types)s file. Renaming a file doesn't change what is in it: save the document as %(types)s,"
        " then attach it again."
    ) % {"types": types}
