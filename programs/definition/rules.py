"""Every rule of a form, with where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from programs.definition.form import Form
from programs.fields.tables import walk


@dataclass(frozen=True)
class Placed:
    source: str
    place: str  # show_if, value, check
    keys: tuple[str, ...]  # of the question, or of the one beside which a check's message stands, after its tables
    tables: tuple[Any, ...]  # whose rows the rule is about, from the outside


def rules_of(form: Form) -> Iterator[Placed]:
    for section in form.sections:
        for check in section.checks:
            yield Placed(check.rule, "check", (check.at,), ())
    for found in walk(form.questions.values()):
        for place, source in found.question.type.rules(found.question):
            yield Placed(source, place, found.keys, found.tables)
        for check in getattr(found.question, "checks", []):
            yield Placed(check.rule, "check", (*found.keys, check.at), (*found.tables, found.question))
