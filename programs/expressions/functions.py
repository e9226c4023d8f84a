"""What rules can call besides the functions of CEL. Their errors name no value: the library may write them to a log."""

import logging
from collections.abc import Callable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import wraps
from typing import Any

TIYN = Decimal("0.01")
# A line each time a rule is asked; who evaluates hears of faults anyway.
logging.getLogger("cel").setLevel(logging.CRITICAL)


class Unsuitable(Exception):
    """A function was given what it isn't for."""


def decimal(value: Any) -> Decimal:
    """The shortest decimal that a double stands for, as people typed it."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise Unsuitable("a number is wanted")
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def round_money(value: Any) -> Decimal:
    return decimal(value).quantize(TIYN, ROUND_HALF_UP)


def total(rows: list[dict[str, Any]], column: str) -> float:
    """Sum of a column, exact; cells without a value count as nothing."""
    return float(sum((decimal(row[column]) for row in rows if column in row), Decimal(0)))


def same(first: float, second: float) -> bool:
    """Equal as money: to the tiyn."""
    return round_money(first) == round_money(second)


def days(first: datetime, last: datetime) -> float:
    """How many days later the second one is."""
    return float((last - first).days)


def age_on(born: datetime, day: datetime) -> float:
    """Full years on that day; born on 29 February, one is a year older on 1 March."""
    return float(day.year - born.year - ((day.month, day.day) < (born.month, born.day)))


def chars(text: str) -> float:
    """Letters, where `size` counts bytes."""
    if not isinstance(text, str):
        raise Unsuitable("a text is wanted")
    return float(len(text))


def _discreet(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def call(*values: Any) -> Any:
        try:
            return function(*values)
        except Exception:  # noqa: BLE001 (whatever it says, it may quote an answer)
            raise Unsuitable(f"{function.__name__} was given what it isn't for") from None

    return call


FUNCTIONS: dict[str, Callable[..., Any]] = {
    function.__name__: _discreet(function) for function in (total, same, days, age_on, chars)
}


def money_value(result: Any) -> Decimal | None:
    """A computed amount, rounded half up to tiyn before anything reads it."""
    try:
        return round_money(result)
    except (Unsuitable, InvalidOperation):
        return None
