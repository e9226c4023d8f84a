"""How much the rules of a form are to work out, when its tables are as full as they may be."""

from collections.abc import Sequence
from typing import Any

from programs.definition.rules import rules_of
from programs.definition.specimens import Ground
from programs.expressions import RuleError, parsed
from programs.expressions.cost import steps

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
    return sum(_work(ground, placed.source, placed.tables) for placed in rules_of(ground.form))


def _work(ground: Ground, source: str, tables: Sequence[Any]) -> int:
    try:
        return work(ground, source, tables)
    except RuleError:
        return 0
