"""Rules and formulas of definitions, written in CEL (https://cel.dev): the only door to the language.

Rules read `answers` (this form) and, inside a table, `row`. The kinds normalise values before: numbers to
double, dates to midnight UTC; an unanswered question is absent. Evaluation never raises: an absent answer gives
UNKNOWN, anything else that goes wrong FAULT.
"""

import math
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import Enum
from functools import lru_cache
from typing import Any

import cel

TIYN = Decimal("0.01")
STRING_LITERAL = re.compile(r"""r?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
REFERENCE = re.compile(r"(?<![\w.])(answers|row)\.([A-Za-z_]\w*)")
WHOLE = re.compile(r"(?<![\w.])(answers|row)\b")
COMPREHENSION = re.compile(r"\.(?:all|exists|exists_one|filter|map)\(\s*(\w+)\s*,")
TOTAL = re.compile(r"""\btotal\(\s*answers\.(\w+)\s*,\s*["'](\w+)["']""")


class Nothing(Enum):
    UNKNOWN = "unknown"  # it reads an answer that isn't there
    FAULT = "fault"  # the rule itself is wrong for these values

    def __bool__(self) -> bool:
        return False


UNKNOWN, FAULT = Nothing.UNKNOWN, Nothing.FAULT


class RuleError(ValueError):
    """The text isn't a rule of our language."""


def decimal(value: Any) -> Decimal:
    """The shortest decimal that a double stands for, as people typed it."""
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def total(rows: list[dict[str, Any]], column: str) -> float:
    """Sum of a column, exact; cells without a value count as nothing."""
    return float(sum((decimal(row[column]) for row in rows if column in row), Decimal(0)))


def same(first: float, second: float) -> bool:
    """Equal as money: to the tiyn."""
    return round_money(first) == round_money(second)


def days(first: datetime, last: datetime) -> float:
    return float((last - first).days)


def chars(text: str) -> float:
    return float(len(text))


FUNCTIONS: dict[str, Callable[..., Any]] = {"total": total, "same": same, "days": days, "chars": chars}


def round_money(value: float) -> Decimal:
    return decimal(value).quantize(TIYN, ROUND_HALF_UP)


class Scope:
    """What rules of one evaluation can read: made once, asked many times.

    The language gets a copy of all answers, which takes long with a large table. So a change is only noted here, and
    the copy is made anew when a rule reads what has changed.
    """

    def __init__(self, answers: Mapping[str, Any], surroundings: Mapping[str, Any] | None = None) -> None:
        """`surroundings` holds the other roots by name: application, applicant, organization, call, today."""
        self._answers = answers
        self._changed: set[str] = set()
        # Rules that couldn't be worked out, so that staff can be told.
        self.faults: set[str] = set()
        roots = {name: _known(value) for name, value in (surroundings or {}).items()}
        self._context = cel.Context({**roots, "answers": dict(answers)}, FUNCTIONS)

    def note_change(self, key: str) -> None:
        """After an answer was hidden or computed in the mapping this was made with."""
        self._changed.add(key)

    def value(
        self, source: str, *, row: Mapping[str, Any] | None = None, parent: Mapping[str, Any] | None = None
    ) -> Any:
        """The rule's value; UNKNOWN when an answer it reads is absent, FAULT when it can't be computed."""
        if self._changed and (reads_whole(source) or not self._changed.isdisjoint(answers_read(source))):
            self._context.add_variable("answers", dict(self._answers))
            self._changed.clear()
        for name, near in (("row", row), ("parent", parent)):
            if near is not None:
                self._context.add_variable(name, dict(near))
        try:
            result = compiled(source).execute(self._context)
        except KeyError:
            return UNKNOWN
        except Exception:  # noqa: BLE001 (the library raises many kinds; a rule must never break a page)
            result = FAULT
        if result is FAULT or (isinstance(result, float) and not math.isfinite(result)):
            self.faults.add(source)
            return FAULT
        return result

    def holds(
        self, source: str, *, row: Mapping[str, Any] | None = None, parent: Mapping[str, Any] | None = None
    ) -> bool | Nothing:
        result = self.value(source, row=row, parent=parent)
        if isinstance(result, bool | Nothing):
            return result
        self.faults.add(source)
        return FAULT


def _known(value: Any) -> Any:
    """A date as rules know it: midnight UTC."""
    is_date = isinstance(value, date) and not isinstance(value, datetime)
    return datetime.combine(value, time(), UTC) if is_date else value


def money_value(result: Any) -> Decimal | None:
    """A computed amount, rounded half up to tiyn before anything reads it."""
    if isinstance(result, bool) or not isinstance(result, int | float):
        return None
    try:
        return round_money(result)
    except InvalidOperation:
        return None


@lru_cache(maxsize=4096)
def compiled(source: str) -> cel.Program:
    try:
        return cel.compile(source)
    except ValueError as error:
        raise RuleError(str(error).splitlines()[0]) from error


def references(source: str) -> set[tuple[str, str]]:
    """(root, key) of everything the rule reads, such as ("answers", "total")."""
    bare = STRING_LITERAL.sub("''", source)
    return {(match[1], match[2]) for match in REFERENCE.finditer(bare)}


@lru_cache(maxsize=4096)
def answers_read(source: str) -> frozenset[str]:
    return frozenset(key for root, key in references(source) if root == "answers")


@lru_cache(maxsize=4096)
def reads_whole(source: str) -> bool:
    """Whether it reads `answers` or `row` other than by `.key`, so that what it depends on can't be told."""
    return bool(WHOLE.search(REFERENCE.sub("", STRING_LITERAL.sub("''", source))))


def totals(source: str) -> set[tuple[str, str]]:
    """(table, column) of every sum in the rule."""
    return {(match[1], match[2]) for match in TOTAL.finditer(source)}


def unknown_names(source: str) -> set[str]:
    """Roots and functions the rule names that we don't have."""
    found = compiled(source).references()
    functions = {name for name in found["functions"] if re.fullmatch(r"[a-z]\w*", name)}
    known = set(FUNCTIONS) | {"size", "has", "contains", "startsWith", "endsWith", "matches", "int", "double", "string"}
    known |= {"timestamp", "duration"}
    variables = {"answers", "row"} | set(COMPREHENSION.findall(STRING_LITERAL.sub("''", source)))
    return (functions - known) | (set(found["variables"]) - variables)


def trial(source: str, answers: Mapping[str, Any], row: Mapping[str, Any]) -> Any:
    """The rule's value for sample answers, None when they don't suit; raises RuleError when types don't fit."""
    context = cel.Context({"answers": dict(answers), "row": dict(row)}, FUNCTIONS)
    try:
        return compiled(source).execute(context)
    except (TypeError, RuntimeError) as error:
        raise RuleError(str(error).split(". ")[0]) from error
    except Exception:  # noqa: BLE001 (such as a division by zero, or a text that isn't a number)
        return None
