"""What is wrong, what is missing and what is worth a second look in a section, each with the path of its answer."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext

from portal.lib import paths
from programs.answers import Answers
from programs.definition.check import Check
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
    """In the order of the questions; at most one for each input, checks of the section last.

    A row in which nothing was written has none: it is left out when the section is saved.
    """
    look = _Look(answers, evaluation, at_submission)
    found = list(look.at(section.questions, answers.values, evaluation.known))
    broken = _broken(section, evaluation, {finding.path for finding in found}, soft=False)
    return [*found, *(Finding(check.at, str(check.message), is_gap=False) for check in broken)]


def advice(section: Section, answers: Answers, evaluation: Evaluation, found: Iterable[Finding]) -> list[Finding]:
    """Soft checks that don't hold, rows first; silent beside an answer that is among the findings already."""
    taken = {finding.path for finding in found}
    given = []
    for table, address in _written_rows(section.questions, answers.values, evaluation):
        for check in table.checks:
            path = paths.join(address, check.at)
            is_silent = not check.soft or path in taken or path in evaluation.hidden
            if not is_silent and evaluation.holds(table, check.rule, address) is False:
                given.append(Finding(path, str(check.message), is_gap=False))
    broken = _broken(section, evaluation, taken, soft=True)
    return [*given, *(Finding(check.at, str(check.message), is_gap=False) for check in broken)]


def by_path(found: Iterable[Finding]) -> dict[str, list[str]]:
    """Path of an answer → all that is said about it."""
    messages: dict[str, list[str]] = {}
    for finding in found:
        messages.setdefault(finding.path, []).append(finding.message)
    return messages


def is_required(question: Question, *, at_submission: bool) -> bool:
    return question.required is True or (at_submission and question.required == "at_submission")


def _broken(section: Section, evaluation: Evaluation, taken: Container[str], *, soft: bool) -> Iterator[Check]:
    for check in section.checks:
        is_silent = check.soft != soft or check.at in taken or check.at in evaluation.hidden
        if not is_silent and evaluation.scope.holds(check.rule) is False:
            yield check


def _written_rows(
    questions: Iterable[Any], values: Mapping[str, Any], evaluation: Evaluation, row_path: str = ""
) -> Iterator[tuple[Any, str]]:
    """Rows of tables at every depth, each after those in it: (table, path of the row)."""
    for question in evaluation.asked_in(questions, row_path):
        if question.type.is_table:
            table_path = paths.join(row_path, question.key) if row_path else question.key
            for row in values.get(question.key) or []:
                address = paths.join(table_path, row[paths.ROW_ID])
                if address not in evaluation.blank:
                    yield from _written_rows(question.columns, row, evaluation, address)
                    yield question, address


@dataclass(frozen=True)
class _Look:
    answers: Answers
    evaluation: Evaluation
    at_submission: bool

    def at(
        self, questions: Iterable[Any], values: Mapping[str, Any], known: Mapping[str, Any], row_path: str = ""
    ) -> Iterator[Finding]:
        prefix = paths.join(row_path, "") if row_path else ""
        for question in self.evaluation.asked_in(questions, row_path):
            path, value = prefix + question.key, values.get(question.key)
            if question.type.is_table:
                yield from self._in_table(question, path, value or [])
            elif question.type.has_answer and not question.type.is_computed:
                yield from self._in_answer(question, path, value, known)

    def _in_answer(self, question: Any, path: str, value: Any, known: Mapping[str, Any]) -> Iterator[Finding]:
        raw = self.answers.raw_at(question, path)
        if raw is not None:
            message = _why_invalid(question, raw)
        else:
            message = question.type.conflict(question, value, known) if value is not None else ""
        if message:
            yield Finding(path, message, is_gap=False)
        elif value is None and is_required(question, at_submission=self.at_submission):
            yield Finding(path, question.type.missing(question), is_gap=True)

    def _in_table(self, table: Any, path: str, rows: list[dict[str, Any]]) -> Iterator[Finding]:
        addresses = [paths.join(path, row[paths.ROW_ID]) for row in rows]
        written = [
            (address, row) for address, row in zip(addresses, rows, strict=True) if address not in self.evaluation.blank
        ]
        required = is_required(table, at_submission=self.at_submission)
        least, most = max(table.least_rows, 1 if required else 0), table.most_rows
        if len(written) < least and not table.is_fixed:
            message = ngettext("Add at least %(least)d row.", "Add at least %(least)d rows.", least)
            yield Finding(path, message % {"least": least}, is_gap=True)
        if len(written) > most and not table.is_fixed:
            message = ngettext("At most %(most)d row fits here.", "At most %(most)d rows fit here.", most)
            yield Finding(path, message % {"most": most}, is_gap=False)
        for address, row in written:
            yield from self._in_row(table, address, row)

    def _in_row(self, table: Any, address: str, row: dict[str, Any]) -> Iterator[Finding]:
        found = list(self.at(table.columns, row, self.evaluation.rows[address].plain, address))
        taken = {finding.path for finding in found}
        for check in table.checks:
            path = paths.join(address, check.at)
            if check.soft or path in taken or path in self.evaluation.hidden:
                continue
            if self.evaluation.holds(table, check.rule, address) is False:
                taken.add(path)
                found.append(Finding(path, str(check.message), is_gap=False))
        yield from found


def _why_invalid(question: Question, raw: list[str]) -> str:
    """Worked out anew from what was typed, so in the language of the page and by today's edition."""
    try:
        question.type.parse(question, raw)
    except Invalid as invalid:
        return str(invalid)
    return ""
