"""What is wrong with a rule of a form: found by its names, and by trying it with an answer to every question."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from programs import expressions
from programs.definition.form import Form

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    path: Path
    message: str


def rule_faults(form: Form, source: str, path: Path, table: Any = None, *, number: bool = False) -> list[Fault]:
    """`table` is given for rules of its rows; `number` for formulas, which give a number instead of yes or no."""
    try:
        messages = list(_names(form, source, table)) or list(_outcome(form, source, table, number=number))
    except expressions.RuleError as error:
        messages = [f"this isn't a rule: {error}"]
    return [Fault(path, message) for message in messages]


def _names(form: Form, source: str, table: Any) -> Iterator[str]:
    for name in sorted(expressions.unknown_names(source)):
        yield f"rules don't know {name!r}"
    if expressions.reads_whole(source):
        yield "name what is read, as answers.key or row.key"
    for root, key in sorted(expressions.references(source)):
        if root == "answers" and not (key in form.questions and form.questions[key].type.has_answer):
            yield f"there is no question {key!r} in this form"
        if root == "row" and not (table and table.column(key)):
            yield f"there is no column {key!r} in this table"
    for name, column in sorted(expressions.totals(source)):
        question: Any = form.questions.get(name)
        if question and not (question.type.is_table and question.column(column)):
            yield f"{name!r} is no table with a column {column!r}"


def _outcome(form: Form, source: str, table: Any, *, number: bool) -> Iterator[str]:
    """A rule whose types don't fit would never hold and never be noticed."""
    answers = {key: asked.type.sample(asked) for key, asked in form.questions.items() if asked.type.has_answer}
    result = expressions.trial(source, answers, table.type.sample(table)[0] if table else {})
    is_truth = isinstance(result, bool)
    if number and result is not None and (is_truth or not isinstance(result, int | float)):
        yield "this formula doesn't give a number"
    if not number and result is not None and not is_truth:
        yield "this rule doesn't give yes or no"
