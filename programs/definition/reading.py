"""Program files: YAML to a checked document, every finding with its file, line and path."""

from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent

from programs.definition.document import ProgramFile
from programs.definition.faults import faults

LARGEST_FILE = 1024 * 1024
INCLUDE = "include"

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Finding:
    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        place = f" {self.path}:" if self.path else ""
        return f"{self.file}:{self.line}:{place} {self.message}"


class FileFaults(Exception):
    """The file can't be used; `findings` say why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


@dataclass
class Source:
    """Plain data and where each part of them was written."""

    file: Path
    data: Any = None
    places: dict[Path_, tuple[str, int]] = field(default_factory=dict)

    def finding(self, path: Path_, message: str) -> Finding:
        known = path
        while known and known not in self.places:
            known = known[:-1]
        file, line = self.places.get(known, (self.file.name, 1))
        return Finding(file, line, ".".join(map(str, path)), message)


def read_program(file: Path) -> tuple[ProgramFile, Source]:
    """Raises FileFaults with everything that stands in the way of publication."""
    source = Source(file)
    source.data = _plain(_yaml(file), source, (), file)
    try:
        document = ProgramFile.model_validate(source.data)
    except ValidationError as error:
        raise FileFaults([source.finding(tuple(item["loc"]), item["msg"]) for item in error.errors()]) from error
    found = [source.finding(fault.path, fault.message) for fault in faults(document)]
    if found:
        raise FileFaults(found)
    return document, source


def _yaml(file: Path) -> Any:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise FileFaults([Finding(file.name, 1, "", "the file is larger than 1 MB")])
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileFaults([Finding(file.name, 1, "", f"the file can't be read: {error}")]) from error
    try:
        # An alias can stand for millions of nodes, so none is let in.
        for event in YAML(typ="rt").parse(StringIO(text)):
            if isinstance(event, AliasEvent):
                line = event.start_mark.line + 1
                raise FileFaults([Finding(file.name, line, "", "anchors and aliases aren't used in program files")])
        return YAML(typ="rt").load(StringIO(text))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise FileFaults([Finding(file.name, line, "", str(error.problem))]) from error
    except YAMLError as error:
        raise FileFaults([Finding(file.name, 1, "", str(error))]) from error


def _plain(node: Any, source: Source, path: Path_, file: Path) -> Any:
    """Plain dicts and lists; an item `include: other.yaml` of a list is replaced by what that file holds."""
    if isinstance(node, dict):
        for key in node:
            source.places[(*path, key)] = (file.name, node.lc.key(key)[0] + 1)
        return {key: _plain(value, source, (*path, key), file) for key, value in node.items()}
    if isinstance(node, list):
        items: list[Any] = []
        for number, item in enumerate(node):
            place = (*path, len(items))
            source.places[place] = (file.name, node.lc.item(number)[0] + 1)
            if isinstance(item, dict) and set(item) == {INCLUDE}:
                items.append(_included(str(item[INCLUDE]), source, place, file))
            else:
                items.append(_plain(item, source, place, file))
        return items
    return node


def _included(name: str, source: Source, place: Path_, file: Path) -> Any:
    other = (file.parent / name).resolve()
    root = source.file.parent.resolve()
    if not other.is_relative_to(root) or file.resolve() != source.file.resolve():
        raise FileFaults([source.finding(place, f"only a file below {root.name}/ can be included, once: {name}")])
    return _plain(_yaml(other), source, place, other)
