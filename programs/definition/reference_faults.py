"""Contradictions between questions that are searched in the same list."""

from collections.abc import Iterator
from typing import Any

from programs.definition.form import Form
from programs.fields.base import Question


def reference_faults(form: Form, question: Question, tables: tuple[Any, ...]) -> Iterator[str]:
    """`tables` are those that the question is a column in, from the outside."""
    under = getattr(question, "under", "")
    if not under:
        return
    above: Any = tables[-1].column(under) if tables else form.questions.get(under)
    where = "this table has no column" if tables else "this form has no question"
    if above is None or above is question:
        yield f"under: {where} {under!r} that it could belong to"
    elif getattr(above, "reference_list", None) != question.reference_list:  # type: ignore[attr-defined]
        yield f"under: {under!r} isn't a reference of the same list"
    elif above.level and question.level and above.level >= question.level:  # type: ignore[attr-defined]
        yield f"level: it has to stand deeper than {under!r}"
