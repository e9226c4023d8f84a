"""Answers from a page of an earlier edition, laid over what is stored by the current one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.lib import paths
from programs.answers import ROWS, Answers, Posted


@dataclass(frozen=True)
class Page:
    """What the page showed: questions of the earlier edition, those of one row where it was the page of a row."""

    questions: Iterable[Any]
    posted: Posted
    within: str = ""


def laid_over(questions: Iterable[Any], stored: Answers, typed: Answers, page: Page) -> Answers:
    """Of `questions`, as they are now: what the page had inputs for is as typed, everything else as stored."""
    values = _over(questions, stored.values, typed.values, page, "")
    rows = set(_row_paths(values))
    kept = {
        path: text
        for path, text in stored.unparsed.items()
        if path not in page.posted and rows.issuperset(paths.rows_above(path))
    }
    return Answers(values, kept | typed.unparsed)


def is_answered(answers: Answers, key: str) -> bool:
    return key in answers.values or any(paths.is_within(path, key) for path in answers.unparsed)


def only(answers: Answers, key: str) -> Answers:
    """What stands at one question, in all its rows."""
    return Answers(
        {key: answers.values[key]} if key in answers.values else {},
        {path: text for path, text in answers.unparsed.items() if paths.is_within(path, key)},
    )


def without_files(questions: Iterable[Any], answers: Answers) -> Answers:
    """What a page has inputs for: files stand at their own addresses, no page brings them again."""
    return Answers(_without_files(questions, answers.values), dict(answers.unparsed), answers.found)


def _without_files(questions: Iterable[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(values)
    for question in questions:
        if question.key not in found:
            continue
        if question.type.is_file:
            del found[question.key]
        elif question.type.is_table:
            found[question.key] = [_without_files(question.columns, row) for row in found[question.key]]
    return found


def _over(
    questions: Iterable[Any], stored: Mapping[str, Any], typed: Mapping[str, Any], page: Page, prefix: str
) -> dict[str, Any]:
    found = dict(stored)
    for question in questions:
        path = prefix + question.key
        if question.type.is_table:
            rows = _rows(question, stored.get(question.key, []), typed.get(question.key, []), page, path)
            found.pop(question.key, None)
            if rows:
                found[question.key] = rows
        elif path in page.posted:
            found.pop(question.key, None)
            if question.key in typed:
                found[question.key] = typed[question.key]
    return found


def _rows(
    table: Any, stored: list[dict[str, Any]], typed: list[dict[str, Any]], page: Page, path: str
) -> list[dict[str, Any]]:
    """As the page listed them; the page of a row, or a fixed table, leaves the others where they are."""
    known = {row[paths.ROW_ID]: row for row in stored}
    written = {
        row[paths.ROW_ID]: _over(
            table.columns,
            known.get(row[paths.ROW_ID], {paths.ROW_ID: row[paths.ROW_ID]}),
            row,
            page,
            paths.join(path, row[paths.ROW_ID], ""),
        )
        for row in typed
    }
    if paths.join(path, ROWS) in page.posted:
        return list(written.values())
    return list((known | written).values())


def _row_paths(values: Mapping[str, Any], prefix: str = "") -> Iterable[str]:
    for key, value in values.items():
        if paths.is_table(value):
            for row in value:
                here = paths.join(prefix + key, row[paths.ROW_ID])
                yield here
                yield from _row_paths(row, here + paths.SEPARATOR)
