"""Documents of calls in the storage, under what they hold: the same document once, never changed, never deleted."""

from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from programs.definition.document import ProgramFile

FOLDER = "enclosures"


def store_enclosures(document: ProgramFile) -> list[str]:
    """Keeps what the file brought; gives the files of documents that are neither here nor beside it."""
    for name, content in document.enclosures.items():
        if not default_storage.exists(f"{FOLDER}/{name}"):
            default_storage.save(f"{FOLDER}/{name}", ContentFile(content))
    known = [one for one in document.call.documents if one.name not in document.enclosures]
    return [one.file for one in known if not default_storage.exists(f"{FOLDER}/{one.name}")]


def open_enclosure(name: str) -> IO[bytes]:
    """Raises FileNotFoundError."""
    return default_storage.open(f"{FOLDER}/{name}")
