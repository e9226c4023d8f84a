"""Rules and formulas of definitions, written in CEL (https://cel.dev): the only door to the language.

Rules read `answers` (this form), inside a table `row` and `parent` (the row around it), and what surrounds the form:
`application`, `applicant`, `organization`, `call`, `today`. The kinds normalise values before: numbers to double,
dates to midnight UTC; an unanswered question is absent. Working out a rule never raises: an absent answer gives
UNKNOWN, anything else that goes wrong FAULT.
"""

from programs.expressions.functions import FUNCTIONS, money_value
from programs.expressions.names import cells, reads, references, roots, totals
from programs.expressions.scope import FAULT, UNKNOWN, Nothing, Scope, compiled
from programs.expressions.syntax import RuleError, parsed

__all__ = [
    "FAULT",
    "FUNCTIONS",
    "UNKNOWN",
    "Nothing",
    "RuleError",
    "Scope",
    "cells",
    "compiled",
    "money_value",
    "parsed",
    "reads",
    "references",
    "roots",
    "totals",
]
