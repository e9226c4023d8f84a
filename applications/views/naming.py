"""What answers are called away from their inputs, and on which page each of them is filled in."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import ngettext

from portal.lib import paths
from programs.answers import Answers, row_at
from programs.completeness import Finding
from programs.definition.form import Section
from programs.fields.tables import place_of
from programs.presentation import row_name, row_title

MOST_NAMED = 20  # findings that a list names one by one


class Names:
    def __init__(self, section: Section, answers: Answers) -> None:
        self.section, self.answers = section, answers

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """Path of a row → its place in its table."""
        return dict(_numbered(self.answers.values, ""))

    def row(self, path: str, *, below: str = "") -> str:
        """Task 2, Event 3: a row, and those around it that aren't around the whole page."""
        rows = [row for row in paths.rows_above(path) if len(row) > len(below)]
        return ", ".join(self._row(row) for row in rows)

    def _row(self, path: str) -> str:
        place: Any = place_of(self.section.questions, path)
        table = place.question
        if table.is_fixed and (label := table.label_of(row_at(self.answers.values, path) or {})):
            return str(label)
        number = self._numbers.get(path, 0)
        return row_name(table, number) if table.row_title else f"{table.label} {number}".strip()

    def titled(self, path: str) -> str:
        """Task 2. A library for the village."""
        place: Any = place_of(self.section.questions, path)
        return row_title(place.question, row_at(self.answers.values, path) or {}, self._numbers.get(path, 0))

    def said(self, path: str, message: str, *, below: str = "") -> str:
        """What is wrong, with the name of the question it is about."""
        place: Any = place_of(self.section.questions, path)
        around = self.row(path, below=below)
        own = "" if paths.is_row(path) else str(place.question.label)
        label = ", ".join(part for part in (around, own) if part)
        if not label:
            return message
        return f"{label} {message}" if label.endswith("?") else f"{label}: {message}"

    def page_of(self, path: str) -> str:
        """The row on whose page an answer is filled in, "" for the page of the section."""
        pages = [row for row in paths.rows_above(path) if self._has_page(row)]
        if pages and pages[-1] == path:  # a row stands in the list of its table
            pages.pop()
        return pages[-1] if pages else ""

    def _has_page(self, row_path: str) -> bool:
        place: Any = place_of(self.section.questions, row_path)
        return bool(place and place.question.is_row_by_row)


def _numbered(values: Mapping[str, Any], prefix: str) -> Iterable[tuple[str, int]]:
    for key, value in values.items():
        if paths.is_table(value):
            for number, row in enumerate(value, start=1):
                path = paths.join(prefix + key, row[paths.ROW_ID])
                yield path, number
                yield from _numbered(row, paths.join(path, ""))


def summary(names: Names, errors: Mapping[str, str], page: str, address: Callable[[str], str]) -> list[tuple[str, str]]:
    """(id of the input or address, what about it) for the top of a page.

    What stands on the pages of rows is counted for each row that the page lists; the link leads to the first of it.
    """
    found: list[tuple[str, str]] = []
    elsewhere: dict[str, list[str]] = {}
    for path, message in errors.items():
        own = names.page_of(path)
        if own == page:
            found.append((f"q-{path}", names.said(path, message, below=page)))
        else:
            listed = next(row for row in paths.rows_above(path) if len(row) > len(page))
            elsewhere.setdefault(listed, []).append(path)
    for row, in_row in elsewhere.items():
        message = ngettext(
            "%(row)s: check %(count)d answer", "%(row)s: check %(count)d answers", len(in_row)
        ) % {"row": names.row(row, below=page), "count": len(in_row)}  # fmt: skip
        found.append((f"{address(names.page_of(in_row[0]))}#q-{in_row[0]}", message))
    return found


def linked(
    names: Names, findings: Iterable[Finding], address: Callable[[str], str]
) -> tuple[list[tuple[str, str]], int]:
    """(address of the input, what about it) for the first of them, and how many more there are."""
    found = list(findings)
    links = [
        (f"{address(names.page_of(finding.path))}#q-{finding.path}", names.said(finding.path, finding.message))
        for finding in found[:MOST_NAMED]
    ]
    return links, len(found) - len(links)
