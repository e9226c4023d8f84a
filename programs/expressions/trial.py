"""Trying a rule, and each of its parts, with sample answers: `||`, `&&`, `==` and `?:` hide what is wrong in a part."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import cel

from programs.expressions.functions import FUNCTIONS
from programs.expressions.scope import known, outcome
from programs.expressions.syntax import Node

TRUTH, NUMBER, ANYTHING = "yes or no", "a number", "anything"
COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
Context = cel.Context
Part = tuple[str, str]  # a source of its own, and what it has to give


def context_of(values: Mapping[str, Any]) -> Context:
    return Context({root: known(value) for root, value in values.items()}, FUNCTIONS)


def kind_of(value: Any) -> str:
    for words, kinds in (
        (TRUTH, bool),
        (NUMBER, (int, float)),
        ("a text", str),
        ("a list", list),
        ("a day", datetime),
        ("a length of time", timedelta),
    ):
        if isinstance(value, kinds):
            return words
    return "something else"


def fault_of(part: Part, context: Context, *, is_full: bool = True) -> str:
    """What is wrong with it for these values, empty when nothing is; in full ones every key is there."""
    source, wanted = part
    result = outcome(source, context)
    if isinstance(result, KeyError):
        return f"nothing here has the key {result.args[0]!r}" if is_full else ""
    if isinstance(result, IndexError):
        return "it reads a row that needn't be there: ask for size() before"
    if isinstance(result, ArithmeticError):
        return ""  # such as a division by a number that happens to be zero
    if isinstance(result, BaseException):
        return _in_plain_words(str(result))
    if wanted != ANYTHING and kind_of(result) != wanted:
        return f"this gives {kind_of(result)}, not {wanted}"
    return ""


def _in_plain_words(error: str) -> str:
    short = error.split(". ", maxsplit=1)[0].removesuffix(".")
    if "float" in short and " int" in short:
        return f"{short}: write whole numbers with a point, 2.0 for 2"
    if "No such overload" in short:
        return "No such overload: a number, a text, a day or a list stands where another of these is wanted"
    return short.replace("Python function call failed: Unsuitable: ", "")


def mismatch(node: Node, wrap: "Wrap", context: Context) -> str:
    """Of two things that are compared and are never equal, being of different kinds."""
    first, second = (_one(outcome(wrap(part.text), context), wrap.depth) for part in node.parts)
    if isinstance(first, BaseException) or isinstance(second, BaseException) or None in (first, second):
        return ""
    if kind_of(first) == kind_of(second):
        return ""
    return f"it compares {kind_of(first)} with {kind_of(second)}: they are never the same"


def _one(value: Any, depth: int) -> Any:
    """An element of a list that `Wrap` made of what goes on for each row."""
    for _ in range(depth):
        if not isinstance(value, list):
            break
        value = value[0] if value else None
    return value


class Wrap:
    """Puts a part of what is done for each row among rows again: `r.a` → `(answers.items).map(r, r.a)`."""

    def __init__(self, around: tuple[tuple[str, str], ...] = ()) -> None:
        self.around = around

    def __call__(self, source: str) -> str:
        for rows, variable in reversed(self.around):
            source = f"({rows}).map({variable}, {source})"
        return source

    @property
    def depth(self) -> int:
        return len(self.around)

    def within(self, macro: Node) -> "Wrap":
        return Wrap((*self.around, (macro.parts[0].text, macro.parts[1].text)))


def parts_of(node: Node, wanted: str = ANYTHING, wrap: Wrap | None = None) -> Iterator[tuple[Node, str, Wrap]]:
    """Each part that is hidden inside another, what it has to give, and the rows it stands among."""
    wrap = wrap or Wrap()
    if node.is_macro:
        yield from parts_of(node.parts[0], ANYTHING, wrap)
        inner = wrap.within(node)
        conditions = node.parts[2:3] if node.name != "map" or len(node.parts) == 4 else ()
        for place, part in enumerate(node.parts[2:]):
            kind = TRUTH if place < len(conditions) else ANYTHING
            yield part, kind, inner
            yield from parts_of(part, kind, inner)
        return
    if node.kind == "call" and node.name == "has":
        return
    for place, part in enumerate(node.parts):
        kind = ANYTHING
        if node.kind == "choice":
            kind = wanted if place else TRUTH
        elif (node.kind, node.name) == ("unary", "!") or node.name in {"||", "&&"}:
            kind = TRUTH
        if node.kind in {"choice", "unary"} or node.name in {"||", "&&", *COMPARISONS}:
            yield part, kind, wrap
        yield from parts_of(part, kind, wrap)


def faults_of_parts(tree: Node, wanted: str, context: Context) -> Iterator[tuple[str, str]]:
    """(part, what is wrong with it), for values in which everything is answered."""
    for node, kind, wrap in parts_of(tree, wanted):
        inside = _element_kind(wrap(node.text), kind, wrap.depth, context)
        if inside:
            yield node.text, inside
    for node, wrap in _comparisons(tree, Wrap()):
        if message := mismatch(node, wrap, context):
            yield node.text, message


def _element_kind(source: str, wanted: str, depth: int, context: Context) -> str:
    if not depth:
        return fault_of((source, wanted), context)
    message = fault_of((source, ANYTHING), context)
    value = None if message else _one(outcome(source, context), depth)
    if message or wanted == ANYTHING or value is None or kind_of(value) == wanted:
        return message
    return f"this gives {kind_of(value)}, not {wanted}"


def _comparisons(node: Node, wrap: Wrap) -> Iterator[tuple[Node, Wrap]]:
    if node.kind == "binary" and node.name in {"==", "!="}:
        yield node, wrap
    for place, part in enumerate(node.parts):
        inner = wrap.within(node) if node.is_macro and place > 1 else wrap
        if not (node.is_macro and place == 1):
            yield from _comparisons(part, inner)
