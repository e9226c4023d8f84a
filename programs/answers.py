"""Answers of a form, without a database: reading what was posted, working out rules, finding what is wrong or missing.

The answers of a section are `values` (typed, valid) and `unparsed` (path → what was typed instead).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.lib import paths
from portal.lib.text import FORBIDDEN, clean
from programs.definition.form import Section
from programs.fields.base import Invalid, Question

ROWS = "_rows"  # the posted list of row ids of a table stands at `<table>/_rows`
MOST_ROWS = 1000  # of a posted table; twice what any holds, since two windows may each have filled it

Posted = Mapping[str, list[str]]


@dataclass
class Answers:
    values: dict[str, Any] = field(default_factory=dict)
    unparsed: dict[str, str] = field(default_factory=dict)

    def copy(self) -> "Answers":
        return Answers(dict(self.values), dict(self.unparsed))

    def raw_at(self, question: Question, path: str) -> list[str] | None:
        """What was typed for a question of this kind, one text for each of its inputs."""
        text = self.unparsed.get(path)
        if text is None:
            return None
        return text.split("\n") if question.type.is_group else [text]


def read(section: Section, posted: Posted, before: Answers) -> Answers:
    """The section's answers after a form was posted. What the form didn't hold stays as it was."""
    after = before.copy()
    for question in section.questions:
        kind = question.type
        if kind.is_table:
            if paths.join(question.key, ROWS) in posted:
                _read_table(question, posted, after)
        elif question.key in posted and kind.has_answer and not (kind.is_computed or kind.is_file):
            _read_into(after.values, question, question.key, posted[question.key], after)
    return after


def _read_into(target: dict[str, Any], question: Question, path: str, raw: list[str], after: Answers) -> None:
    raw = [clean(text) for text in raw]
    after.unparsed.pop(path, None)
    target.pop(question.key, None)
    try:
        value = question.type.parse(question, raw)
    except Invalid:
        after.unparsed[path] = "\n".join(raw)
    else:
        if value is not None:
            target[question.key] = value


def _read_table(table: Any, posted: Posted, after: Answers) -> None:
    prefix = table.key + paths.SEPARATOR
    before = {row[paths.ROW_ID]: row for row in after.values.get(table.key, [])}
    old_unparsed = {path: text for path, text in after.unparsed.items() if path.startswith(prefix)}
    for path in old_unparsed:
        del after.unparsed[path]
    rows = []
    ids = dict.fromkeys(row_id for row_id in posted[prefix + ROWS] if paths.ROW.fullmatch(row_id))
    for row_id in list(ids)[:MOST_ROWS]:
        row = dict(before.get(row_id, {paths.ROW_ID: row_id}))
        for column in table.columns:
            path = paths.join(table.key, row_id, column.key)
            if column.type.is_computed:
                continue
            if path in posted:
                _read_into(row, column, path, posted[path], after)
            elif path in old_unparsed:
                after.unparsed[path] = old_unparsed[path]
        rows.append(row)
    after.values.pop(table.key, None)
    if rows:
        after.values[table.key] = rows


def without_blank_rows(section: Section, answers: Answers) -> Answers:
    """Rows in which nothing was written are left out: a person who added one too many needn't remove it."""
    after = answers.copy()
    for question in section.questions:
        if not question.type.is_table or question.key not in after.values:
            continue
        rows = [row for row in after.values[question.key] if not is_blank(question.key, row, after)]
        if rows:
            after.values[question.key] = rows
        else:
            del after.values[question.key]
    return after


def with_rows_of(section: Section, typed: Answers, stored: Answers) -> Answers:
    """What was typed, and after it the rows that only the stored answers have.

    The list of rows that a form posts is the whole table, so a page that doesn't show a row takes it away.
    """
    both = typed.copy()
    for question in section.questions:
        if not question.type.is_table:
            continue
        here = both.values.get(question.key, [])
        ids = {row[paths.ROW_ID] for row in here}
        more = [row for row in stored.values.get(question.key, []) if row[paths.ROW_ID] not in ids]
        if more:
            both.values[question.key] = [*here, *more]
        for row in more:
            prefix = paths.join(question.key, row[paths.ROW_ID], "")
            both.unparsed |= {path: raw for path, raw in stored.unparsed.items() if path.startswith(prefix)}
    return both


def is_blank(table: str, row: dict[str, Any], answers: Answers) -> bool:
    prefix = paths.join(table, row[paths.ROW_ID], "")
    return set(row) == {paths.ROW_ID} and not any(path.startswith(prefix) for path in answers.unparsed)


def has_forbidden(posted: Posted) -> bool:
    """Whether something typed can't be kept (control characters), so that the person is told."""
    return any(FORBIDDEN.search(text.replace("\r", "")) for values in posted.values() for text in values)
