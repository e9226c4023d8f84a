"""Working out rules for the answers of one form."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import cached_property, lru_cache
from typing import Any

import cel

from programs.expressions.cost import MOST_STEPS, steps
from programs.expressions.functions import FUNCTIONS
from programs.expressions.names import NEAR, ROOTS, SURROUNDING, reads
from programs.expressions.syntax import LONGEST, RuleError, parsed

Values = Mapping[str, Any]

FEW_ROWS = 40  # three times within each other still go quickly


class Nothing(Enum):
    UNKNOWN = "unknown"  # it reads an answer that isn't there
    FAULT = "fault"  # the rule itself is wrong for these values

    def __bool__(self) -> bool:
        return False


UNKNOWN, FAULT = Nothing.UNKNOWN, Nothing.FAULT


@lru_cache(maxsize=4096)
def compiled(source: str) -> cel.Program:
    """Raises RuleError."""
    if len(source) > LONGEST:
        raise RuleError(f"it is longer than {LONGEST} characters")
    try:
        return cel.compile(source)
    except Exception as error:
        raise RuleError(str(error).splitlines()[-1].strip() or "it can't be read") from error


@dataclass(frozen=True)
class Needs:
    """What one rule is given."""

    answers: frozenset[str]
    row: tuple[str, ...]
    parent: tuple[str, ...]
    roots: frozenset[str]
    is_whole: bool  # it reads `answers` other than by key, which only publication could have refused
    has_loops: bool


@lru_cache(maxsize=4096)
def _needs(source: str) -> Needs:
    try:
        found, tree = reads(source), parsed(source)
    except RuleError:
        return Needs(frozenset(), (), (), ROOTS, is_whole=True, has_loops=False)
    has_loops = any(node.is_macro for node in tree.walk())
    row, parent = (tuple(sorted(found.of(root))) for root in NEAR)
    return Needs(found.of("answers"), row, parent, found.roots, "answers" in found.whole, has_loops)


def outcome(source: str, context: cel.Context) -> Any:
    """The value, or the exception instead of it: nothing that a rule does is raised here."""
    try:
        return compiled(source).execute(context)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 (the library's own panics aren't of the class Exception)
        return error


def is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


class Scope:
    """What rules of one evaluation can read: made once, asked many times, never raising.

    There is one context of the language, and handing it a table costs more than most rules do. So tables are handed
    over when a rule first reads one; of answers that changed since, and in rules of rows, only what the rule names.
    """

    def __init__(self, answers: Values, surroundings: Values | None = None) -> None:
        """`surroundings` are the other roots: application, applicant, organization, call (mappings), today (a date)."""
        self.faults: dict[str, str] = {}  # rules that couldn't be worked out, and why, without any answer
        self._answers = answers
        self._changed: set[str] = set()  # answers that the context holds otherwise, or not yet
        self._tables: set[str] = set()  # that the context holds
        self._near: dict[str, Any] = {}  # what one rule sees instead of what the context holds
        self._beside: dict[frozenset[str], dict[str, Any]] = {}  # answers that rules of rows name
        given = {name: value for name, value in (surroundings or {}).items() if value is not None}
        self._waiting: dict[str, Any] = {name: {} for name in SURROUNDING} | given
        self._has_today = "today" in given

    @cached_property
    def _context(self) -> cel.Context:
        context = cel.Context({"answers": self._scalars()}, FUNCTIONS)
        self._changed |= {key for key, value in self._answers.items() if is_table(value)}
        context.set_variable_resolver(self._near.get)  # asked first; None leads on to what the context holds
        return context

    def note_change(self, key: str) -> None:
        """After an answer was hidden or computed in the mapping this was made with."""
        self._changed.add(key)
        self._beside.clear()

    def value(self, source: str, *, row: Values | None = None, parent: Values | None = None) -> Any:
        """The rule's value; UNKNOWN when an answer it reads is absent, FAULT when it can't be computed."""
        needs = _needs(source)
        if "today" in needs.roots and not self._has_today:
            return UNKNOWN
        if needs.has_loops and self._is_too_much(source, needs, row):
            return self._fault(source, "too many rows")
        try:
            self._bring(needs, row, parent)
        except ValueError as error:  # a value that the language has no kind for
            return self._fault(source, type(error).__name__)
        return self._judged(source, outcome(source, self._context))

    def _bring(self, needs: Needs, row: Values | None, parent: Values | None) -> None:
        self._near.clear()
        context = self._context
        if row is not None:
            self._near["row"] = _named(row, needs.row)
            self._near["parent"] = _named(parent or {}, needs.parent)
            self._near["answers"] = self._answers_beside(needs.answers)
        elif needs.is_whole or not needs.answers.isdisjoint(self._changed):
            self._bring_answers(needs)
        if self._waiting and not needs.roots.isdisjoint(self._waiting):
            for root in needs.roots & self._waiting.keys():
                context.add_variable(root, known(self._waiting.pop(root)))

    def holds(self, source: str, *, row: Values | None = None, parent: Values | None = None) -> bool | Nothing:
        result = self.value(source, row=row, parent=parent)
        return result if isinstance(result, bool | Nothing) else self._fault(source, "neither yes nor no")

    def _scalars(self, keys: frozenset[str] | None = None) -> dict[str, Any]:
        named = self._answers if keys is None else [key for key in keys if key in self._answers]
        return {key: self._answers[key] for key in named if not is_table(self._answers[key])}

    def _answers_beside(self, keys: frozenset[str]) -> dict[str, Any]:
        if keys not in self._beside:
            self._beside[keys] = self._scalars(keys)
        return self._beside[keys]

    def _bring_answers(self, needs: Needs) -> None:
        named = needs.answers | (self._answers.keys() if needs.is_whole else frozenset())
        tables = {key for key in named if is_table(self._answers.get(key))}
        if not tables:
            self._near["answers"] = self._scalars(named)
        else:
            self._tables |= tables
            self._changed = {key for key, value in self._answers.items() if is_table(value)} - self._tables
            held = {key: value for key, value in self._answers.items() if key not in self._changed}
            self._context.add_variable("answers", held)

    def _is_too_much(self, source: str, needs: Needs, row: Values | None) -> bool:
        """Publication refuses rules that are, by the most rows a table may have; a page may have posted more."""
        sizes: dict[str, int] = {}
        for key in needs.answers:
            _measure(key, self._answers.get(key), sizes)
        for key in needs.row if row else ():
            _measure(key, row[key] if row and key in row else None, sizes)
        return max(sizes.values(), default=0) > FEW_ROWS and steps(parsed(source), sizes) > 5 * MOST_STEPS

    def _judged(self, source: str, result: Any) -> Any:
        if isinstance(result, KeyError):
            return UNKNOWN
        if isinstance(result, BaseException):
            return self._fault(source, type(result).__name__)
        if isinstance(result, float) and not math.isfinite(result):
            return self._fault(source, "not a finite number")
        return result

    def _fault(self, source: str, why: str) -> Nothing:
        self.faults.setdefault(source, why)
        return FAULT


def _measure(key: str, value: Any, sizes: dict[str, int]) -> None:
    """The longest list of each name, those within rows included."""
    if not isinstance(value, list):
        return
    sizes[key] = max(sizes.get(key, 0), len(value))
    for row in value:
        if isinstance(row, Mapping):
            for inner, cell in row.items():
                _measure(inner, cell, sizes)


def _named(values: Values, keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: values[key] for key in keys if key in values}


def known(value: Any) -> Any:
    """As rules see it: a day is a moment, midnight UTC."""
    if isinstance(value, Mapping):
        return {key: known(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time(), UTC)
    return value
