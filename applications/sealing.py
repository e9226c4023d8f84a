"""What is encrypted in a case, each case with a data key of its own: sensitive answers and snapshots."""

import base64
import json
from functools import cached_property
from typing import Any

from django.conf import settings

from applications.models import Application
from portal.lib import crypto, paths
from programs.answers import Answers
from programs.definition.form import Section
from programs.fields.base import Question

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

    def hide(self, value: Any) -> dict[str, str]:
        return {SEALED: base64.b64encode(self.seal(json.dumps(value).encode())).decode()}

    def reveal(self, value: Any) -> Any:
        if isinstance(value, dict) and SEALED in value:
            return json.loads(self.unseal(base64.b64decode(value[SEALED])))
        return value


def has_sensitive(section: Section) -> bool:
    return any(is_sensitive(question) for question in section.questions)


def is_sensitive(question: Question) -> bool:
    return question.sensitive or any(column.sensitive for column in getattr(question, "columns", []))


def hidden(section: Section, answers: Answers, seal: Seal) -> tuple[dict[str, Any], dict[str, Any]]:
    """(values, unparsed) as they are stored."""
    if not has_sensitive(section):
        return answers.values, answers.unparsed
    return _each(section, answers.values, answers.unparsed, seal.hide)


def revealed(section: Section, values: dict[str, Any], unparsed: dict[str, Any], seal: Seal) -> Answers:
    if not has_sensitive(section):
        return Answers(dict(values), dict(unparsed))
    return Answers(*_each(section, values, unparsed, seal.reveal))


def _each(
    section: Section, values: dict[str, Any], unparsed: dict[str, Any], change: Any
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The same answers with the sensitive ones changed."""
    new_values = dict(values)
    for question in section.questions:
        if question.key not in values:
            continue
        if question.sensitive:
            new_values[question.key] = change(values[question.key])
        elif is_sensitive(question):
            columns = {column.key for column in question.columns if column.sensitive}  # type: ignore[attr-defined]
            new_values[question.key] = [
                {key: change(cell) if key in columns else cell for key, cell in row.items()}
                for row in values[question.key]
            ]
    return new_values, {path: change(raw) if _at_sensitive(section, path) else raw for path, raw in unparsed.items()}


def _at_sensitive(section: Section, path: str) -> bool:
    parts = paths.split(path)
    question = section.by_key.get(parts[0])
    if question is None or question.sensitive or len(parts) == 1:
        return question is None or question.sensitive
    column = question.column(parts[2])  # type: ignore[attr-defined]
    return column is None or column.sensitive
