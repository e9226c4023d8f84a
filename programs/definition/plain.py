"""A document as plain data, the way an author writes it in a file."""

from typing import Any

from pydantic import BaseModel

from programs.definition.base import Text, Written
from programs.definition.document import Definition

# Who offers it and when stands above what is asked; the rest follows in the order of the model.
FIRST = ("format", "organization", "program", "call")


def plain(document: Definition) -> dict[str, Any]:
    """Keys in the model's order; what equals the default is left out. Each `Text` stays one."""
    parts = {"format": document.format} | _parts(document)
    first = [key for key in FIRST if key in parts]
    return {key: parts[key] for key in (*first, *(key for key in parts if key not in FIRST))}


def _parts(part: BaseModel) -> dict[str, Any]:
    found = {}
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        if info.is_required() or value != info.get_default(call_default_factory=True):
            write = next((item.write for item in info.metadata if isinstance(item, Written)), _plain)
            found[info.alias or name] = write(value)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel) and not isinstance(value, Text):
        return _parts(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
