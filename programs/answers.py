"""Answers of a form, without a database: reading what was posted, leaving out rows in which nothing was written.

The answers of a section are `values` (typed, valid) and `unparsed` (path → what was typed instead). The value of a
table is a list of rows, each a mapping like `values` itself with the `_id` of the row, so that rows may hold tables.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.lib import paths
from portal.lib.text import FORBIDDEN, clean
from programs.definition.form import Section
from programs.fields.base import Invalid, Question
from programs.fields.tables import place_of
from programs.fixed_rows import rows_of

ROWS = "_rows"  # the posted list of row ids of a table stands at `<table>/_rows`
ABOUT_ROWS = {paths.ROW_ID, paths.ROW_LABEL}

Posted = Mapping[str, list[str]]
Row = dict[str, Any]


@dataclass
class Answers:
    values: dict[str, Any] = field(default_factory=dict)
    unparsed: dict[str, str] = field(default_factory=dict)
    # Keys of answers that stand as they were found beforehand: those to locked questions aren't read from a form.
    found: frozenset[str] = field(default=frozenset(), compare=False)

    def copy(self) -> "Answers":
        return Answers(dict(self.values), dict(self.unparsed), self.found)

    def raw_at(self, question: Question, path: str) -> list[str] | None:
        """What was typed for a question of this kind, one text for each of its inputs."""
        text = self.unparsed.get(path)
        if text is None:
            return None
        return text.split("\n") if question.type.is_group else [text]

    def typed_rows(self) -> set[str]:
        """Paths of the rows in which something stands that is no answer yet, in a table of theirs perhaps."""
        return {row for path in self.unparsed for row in paths.rows_above(path)}

    def forget_below(self, rows: Iterable[str]) -> None:
        """Drops what was typed in rows that are taken away."""
        gone = set(rows)
        if gone:
            self.unparsed = {
                path: text for path, text in self.unparsed.items() if gone.isdisjoint(paths.rows_above(path))
            }


def read(section: Section, posted: Posted, before: Answers, *, within: str = "") -> Answers:
    """The section's answers after a form was posted. What the form didn't hold stays as it was.

    `within` is the path of a row whose page was posted; a row that isn't there any more comes back with what was typed.
    Nothing is read where no such row can be.
    """
    after = before.copy()
    questions: Iterable[Any] = section.questions
    target: Row | None = after.values
    if within:
        place = place_of(section.questions, within)
        questions = place.question.columns if place and place.question.type.is_table else []
        target = open_row(section.questions, after.values, within)
    if target is not None:
        _read_all(questions, paths.join(within, "") if within else "", target, posted, after)
    return after


def open_row(questions: Iterable[Any], values: Row, path: str, *, create: bool = True) -> Row | None:
    """The row at a path, to be changed in place: it and all around it is copied first, or made.

    None where no row can be.
    """
    target = values
    for row_path in paths.rows_above(path):
        key, row_id = paths.split(row_path)[-2:]
        table = next((question for question in questions if question.key == key), None)
        if table is None or not table.type.is_table:
            return None
        rows = list(target.get(key, []))
        number = next((n for n, row in enumerate(rows) if row[paths.ROW_ID] == row_id), len(rows))
        if number == len(rows):
            if not create or table.is_fixed or not paths.ROW.fullmatch(row_id):
                return None
            rows.append({paths.ROW_ID: row_id})
        rows[number] = dict(rows[number])
        target[key], questions, target = rows, table.columns, rows[number]
    return target


def row_at(values: Mapping[str, Any], path: str) -> Row | None:
    found: Row | None = dict(values)
    for row_path in paths.rows_above(path):
        key, row_id = paths.split(row_path)[-2:]
        rows = found.get(key, []) if found else []
        found = next((row for row in rows if row[paths.ROW_ID] == row_id), None)
    return found


def _read_all(questions: Iterable[Any], prefix: str, target: Row, posted: Posted, after: Answers) -> None:
    for question in questions:
        path = prefix + question.key
        if question.type.is_table:
            _read_table(question, path, target, posted, after)
        elif path in posted and is_typed(question) and not (question.locked and path in after.found):
            read_into([(target, path, posted[path])], question, after)


def is_typed(question: Any) -> bool:
    """Whether its answer is what the page's inputs hold."""
    kind = question.type
    return kind.has_answer and not (kind.is_table or kind.is_computed or kind.is_file)


def read_into(cells: list[tuple[Row, str, list[str]]], question: Any, after: Answers) -> None:
    """Answers to one question, each into its row: as a value, or as typed where it is none yet."""
    cleaned = [(row, path, [clean(text) for text in raw]) for row, path, raw in cells]
    before = [row.get(question.key) for row, _path, _raw in cleaned]
    outcomes = question.type.parse_all(question, [raw for _row, _path, raw in cleaned], before)
    for (row, path, raw), outcome in zip(cleaned, outcomes, strict=True):
        after.unparsed.pop(path, None)
        row.pop(question.key, None)
        if isinstance(outcome, Invalid):
            after.unparsed[path] = "\n".join(raw)
        elif outcome is not None:
            row[question.key] = outcome


def _read_table(table: Any, path: str, target: Row, posted: Posted, after: Answers) -> None:
    before: list[Row] = target.get(table.key, [])
    if table.is_fixed:
        rows = [dict(row) for row in rows_of(table, before)]
    elif paths.join(path, ROWS) in posted:
        rows = _posted_rows(path, before, posted)
    else:
        return
    ids = {row[paths.ROW_ID] for row in rows}
    after.forget_below(paths.join(path, row[paths.ROW_ID]) for row in before if row[paths.ROW_ID] not in ids)
    for column in table.columns:
        cells = [(row, paths.join(path, row[paths.ROW_ID], column.key)) for row in rows]
        if column.type.is_table:
            for row, cell in cells:
                _read_table(column, cell, row, posted, after)
        elif is_typed(column):
            read_into([(row, cell, posted[cell]) for row, cell in cells if cell in posted], column, after)
    target.pop(table.key, None)
    if rows:
        target[table.key] = rows


def _posted_rows(path: str, before: list[Row], posted: Posted) -> list[Row]:
    """In the order posted, each with what is stored in it."""
    known = {row[paths.ROW_ID]: row for row in before}
    ids = dict.fromkeys(row_id for row_id in posted[paths.join(path, ROWS)] if paths.ROW.fullmatch(row_id))
    return [dict(known.get(row_id, {paths.ROW_ID: row_id})) for row_id in ids]


def without_blank_rows(section: Section, answers: Answers, *, within: str = "") -> Answers:
    """Rows in which nothing was written are left out: a person who added one too many needn't remove it.

    With `within` only those in the tables of that row.
    """
    values = _tidy(section.questions, answers.values, "", answers.typed_rows(), within)
    return Answers(values, dict(answers.unparsed), answers.found)


def _tidy(questions: Iterable[Any], values: Row, prefix: str, typed: set[str], within: str) -> Row:
    found = dict(values)
    for table in questions:
        if not table.type.is_table or table.key not in found:
            continue
        path = prefix + table.key
        rows = found.pop(table.key)
        if table.tables:
            rows = [_tidy(table.columns, row, paths.join(path, row[paths.ROW_ID], ""), typed, within) for row in rows]
        if not table.is_fixed and (not within or path.startswith(paths.join(within, ""))):
            rows = [row for row in rows if not is_blank(row, paths.join(path, row[paths.ROW_ID]), typed)]
        if rows:
            found[table.key] = rows
    return found


def is_blank(row: Row, path: str, typed: set[str]) -> bool:
    """Whether nothing was written in a row, nor in the tables of it; `typed` are the answers' typed rows."""
    return path not in typed and all(
        key in ABOUT_ROWS or (paths.is_table(value) and _are_blank(value, paths.join(path, key), typed))
        for key, value in row.items()
    )


def _are_blank(rows: list[Row], path: str, typed: set[str]) -> bool:
    return all(is_blank(row, paths.join(path, row[paths.ROW_ID]), typed) for row in rows)


def with_rows_of(section: Section, typed: Answers, stored: Answers) -> Answers:
    """What was typed, and after it the rows that only the stored answers have.

    The list of rows that a form posts is the whole table, so a page that doesn't show a row takes it away.
    """
    both = typed.copy()
    added: set[str] = set()
    both.values = _joined(section.questions, typed.values, stored.values, "", added)
    if added:
        both.unparsed |= {
            path: raw for path, raw in stored.unparsed.items() if not added.isdisjoint(paths.rows_above(path))
        }
    return both


def _joined(questions: Iterable[Any], typed: Row, stored: Row, prefix: str, added: set[str]) -> Row:
    found = dict(typed)
    for table in questions:
        if not table.type.is_table or table.key not in stored:
            continue
        path = prefix + table.key
        there = {row[paths.ROW_ID]: row for row in stored[table.key]}
        rows = [
            _joined(
                table.columns, row, there.pop(row[paths.ROW_ID], {}), paths.join(path, row[paths.ROW_ID], ""), added
            )
            for row in typed.get(table.key, [])
        ]
        added |= {paths.join(path, row_id) for row_id in there}
        if rows or there:
            found[table.key] = [*rows, *there.values()]
    return found


def rows_in(values: Any) -> int:
    """How many rows a table has, those of the tables in it included."""
    return sum(1 + sum(rows_in(cell) for cell in row.values() if paths.is_table(cell)) for row in values)


def has_forbidden(posted: Posted) -> bool:
    """Whether something typed can't be kept (control characters), so that the person is told."""
    return any(FORBIDDEN.search(text.replace("\r", "")) for values in posted.values() for text in values)
