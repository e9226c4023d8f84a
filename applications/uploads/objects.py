"""Objects in private storage. Their keys are random and carry no names; nobody reaches them but through a view."""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import IO
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import default_storage

from applications.models import Application
from applications.sealing import Seal
from portal.lib.sealed_files import SealedFile

logger = logging.getLogger(__name__)
FILES = "files"  # what applicants attached and its clean copies, sealed
FOLDERS = (FILES, "documents")


def write(folder: str, application: Application, content: "File[bytes]") -> str:
    """Gives the key. Whoever calls this in a transaction discards the object when the transaction fails."""
    return default_storage.save(f"{folder}/{application.number}/{uuid4().hex}", content)


def write_sealed(application: Application, content: IO[bytes]) -> str:
    """The same for a file in the clear, which is sealed on its way, bound to its key."""
    key = f"{FILES}/{application.number}/{uuid4().hex}"
    with Seal(application).sealed_file(content, key) as sealed:
        return default_storage.save(key, File(sealed))


def open_sealed(application: Application, key: str) -> SealedFile:
    """Raises FileNotFoundError, and KeyringError when it isn't what was written."""
    return Seal(application).opened_file(default_storage.open(key), key)


def discard(key: str) -> None:
    """As well as it goes: an object that stays takes room and does no harm."""
    try:
        default_storage.delete(key)
    except Exception:
        logger.exception("the object %s couldn't be deleted", key)


def stored() -> Iterator[tuple[str, datetime]]:
    """(key, when it was written) of every object."""
    for folder in FOLDERS:
        yield from _in_bucket(folder) if hasattr(default_storage, "bucket") else _on_disk(folder)


def _in_bucket(folder: str) -> Iterator[tuple[str, datetime]]:
    """A thousand with each request; asking for each case's folder would take one for each."""
    for entry in default_storage.bucket.objects.filter(Prefix=f"{folder}/"):  # type: ignore[attr-defined]
        yield entry.key, entry.last_modified


def _on_disk(folder: str) -> Iterator[tuple[str, datetime]]:
    try:
        cases, _files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for case in cases:
        for name in default_storage.listdir(f"{folder}/{case}")[1]:
            key = f"{folder}/{case}/{name}"
            yield key, default_storage.get_modified_time(key)
