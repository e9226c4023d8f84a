"""Objects in private storage. Their keys are random and carry no names; nobody reaches them but through a view."""

import logging
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import default_storage

from applications.models import Application

logger = logging.getLogger(__name__)


def write(folder: str, application: Application, content: "File[bytes]") -> str:
    """Gives the key. Whoever calls this in a transaction discards the object when the transaction fails."""
    return default_storage.save(f"{folder}/{application.number}/{uuid4().hex}", content)


def discard(key: str) -> None:
    """As well as it goes: an object that stays takes room and does no harm."""
    try:
        default_storage.delete(key)
    except Exception:
        logger.exception("the object %s couldn't be deleted", key)
