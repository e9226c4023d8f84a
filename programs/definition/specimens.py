"""Sample answers of a form, as rules see them, to try its rules with."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from programs.definition.form import Form
from programs.definition.surroundings import SURROUNDINGS, TODAY
from programs.expressions.trial import Context, context_of

Values = Mapping[str, Any]
SEVERAL = 3


@dataclass(frozen=True)
class Ground:
    """Where the rules of a form stand."""

    form: Form
    application: Form | None = None  # for the forms that are filled in later than it
    eligibility: Form | None = None  # what was asked before there was a case
    forms: Mapping[str, Form] = field(default_factory=dict)  # all of the definition
    has_case: bool = True  # a visitor who tries their eligibility has none

    def specimen(self, tables: Sequence[Any], *, rows: int = 1) -> dict[str, Any]:
        """Every key of every root; `tables` are those the rule stands in, from the outside."""
        found: dict[str, Any] = {"answers": answers(self.form, rows=rows), "today": TODAY}
        if self.has_case:
            found |= SURROUNDINGS
        if self.application:
            found["application"] = answers(self.application, rows=rows)
        if tables:
            found["row"] = row_of(tables[-1], rows=rows)
        if len(tables) > 1:
            found["parent"] = row_of(tables[-2], rows=rows)
        return found

    def specimens(self, tables: Sequence[Any]) -> Iterator[tuple[Values, bool]]:
        """Each with whether everything is answered in it."""
        full = self.specimen(tables)
        yield full, True
        yield self.specimen(tables, rows=SEVERAL), True
        yield self.specimen(tables, rows=0), False
        yield {root: {} if isinstance(value, dict) else value for root, value in full.items()}, False

    def contexts(self, tables: Sequence[Any]) -> list[tuple[Context, bool]]:
        """The specimens as the language takes them, made once for all rules of the same rows."""
        where = tuple(table.key for table in tables)
        if where not in self._contexts:
            self._contexts[where] = [(context_of(values), is_full) for values, is_full in self.specimens(tables)]
        return self._contexts[where]

    @cached_property
    def _contexts(self) -> dict[tuple[str, ...], list[tuple[Context, bool]]]:
        return {}

    def question(self, root: str, key: str, tables: Sequence[Any]) -> Any:
        """What `root.key` is the answer to, None when it is of no question."""
        if root in {"answers", "application"}:
            form = self.form if root == "answers" else self.application
            return form.questions.get(key) if form else None
        place = {"row": 1, "parent": 2}.get(root, 0)
        return tables[-place].column(key) if 0 < place <= len(tables) else None

    @cached_property
    def sizes(self) -> dict[str, int]:
        """How many rows, options or characters an answer may have at most, by its key."""
        found: dict[str, int] = {}
        for form in filter(None, (self.form, self.application)):
            _measure(form.questions.values(), found)
        return found


def answers(form: Form, *, rows: int = 1) -> dict[str, Any]:
    asked = [question for question in form.questions.values() if question.type.has_answer]
    return {question.key: _sample(question, rows) for question in asked}


def row_of(table: Any, *, rows: int = 1) -> dict[str, Any]:
    return {column.key: _sample(column, rows) for column in table.columns if column.type.has_answer}


def _sample(question: Any, rows: int) -> Any:
    if not question.type.is_table:
        return question.type.sample(question)
    given = len(question.rows) if question.is_fixed else 0  # these are always there, all of them
    return [row_of(question, rows=rows)] * (given or rows)


def _measure(questions: Any, found: dict[str, int]) -> None:
    for question in questions:
        size = _size(question)
        found[question.key] = max(found.get(question.key, 1), size)
        if question.type.is_table:
            _measure(question.columns, found)


def _size(question: Any) -> int:
    if question.type.is_table:
        return int(question.most_rows)
    if options := getattr(question, "options", None):
        return len(options)
    limit = getattr(question, "max", None)
    return limit if isinstance(limit, int) and isinstance(question.type.sample(question), str) else 100
