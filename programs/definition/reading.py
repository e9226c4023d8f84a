"""Program files: YAML to a checked document, every finding with its file, line and path."""

from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, Event, ScalarEvent
from ruamel.yaml.reader import ReaderError

from portal.lib.text import FORBIDDEN
from programs.definition.document import Definition, ProgramFile
from programs.definition.enclosures import take_enclosures
from programs.definition.faults import faults, file_faults
from programs.definition.pictures import Folders, PictureFault, take_pictures

LARGEST_FILE = 1024 * 1024
DEEPEST_NESTING = 40  # the parser takes minutes over some thousands
MOST_FILES = 100
MOST_NODES = 60_000  # keys, texts and lists of all files together; a form of 300 questions has about 15,000
MOST_FINDINGS = 200
INCLUDE = "include"
DEEPEST = 3  # the program file, a section, what sections share

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
        self.findings = findings[:MOST_FINDINGS]
        if len(findings) > MOST_FINDINGS:
            last = findings[MOST_FINDINGS]
            self.findings.append(Finding(last.file, last.line, "", f"and {len(findings) - MOST_FINDINGS} more"))
        super().__init__("\n".join(map(str, self.findings)))


@dataclass
class Source:
    """Plain data and where each part of them was written."""

    file: Path
    data: Any = None
    places: dict[Path_, tuple[str, int]] = field(default_factory=dict)
    files: int = 1
    nodes: int = 0
    may_include: bool = True

    def finding(self, path: Path_, message: str) -> Finding:
        known = path
        while known and known not in self.places:
            known = known[:-1]
        file, line = self.places.get(known, (self.file.name, 1))
        return Finding(file, line, ".".join(map(str, path)), message)

    def file_of(self, path: Path_) -> str:
        """The file in which it stands, as `name` gives it."""
        known = path
        while known and known not in self.places:
            known = known[:-1]
        return self.places.get(known, (self.file.name, 1))[0]

    def name(self, file: Path) -> str:
        """As the author knows it: `sections/budget.yaml`."""
        return file.resolve().relative_to(self.file.parent.resolve()).as_posix()


def read_program(file: Path) -> tuple[ProgramFile, Source]:
    """Raises FileFaults with everything that stands in the way of publication."""
    source = read_plain(file)
    try:
        folders = Folders(file.parent, source.file_of)
        pictures = take_pictures(source.data, folders)
        enclosures = take_enclosures(source.data, folders)
    except PictureFault as fault:
        raise FileFaults([source.finding(fault.path, str(fault))]) from fault
    try:
        document = ProgramFile.model_validate(source.data)
    except ValidationError as error:
        raise FileFaults([source.finding(tuple(item["loc"]), item["msg"]) for item in error.errors()]) from error
    found = [source.finding(fault.path, fault.message) for fault in (*faults(document), *file_faults(document))]
    if found:
        raise FileFaults(found)
    document.pictures.update(pictures)
    document.enclosures.update(enclosures)
    return document, source


def read_plain(file: Path) -> Source:
    """What the file and those it includes say, not yet checked against the models."""
    source = Source(file)
    source.data = _plain(_yaml(file, source), source, (), (file,))
    return source


def read_definition(text: str) -> tuple[Definition, Source]:
    """What staff write on a page: a definition alone, without other files, faults allowed. Raises FileFaults."""
    source = Source(Path("definition.yaml"), may_include=False)
    if len(text.encode()) > LARGEST_FILE:
        raise FileFaults([Finding(source.file.name, 1, "", "the text is larger than 1 MB")])
    source.data = _plain(_parsed(text, source.file.name, source), source, (), (source.file,))
    try:
        return Definition.model_validate(source.data), source
    except ValidationError as error:
        raise FileFaults([source.finding(tuple(item["loc"]), item["msg"]) for item in error.errors()]) from error


def _yaml(file: Path, source: Source) -> Any:
    name = source.name(file)
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise FileFaults([Finding(name, 1, "", "the file is larger than 1 MB")])
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileFaults([Finding(name, 1, "", f"the file can't be read: {error}")]) from error
    return _parsed(text, name, source)


def _parsed(text: str, name: str, source: Source) -> Any:
    try:
        depth = 0
        for event in YAML(typ="rt").parse(StringIO(text)):
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            source.nodes += isinstance(event, ScalarEvent | CollectionStartEvent)
            unwanted = _too_much(depth, source.nodes) or _unwanted(event)
            if unwanted:
                raise FileFaults([Finding(name, event.start_mark.line + 1, "", unwanted)])
        return YAML(typ="rt").load(StringIO(text))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise FileFaults([Finding(name, line, "", str(error.problem or error.context))]) from error
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise FileFaults([Finding(name, line, "", str(error.reason))]) from error
    except (YAMLError, ValueError) as error:  # such as a number of thousands of digits
        raise FileFaults([Finding(name, 1, "", str(error))]) from error


def _too_much(depth: int, nodes: int) -> str:
    if depth > DEEPEST_NESTING:
        return "the file is nested too deeply"
    return f"the program has more than {MOST_NODES} keys and values, which is too many" if nodes > MOST_NODES else ""


def _unwanted(event: Event) -> str:
    """An alias can stand for millions of nodes, a tag for any object; `<<` is an alias's companion."""
    text = event.value if isinstance(event, ScalarEvent) else ""
    if isinstance(event, AliasEvent) or (text == "<<" and not getattr(event, "style", "")):
        return "anchors, aliases and merge keys aren't used in program files"
    # Only an escape in double quotes can bring one; folded text holds the parser's own marks.
    if getattr(event, "style", "") == '"' and FORBIDDEN.search(text):
        return "control characters and lone surrogates can't be kept"
    tag = getattr(event, "tag", None)
    return f"tags such as {tag} aren't used in program files" if tag else ""


def _plain(node: Any, source: Source, path: Path_, files: tuple[Path, ...]) -> Any:
    """Plain dicts and lists; `include: other.yaml` is replaced by what that file holds, `files` being on the way."""
    if isinstance(node, CommentedMap):
        if set(node) == {INCLUDE}:
            return _included(str(node[INCLUDE]), source, path, files)
        for key in node:
            source.places[(*path, key)] = (source.name(files[-1]), node.lc.key(key)[0] + 1)
        return {key: _plain(value, source, (*path, key), files) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        for number in range(len(node)):
            source.places[(*path, number)] = (source.name(files[-1]), node.lc.item(number)[0] + 1)
        return [_plain(item, source, (*path, number), files) for number, item in enumerate(node)]
    return node


def _included(name: str, source: Source, path: Path_, files: tuple[Path, ...]) -> Any:
    other = (files[-1].parent / name).resolve()
    root = source.file.parent.resolve()
    source.files += 1
    if not source.may_include:
        raise FileFaults([source.finding(path, "other files can be included in files only: write here what it holds")])
    if not other.is_relative_to(root):
        raise FileFaults([source.finding(path, f"only files below {root.name}/ can be included, not {name}")])
    if len(files) == DEEPEST or source.files > MOST_FILES:
        raise FileFaults([source.finding(path, f"too many files include each other: {name}")])
    return _plain(_yaml(other, source), source, path, (*files, other))
