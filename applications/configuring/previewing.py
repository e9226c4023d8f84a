"""Inputs of a section that nobody has filled in yet."""

from dataclasses import dataclass
from typing import Any

from applications.views.fields import Field, Filled, fields_of
from portal.lib import paths
from programs.answers import Answers
from programs.definition.base import Text
from programs.definition.form import Form, Section
from programs.evaluation import evaluate
from programs.fields.tables import walk
from programs.fixed_rows import with_given_rows

ROW = "sample"


@dataclass(frozen=True)
class PreviewPage:
    title: Text
    fields: list[Field]


def preview_pages(form: Form, section: Section) -> list[PreviewPage]:
    """The section's own page, then that of a row of each table that is filled in row by row.

    With one row in every table that people add rows to, and with what rules would hide.
    """
    values = with_given_rows(section.questions, {}, {}) | _rows(section.questions)
    answers = Answers(values)
    evaluation = evaluate(form, {section.key: answers})
    evaluation.hidden.clear()
    filled = Filled(answers, evaluation, [], {})
    pages = [PreviewPage(section.title, fields_of(section.questions, values, filled))]
    for place in walk(section.questions):
        table = place.question
        if table.type.is_table and table.is_row_by_row:
            row_path = paths.join(*(part for key in place.keys for part in (key, ROW)))
            fields = fields_of(table.columns, _rows(table.columns), filled, row_path=row_path)
            pages.append(PreviewPage(table.row_title or table.label, fields))
    return pages


def _rows(questions: list[Any]) -> dict[str, Any]:
    return {
        question.key: [{paths.ROW_ID: ROW} | _rows(question.columns)]
        for question in questions
        if question.type.is_table and not question.is_fixed
    }
