"""The text of a rule as a tree, for everything that is asked about a rule without working it out.

The grammar is that of CEL without messages. The library keeps its own tree to itself, so it is read once more here;
what either of the two readers refuses is no rule.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

LONGEST = 2000  # characters of a rule
DEEPEST = 30  # brackets in brackets
MOST_OPERATORS = 150

TOKEN = re.compile(
    r"""(?P<space>(?:\s+|//[^\n]*)+)
    |(?P<string>[rRbB]{0,2}(?:\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}
                              |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))
    |(?P<number>0[xX][0-9a-fA-F]+[uU]?|(?:\d+\.\d+|\.\d+)(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\d+[uU]?)
    |(?P<name>[A-Za-z_]\w*)
    |(?P<sign>\|\||&&|[=!<>]=|[-+*/%<>!?:.,()\[\]{}])""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)
LEVELS: Final = (("||",), ("&&",), ("==", "!=", "<=", ">=", "<", ">", "in"), ("+", "-"), ("*", "/", "%"))
# What people write who know other languages.
MEANT: Final = {"=": "==", "&": "&&", "|": "||", "and": "&&", "or": "||", "not": "!", "≤": "<=", "≥": ">=", "≠": "!="}
WORDS: Final = {"true": True, "false": False, "null": None}
MACROS: Final = frozenset({"all", "exists", "exists_one", "filter", "map"})


class RuleError(ValueError):
    """The text isn't a rule of our language."""


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    start: int


@dataclass(frozen=True)
class Node:
    """`name` is an operator, a function, a key or a variable; `text` is what was written."""

    kind: str  # literal, name, select, index, call, method, list, map, unary, binary, choice
    name: str
    parts: tuple["Node", ...]
    text: str
    value: Any = None  # of a literal

    def walk(self) -> Iterator["Node"]:
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.parts))

    @property
    def is_macro(self) -> bool:
        """`target.all(variable, condition)` and its kin."""
        return self.kind == "method" and self.name in MACROS and len(self.parts) >= 3 and self.parts[1].kind == "name"


@lru_cache(maxsize=4096)
def parsed(source: str) -> Node:
    """Raises RuleError."""
    if len(source) > LONGEST:
        raise RuleError(f"it is longer than {LONGEST} characters: divide it, for instance with a computed question")
    return _Reader(source).whole()


def _tokens(source: str) -> list[Token]:
    found, at = [], 0
    while at < len(source):
        match = TOKEN.match(source, at)
        if not match:
            raise RuleError(_misplaced(source[at], at))
        if match.lastgroup != "space":
            found.append(Token(str(match.lastgroup), match[0], at))
        at = match.end()
    return [*found, Token("end", "", len(source))]


def _misplaced(text: str, at: int) -> str:
    meant = MEANT.get(text)
    return f"{text!r} at position {at + 1} can't stand here" + (f": write {meant}" if meant else "")


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = _tokens(source)
        self.at = 0
        self.depth = 0
        self.operators = 0

    def whole(self) -> Node:
        node = self.choice()
        if self.next.kind != "end":
            raise self.unexpected()
        return node

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def unexpected(self) -> RuleError:
        if self.next.kind == "end":
            return RuleError("something is missing at its end")
        return RuleError(_misplaced(self.next.text, self.next.start))

    def take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def met(self, *signs: str) -> str:
        """The sign (or the word `in`) when it comes next, which it then passes."""
        token = self.next
        if token.text in signs and token.kind in {"sign", "name"}:
            self.at += 1
            return token.text
        return ""

    def need(self, sign: str) -> None:
        if not self.met(sign):
            raise self.unexpected()

    def name(self) -> str:
        if self.next.kind != "name":
            raise self.unexpected()
        return self.take().text

    def node(self, kind: str, name: str, start: int, *parts: Node, value: Any = None) -> Node:
        last = self.tokens[self.at - 1]
        return Node(kind, name, parts, self.source[start : last.start + len(last.text)], value)

    def choice(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise RuleError(f"its brackets and choices are nested more than {DEEPEST} deep: divide it")
        start = self.next.start
        node = self.chain(0)
        if self.met("?"):
            yes = self.chain(0)
            self.need(":")
            node = self.node("choice", "?:", start, node, yes, self.choice())
        self.depth -= 1
        return node

    def chain(self, level: int) -> Node:
        """Operators of one rank, from left to right."""
        if level == len(LEVELS):
            return self.unary()
        start = self.next.start
        node = self.chain(level + 1)
        while sign := self.met(*LEVELS[level]):
            self.count_operator()
            node = self.node("binary", sign, start, node, self.chain(level + 1))
        return node

    def count_operator(self) -> None:
        self.operators += 1
        if self.operators > MOST_OPERATORS:
            raise RuleError(f"it has more than {MOST_OPERATORS} operators: divide it")

    def unary(self) -> Node:
        start, signs = self.next.start, []
        while sign := self.met("!", "-"):
            self.count_operator()
            signs.append((sign, start))
            start = self.next.start
        node = self.member()
        for sign, where in reversed(signs):
            node = self.node("unary", sign, where, node)
        return node

    def member(self) -> Node:
        start = self.next.start
        node = self.primary()
        while sign := self.met(".", "["):
            self.count_operator()
            if sign == "[":
                inside = self.choice()
                self.need("]")
                node = self.node("index", "[]", start, node, inside)
                continue
            name = self.name()
            if self.met("("):
                node = self.node("method", name, start, node, *self.several(")"))
            else:
                node = self.node("select", name, start, node)
        return node

    def primary(self) -> Node:
        start = self.next.start
        if self.next.kind in LITERALS or self.next.text in WORDS:
            return self.literal()
        if self.next.kind == "name" and self.next.text != "in":
            name = self.take().text
            return (
                self.node("call", name, start, *self.several(")")) if self.met("(") else self.node("name", name, start)
            )
        if self.met("["):
            return self.node("list", "", start, *self.several("]"))
        if self.met("{"):
            return self.node("map", "", start, *self.entries())
        self.need("(")
        inside = self.choice()
        self.need(")")
        return inside

    def literal(self) -> Node:
        token = self.take()
        value = LITERALS[token.kind](token.text) if token.kind in LITERALS else WORDS[token.text]
        return self.node("literal", token.kind, token.start, value=value)

    def several(self, end: str) -> list[Node]:
        found: list[Node] = []
        while not self.met(end):
            found.append(self.choice())
            if not self.met(","):
                self.need(end)
                break
        return found

    def entries(self) -> list[Node]:
        found: list[Node] = []
        while not self.met("}"):
            found.append(self.choice())
            self.need(":")
            found.append(self.choice())
            if not self.met(","):
                self.need("}")
                break
        return found


def _text(literal: str) -> str:
    """What a string literal stands for; escapes that aren't among the usual ones are left as they are."""
    prefix = literal[: len(literal) - len(literal.lstrip("rRbB"))]
    bare = literal[len(prefix) :]
    width = 3 if bare[:3] in {'"""', "'''"} else 1
    bare = bare[width:-width]
    if "r" in prefix.lower():
        return bare
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "t": "\t"}.get(match[1], match[1]), bare, flags=re.DOTALL)


def _number(literal: str) -> int | float:
    bare = literal.rstrip("uU")
    if bare[:2].lower() == "0x":
        return int(bare, 16)
    return int(bare) if bare.isdigit() else float(bare)


LITERALS: Final[dict[str, Callable[[str], Any]]] = {"string": _text, "number": _number}
