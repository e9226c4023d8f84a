"""Where files stand among the answers of a section: at a question, or in a cell of a table at any depth."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

from portal.lib import paths
from programs.answers import open_row, row_at
from programs.definition.form import Form, Section
from programs.fields.files import FileQuestion
from programs.fields.tables import place_of, walk


@dataclass(frozen=True)
class Target:
    """A question for files at its place in a form."""

    section: Section
    question: FileQuestion
    path: str


def target_at(form: Form, path: str) -> Target | None:
    """The question for files at this address of a form, None when there is none."""
    section = form.section_of.get(paths.split(path)[0])
    if section is None or not paths.is_path(path) or paths.is_row(path):
        return None
    place = place_of(section.questions, path)
    if place is None or not isinstance(place.question, FileQuestion):
        return None
    return Target(section, place.question, path)


def most_bytes(form: Form) -> int:
    """What the files of a form could take together, if every question and row were used up."""
    total = 0
    for section in form.sections:
        for place in walk(section.questions):
            if isinstance(place.question, FileQuestion):
                rows = prod(table.most_rows for table in place.tables)
                total += rows * place.question.files.max * place.question.files.each
    return total


def files_by_path(
    questions: Iterable[Any], values: Mapping[str, Any], prefix: str = ""
) -> Iterator[tuple[str, list[int]]]:
    """(path, ids) of every answer that names files."""
    for question in questions:
        path, value = prefix + question.key, values.get(question.key)
        if value and question.type.is_file:
            yield path, value
        elif value and question.type.is_table:
            for row in value:
                yield from files_by_path(question.columns, row, paths.join(path, row[paths.ROW_ID], ""))


def files_in(questions: Iterable[Any], values: Mapping[str, Any]) -> Iterator[int]:
    """Ids of all files that the answers name."""
    for _path, ids in files_by_path(questions, values):
        yield from ids


def files_at(values: Mapping[str, Any], path: str) -> list[int] | None:
    """Ids at a path; None when there is no such row."""
    row_path, _, key = path.rpartition(paths.SEPARATOR)
    holder = row_at(values, row_path) if row_path else values
    return None if holder is None else list(holder.get(key) or [])


def can_be_made(section: Section, values: Mapping[str, Any], path: str) -> bool:
    """Whether the row is there in which a file would stand, or people may add it."""
    row_path = path.rpartition(paths.SEPARATOR)[0]
    return not row_path or open_row(section.questions, dict(values), row_path) is not None


def with_files_at(section: Section, values: Mapping[str, Any], path: str, ids: list[int]) -> dict[str, Any]:
    """The same answers with these files there; the row is made where it is missing. No ids, no answer."""
    changed = dict(values)
    row_path, _, key = path.rpartition(paths.SEPARATOR)
    holder = open_row(section.questions, changed, row_path) if row_path else changed
    if holder is not None:
        holder.pop(key, None)
        if ids:
            holder[key] = ids
    return changed


def is_asked(path: str, hidden: set[str]) -> bool:
    """Whether neither the question at a path nor a table around it is hidden."""
    parts = paths.split(path)
    return hidden.isdisjoint(paths.join(*parts[:end]) for end in range(1, len(parts) + 1, 2))
