"""What is wrong and what is missing in a section, each with the path of its answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext

from portal.lib import paths
from programs.answers import Answers
from programs.definition.form import Section
from programs.evaluation import Evaluation
from programs.fields.base import Invalid, Question


@dataclass(frozen=True)
class Finding:
    path: str
    message: str
    is_gap: bool  # something is missing, rather than wrong


def findings(
    section: Section, answers: Answers, evaluation: Evaluation, *, at_submission: bool = False
) -> list[Finding]:
    """In the order of the questions; at most one for each input, checks of the section last."""
    found: list[Finding] = []
    for question in evaluation.asked(section):
        if question.type.is_table:
            found += _in_table(question, answers, evaluation, at_submission=at_submission)
        elif question.type.has_answer and not question.type.is_computed:
            value = answers.values.get(question.key)
            found += _in_answer(question, question.key, value, answers, at_submission=at_submission)
    taken = {finding.path for finding in found}
    for check in section.checks:
        if check.at not in taken and check.at not in evaluation.hidden and evaluation.scope.holds(check.rule) is False:
            found.append(Finding(check.at, str(check.message), is_gap=False))
    return found


def is_required(question: Question, *, at_submission: bool) -> bool:
    return question.required is True or (at_submission and question.required == "at_submission")


def _in_answer(
    question: Question, path: str, value: Any, answers: Answers, *, at_submission: bool
) -> Iterator[Finding]:
    raw = answers.raw_at(question, path)
    message = _why_invalid(question, raw) if raw is not None else ""
    if message:
        yield Finding(path, message, is_gap=False)
    elif value is None and is_required(question, at_submission=at_submission):
        yield Finding(path, question.type.missing(question), is_gap=True)


def _why_invalid(question: Question, raw: list[str]) -> str:
    """Worked out anew from what was typed, so in the language of the page and by today's edition."""
    try:
        question.type.parse(question, raw)
    except Invalid as invalid:
        return str(invalid)
    return ""


def _in_table(table: Any, answers: Answers, evaluation: Evaluation, *, at_submission: bool) -> Iterator[Finding]:
    rows = answers.values.get(table.key) or []
    required = is_required(table, at_submission=at_submission)
    least = max(table.rows.min, 1 if required else 0)
    if len(rows) < least:
        message = ngettext("Add at least %(least)d row.", "Add at least %(least)d rows.", least) % {"least": least}
        yield Finding(table.key, message, is_gap=True)
    if len(rows) > table.rows.max:
        message = ngettext("At most %(most)d row fits here.", "At most %(most)d rows fit here.", table.rows.max)
        yield Finding(table.key, message % {"most": table.rows.max}, is_gap=False)
    for row, known in zip(rows, evaluation.known.get(table.key, []), strict=True):
        found = list(_in_row(table, row, answers, at_submission=at_submission))
        taken = {finding.path for finding in found}
        for check in table.checks:
            path = paths.join(table.key, row[paths.ROW_ID], check.at)
            if path not in taken and evaluation.scope.holds(check.rule, row=known) is False:
                taken.add(path)
                found.append(Finding(path, str(check.message), is_gap=False))
        yield from found


def _in_row(table: Any, row: dict[str, Any], answers: Answers, *, at_submission: bool) -> Iterator[Finding]:
    for column in table.columns:
        if not column.type.is_computed:
            path = paths.join(table.key, row[paths.ROW_ID], column.key)
            yield from _in_answer(column, path, row.get(column.key), answers, at_submission=at_submission)
