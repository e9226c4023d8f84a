"""Every text of a program under a path of keys, which stays the same when things before it come and go."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from pydantic import BaseModel

from portal.lib.text import clean
from programs.definition.base import LANGUAGES, Text

Location = tuple[str | int, ...]


@dataclass(frozen=True)
class Place:
    """A text, where translators find it (`forms.application.sections.budget.title`) and where the document holds it."""

    path: str
    location: Location
    text: Text

    @property
    def digest(self) -> str:
        return digest(self.text)


def digest(text: Text) -> str:
    """Tells whether a text changed; how its lines end, which spreadsheets don't keep, makes no difference."""
    return sha256("\0".join(clean(text.in_(language)) for language in LANGUAGES).encode()).hexdigest()[:12]


def texts(document: BaseModel) -> Iterator[Place]:
    """All that say anything, in the order of the document."""
    return _texts(document, (), ())


def _texts(part: Any, path: Location, location: Location) -> Iterator[Place]:
    if isinstance(part, Text):
        if part:
            yield Place(".".join(map(str, path)), location, part)
    else:
        for name, number, value in _inside(part):
            yield from _texts(value, (*path, name), (*location, number))


def _inside(part: Any) -> Iterator[tuple[str | int, str | int, Any]]:
    """(how translators call it, how the document calls it, what it is) of everything inside."""
    if isinstance(part, BaseModel):
        for name, info in type(part).model_fields.items():
            yield info.alias or name, info.alias or name, getattr(part, name)
    elif isinstance(part, dict):
        for key, value in part.items():
            yield key, key, value
    elif isinstance(part, list):
        keys = [getattr(item, "key", "") for item in part]
        for number, (key, item) in enumerate(zip(keys, part, strict=True)):
            # A faulty working copy may hold a key twice; numbers tell these apart.
            yield key if key and keys.count(key) == 1 else number, number, item


def replaced(plain: Any, location: Location, text: dict[str, str]) -> None:
    """Puts the text into a dumped document."""
    for step in location[:-1]:
        plain = plain[step]
    plain[location[-1]] = text
