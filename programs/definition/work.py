"""How much the rules of a form are to work out, when its tables are as full as they may be."""

from collections.abc import Sequence
from typing import Any

from programs.definition.specimens import Ground
from programs.expressions import RuleError, parsed
from programs.expressions.cost import steps
from programs.fields.tables import walk

MOST_STEPS_OF_A_RULE = 100_000
MOST_STEPS = 400_000  # of all rules of a form: about half a second
EACH_TIME = 5  # steps, whatever the rule says


def work(ground: Ground, source: str, tables: Sequence[Any]) -> int:
    """Of one rule, in all the rows it is worked out for; raises RuleError."""
    times = 1
    for table in tables:
        times *= int(table.most_rows)
    return times * (EACH_TIME + steps(parsed(source), ground.sizes))


def work_of(ground: Ground) -> int:
    """Of all rules of a form; what is no rule counts as nothing."""
    form = ground.form
    rules = [(check.rule, ()) for section in form.sections for check in section.checks]
    for place in walk(form.questions.values()):
        rules += [(source, place.tables) for _place, source in place.question.type.rules(place.question)]
        inside = (*place.tables, place.question)
        rules += [(check.rule, inside) for check in getattr(place.question, "checks", [])]
    return sum(_work(ground, source, tables) for source, tables in rules)


def _work(ground: Ground, source: str, tables: Sequence[Any]) -> int:
    try:
        return work(ground, source, tables)
    except RuleError:
        return 0
