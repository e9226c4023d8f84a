"""Answers as people read them: the same on the check page, in the dossier and in the PDF."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.lib import paths
from programs.answers import Answers
from programs.definition.base import Text
from programs.definition.form import Section
from programs.evaluation import Evaluation
from programs.fields.base import Question


@dataclass
class Shown:
    """One question with its answer in the active language; `text` is empty where nothing was answered."""

    question: Question
    path: str
    text: str = ""
    # What was typed when it isn't an answer (yet).
    is_unparsed: bool = False
    rows: "list[ShownRow]" = field(default_factory=list)
    uploads: list[Any] = field(default_factory=list)

    @property
    def label(self) -> Text:
        """What was asked; a consent has only its text."""
        return self.question.label or getattr(self.question, "text", self.question.label)

    @property
    def is_table(self) -> bool:
        return self.question.type.is_table


@dataclass
class ShownRow:
    id: str
    cells: list[Shown]


def shown(
    section: Section,
    answers: Answers,
    uploads: Mapping[int, Any],
    *,
    computed: Mapping[str, Any] | None = None,
    hidden: set[str] | None = None,
) -> list[Shown]:
    """`computed` and `hidden` come from an evaluation; a snapshot holds the first and lacks what was hidden."""
    found = []
    for question in section.questions:
        if not question.type.has_answer or question.key in (hidden or ()):
            continue
        is_absent = question.key not in answers.values and question.key not in answers.unparsed
        if hidden is None and question.show_if and is_absent:
            continue
        found.append(
            _shown(question, question.key, answers.values, answers=answers, uploads=uploads, computed=computed or {})
        )
    return found


def shown_draft(section: Section, answers: Answers, uploads: Mapping[int, Any], evaluation: Evaluation) -> list[Shown]:
    return shown(section, answers, uploads, computed=evaluation.computed, hidden=evaluation.hidden)


def _shown(
    question: Any,
    path: str,
    values: Mapping[str, Any],
    *,
    answers: Answers,
    uploads: Mapping[int, Any],
    computed: Mapping[str, Any],
) -> Shown:
    value = values.get(question.key, computed.get(path))
    raw = answers.unparsed.get(path)
    if raw is not None:
        return Shown(question, path, raw, is_unparsed=True)
    if question.type.is_table:
        rows = [
            ShownRow(
                row[paths.ROW_ID],
                [
                    _shown(
                        column,
                        paths.join(path, row[paths.ROW_ID], column.key),
                        row,
                        answers=answers,
                        uploads=uploads,
                        computed=computed,
                    )
                    for column in question.columns
                ],
            )
            for row in value or []
        ]
        return Shown(question, path, rows=rows)
    if question.type.is_file:
        return Shown(question, path, uploads=[uploads[pk] for pk in value or [] if pk in uploads])
    return Shown(question, path, question.type.display(question, value))
