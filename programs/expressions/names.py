"""What a rule reads and calls, told from its text."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from programs.expressions.functions import FUNCTIONS
from programs.expressions.syntax import MACROS, Node, RuleError, parsed

NEAR = ("row", "parent")  # what only rules of a table see
# What a form is filled in amid: given by the case, or by nobody while a visitor tries their eligibility.
SURROUNDING = ("application", "applicant", "organization", "call")
WITH_KEYS = ("answers", *NEAR, *SURROUNDING)
ROOTS = frozenset({*WITH_KEYS, "today"})
OWN_OF_CEL = frozenset(
    {"size", "has", "contains", "startsWith", "endsWith", "matches", "int", "double", "string", "timestamp", "duration"}
)


@dataclass(frozen=True)
class Reads:
    """`keys` are (root, key); `whole` the roots that are read other than by `.key`."""

    keys: frozenset[tuple[str, str]]
    whole: frozenset[str]
    roots: frozenset[str]
    unknown: frozenset[str]  # variables and functions that we don't have
    taken: frozenset[str]  # roots whose name is given to one of several, as in `.all(row, …)`

    def of(self, root: str) -> frozenset[str]:
        return frozenset(key for name, key in self.keys if name == root)


@lru_cache(maxsize=4096)
def reads(source: str) -> Reads:
    """Raises RuleError."""
    found = _Finder()
    found.visit(parsed(source), frozenset())
    return Reads(
        frozenset(found.keys),
        frozenset(found.whole),
        frozenset(found.roots),
        frozenset(found.unknown),
        frozenset(found.taken),
    )


def references(source: str) -> set[tuple[str, str]]:
    """(root, key) of everything the rule reads, such as ("answers", "total"); nothing for what is no rule."""
    try:
        return set(reads(source).keys)
    except RuleError:
        return set()


def roots(source: str) -> frozenset[str]:
    """The first names of everything it reads, `today` included; nothing for what is no rule."""
    try:
        return reads(source).roots
    except RuleError:
        return frozenset()


class _Finder:
    def __init__(self) -> None:
        self.keys: set[tuple[str, str]] = set()
        self.whole: set[str] = set()
        self.roots: set[str] = set()
        self.unknown: set[str] = set()
        self.taken: set[str] = set()

    def visit(self, node: Node, bound: frozenset[str]) -> None:
        if node.kind == "select" and _is_root(node.parts[0], bound):
            self.keys.add((node.parts[0].name, node.name))
            self.roots.add(node.parts[0].name)
        elif node.is_macro:
            self.visit_macro(node, bound)
        else:
            if node.kind == "name" and node.name not in bound:
                self.visit_name(node.name)
            if node.kind in {"call", "method"} and not _is_known(node):
                self.unknown.add(node.name)
            for part in node.parts:
                self.visit(part, bound)

    def visit_name(self, name: str) -> None:
        self.roots |= {name} & ROOTS
        if name in WITH_KEYS:
            self.whole.add(name)
        elif name != "today":
            self.unknown.add(name)

    def visit_macro(self, node: Node, bound: frozenset[str]) -> None:
        target, variable, *inside = node.parts
        if variable.name in ROOTS:
            self.taken.add(variable.name)
        self.visit(target, bound)
        for part in inside:
            self.visit(part, bound | {variable.name})


def _is_root(node: Node, bound: frozenset[str]) -> bool:
    return node.kind == "name" and node.name in WITH_KEYS and node.name not in bound


def _is_known(node: Node) -> bool:
    if node.kind == "call":
        return node.name in FUNCTIONS or node.name in OWN_OF_CEL
    return node.name in OWN_OF_CEL - {"has", "int", "double", "string", "timestamp", "duration"}


def depth_of_comprehensions(node: Node) -> int:
    """How many of them stand in each other."""
    deepest, waiting = 0, [(node, 0)]
    while waiting:
        current, depth = waiting.pop()
        is_one = current.kind == "method" and current.name in MACROS
        deepest = max(deepest, depth + is_one)
        waiting.extend((part, depth + (is_one and place > 0)) for place, part in enumerate(current.parts))
    return deepest


def totals(source: str) -> set[tuple[str, str, str]]:
    """(root, table, column) of every sum in the rule, also of a selection of rows."""
    return {(*table, column.value) for table, column in _sums(source) if isinstance(column.value, str)}


def cells(source: str) -> set[str]:
    """Keys that the rule names of rows it goes through: `price` in `answers.items.filter(r, r.price > 0.0)`."""
    try:
        nodes = list(parsed(source).walk())
    except RuleError:
        return set()
    named = {node.name for node in nodes if node.kind == "select" and not _is_root(node.parts[0], frozenset())}
    inner = (node.parts for node in nodes if _is_sum(node) and not source_of_rows(node.parts[0]))
    return named | {str(column.value) for _rows, column in inner}


def _sums(source: str) -> Iterator[tuple[tuple[str, str], Node]]:
    try:
        tree = parsed(source)
    except RuleError:
        return
    for node in tree.walk():
        if _is_sum(node) and (table := source_of_rows(node.parts[0])) and node.parts[1].kind == "literal":
            yield table, node.parts[1]


def _is_sum(node: Node) -> bool:
    return node.kind == "call" and node.name == "total" and len(node.parts) == 2


def source_of_rows(node: Node) -> tuple[str, str] | None:
    """(root, key) of the table that `answers.items` or `answers.items.filter(r, …)` takes its rows from."""
    while node.is_macro and node.name == "filter":
        node = node.parts[0]
    if node.kind == "select" and node.parts[0].kind == "name" and node.parts[0].name in WITH_KEYS:
        return node.parts[0].name, node.name
    return None


def conjuncts(node: Node) -> list[Node]:
    """What has to hold, each by itself: `a && b && c` gives three."""
    if node.kind == "binary" and node.name == "&&":
        return [*conjuncts(node.parts[0]), *conjuncts(node.parts[1])]
    return [node]
