"""Pictures of programs in the storage, under what they hold: the same picture once, never changed, never deleted."""

from collections.abc import Iterator
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from programs.definition.document import Definition, ProgramFile
from programs.fields.statics import Picture, StatementQuestion

FOLDER = "pictures"


def store_pictures(document: ProgramFile) -> list[str]:
    """Keeps what the file brought; gives the files of pictures that are neither here nor beside it."""
    for name, content in document.pictures.items():
        if not default_storage.exists(key_of(name)):
            default_storage.save(key_of(name), ContentFile(content))
    known = [picture for picture in pictures_of(document) if picture.name not in document.pictures]
    return [picture.file for picture in known if not default_storage.exists(key_of(picture.name))]


def open_picture(name: str) -> IO[bytes]:
    """Raises FileNotFoundError."""
    return default_storage.open(key_of(name))


def key_of(name: str) -> str:
    return f"{FOLDER}/{name}"


def pictures_of(definition: Definition) -> Iterator[Picture]:
    for form in definition.forms.values():
        for question in form.questions.values():
            if isinstance(question, StatementQuestion) and question.picture:
                yield question.picture
