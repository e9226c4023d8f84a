"""What is encrypted in a case, each case with a data key of its own: sensitive answers and snapshots."""

import base64
import json
from functools import cached_property
from typing import IO, Any

from django.conf import settings

from applications.models import Application
from portal.lib import crypto
from portal.lib.sealed_files import SealedFile, seal_file
from programs.answers import Answers
from programs.definition.asides import Aside
from programs.definition.base import LANGUAGES
from programs.definition.form import Section
from programs.fields.base import Question
from programs.fields.tables import place_of, walk

SEALED = "_sealed"


class Seal:
    """Encrypts and decrypts for one case; unwraps its key when first needed."""

    def __init__(self, application: Application) -> None:
        self.application = application

    @cached_property
    def _key(self) -> bytes:
        return settings.DATA_KEYS.unwrap(self.application.wrapped_key)

    def seal(self, plain: bytes) -> bytes:
        return crypto.seal(self._key, plain, self.application.number.encode())

    def unseal(self, blob: bytes) -> bytes:
        return crypto.unseal(self._key, blob, self.application.number.encode())

    def sealed_file(self, plain: IO[bytes], key: str) -> IO[bytes]:
        return seal_file(self._key, plain, key.encode())

    def opened_file(self, sealed: IO[bytes], key: str) -> SealedFile:
        return SealedFile(self._key, sealed, key.encode())

    def hide(self, value: Any) -> dict[str, str]:
        return {SEALED: base64.b64encode(self.seal(json.dumps(value).encode())).decode()}

    def reveal(self, value: Any) -> Any:
        if isinstance(value, dict) and SEALED in value:
            return json.loads(self.unseal(base64.b64decode(value[SEALED])))
        return value


def has_sensitive(section: Section) -> bool:
    return any(place.question.sensitive for place in walk(section.questions))


def is_sensitive(question: Question) -> bool:
    """Itself, or a column of it at any depth."""
    return any(place.question.sensitive for place in walk([question]))


def hidden(section: Section, answers: Answers, seal: Seal) -> tuple[dict[str, Any], dict[str, Any]]:
    """(values, unparsed) as they are stored."""
    if not has_sensitive(section):
        return answers.values, answers.unparsed
    return _each(section, answers.values, answers.unparsed, seal.hide)


def revealed(section: Section, values: dict[str, Any], unparsed: dict[str, Any], seal: Seal) -> Answers:
    if not has_sensitive(section):
        return Answers(dict(values), dict(unparsed))
    return Answers(*_each(section, values, unparsed, seal.reveal))


def aside_hidden(entry: Aside, seal: Seal, *, number: int, files: list[str]) -> dict[str, Any]:
    """An answer that was set aside, as it is stored: JSON, sealed where the question was sensitive."""
    lines = {language: "\n".join(filter(None, [entry.text.in_(language), *files])) for language in LANGUAGES}
    return {
        "path": entry.path,
        "label": entry.label.model_dump(),
        "text": seal.hide(lines) if entry.is_sensitive else lines,
        "section": entry.section.model_dump(),
        "why": str(entry.why),
        "edition": number,
        "uploads": list(entry.uploads),
    }


def asides_revealed(entries: dict[str, Any], seal: Seal) -> dict[str, Any]:
    return {name: entry | {"text": seal.reveal(entry["text"])} for name, entry in entries.items()}


def _each(
    section: Section, values: dict[str, Any], unparsed: dict[str, Any], change: Any
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The same answers with the sensitive ones changed."""
    return _changed(section.questions, values, change), {
        path: change(raw) if is_sensitive_at(section, path) else raw for path, raw in unparsed.items()
    }


def _changed(questions: list[Any], values: dict[str, Any], change: Any) -> dict[str, Any]:
    found = dict(values)
    for question in questions:
        if question.key not in values:
            continue
        if question.sensitive:
            found[question.key] = change(values[question.key])
        elif question.type.is_table and is_sensitive(question):
            found[question.key] = [_changed(question.columns, row, change) for row in values[question.key]]
    return found


def is_sensitive_at(section: Section, path: str) -> bool:
    """An address that doesn't fit the definition (any more) is taken for sensitive."""
    place = place_of(section.questions, path)
    return place is None or any(question.sensitive for question in (*place.tables, place.question))
