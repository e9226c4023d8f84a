"""What a section may post at most, so that its form always fits into what the server takes."""

from collections.abc import Iterator
from typing import Any

from programs.definition.form import Section
from programs.fields.tables import pages

# See DATA_UPLOAD_MAX_… in the settings.
MOST_INPUTS = 15_000
MOST_CHARACTERS = 1_500_000


def capacity_faults(section: Section) -> Iterator[str]:
    """A table edited row by row has a page for each row, which is posted by itself."""
    for page in pages(list(section.questions)):
        if sum(_inputs(question) for question in page) > MOST_INPUTS:
            yield f"its form has more than {MOST_INPUTS} inputs: allow fewer rows, or divide the section"
        if sum(_characters(question) for question in page) > MOST_CHARACTERS:
            yield f"it takes more than {MOST_CHARACTERS} characters: shorten its texts, or divide the section"


def _inputs(question: Any) -> int:
    """How many fields a browser sends for it at most."""
    if question.type.is_table:
        inside = 0 if question.is_row_by_row else sum(_inputs(column) for column in question.columns)
        return 1 + int(question.most_rows) * (1 + inside)
    if not question.type.has_answer or question.type.is_computed or question.type.is_file:
        return 0
    return 1 + len(getattr(question, "options", [""])) if question.type.is_group else 1


def _characters(question: Any) -> int:
    if question.type.is_table:
        if question.is_row_by_row:
            return 0
        return int(question.most_rows) * sum(_characters(column) for column in question.columns)
    limit = getattr(question, "max", None)
    return limit if isinstance(limit, int) else 100
