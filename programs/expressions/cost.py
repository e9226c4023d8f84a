"""How much work a rule can be, told from its text and from how large its answers may be.

The library has no limit of its own. One step is what `r.a >= 0.0` takes for one row: about a microsecond.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from programs.expressions.names import depth_of_comprehensions
from programs.expressions.syntax import Node, RuleError

MOST_STEPS = 100_000
DEEPEST_COMPREHENSIONS = 3
LONGEST_PATTERN = 200
MOST_PATTERN = 20_000  # steps to prepare one, each time it is used

ATOM = re.compile(r"\\[pP](?:\{[^}]*\}|.)|\\.|\[(?:\\.|\[:\^?\w+:\]|[^\]\\])+\]|.", re.DOTALL)
REPEATED = re.compile(r"\{(\d*)(?:,(\d*))?\}\??|[*+?]\??")
# Measured: classes of all letters of all scripts are large.
HEAVY = re.compile(r"\\[wWbBpP]")
MIDDLING = re.compile(r"\\[dDsS]|^\.$|^\[\^|\(\?i")


def steps(node: Node, sizes: Mapping[str, int]) -> int:
    """`sizes`: rows of tables, characters of texts, options of choices, by the last key that names them."""
    return _weigh(node, sizes)[0]


def check_shape(node: Node) -> None:
    """What no size of the answers makes acceptable; raises RuleError."""
    if depth_of_comprehensions(node) > DEEPEST_COMPREHENSIONS:
        raise RuleError(f"it goes through rows within rows more than {DEEPEST_COMPREHENSIONS} deep: divide it")
    for part in node.walk():
        if part.kind not in {"method", "call"} or part.name != "matches" or not part.parts:
            continue
        pattern = part.parts[-1]
        if pattern.kind != "literal" or not isinstance(pattern.value, str):
            raise RuleError("matches() takes its pattern as a text in quotes, not from an answer")
        if len(pattern.value) > LONGEST_PATTERN or pattern_steps(pattern.value) > MOST_PATTERN:
            raise RuleError(
                "the pattern of matches() is too large: write [a-z] for \\w or \\p{L}, and smaller numbers of times"
            )


def _weigh(node: Node, sizes: Mapping[str, int]) -> tuple[int, int]:
    """(steps, how large the result is)."""
    weighed = [_weigh(part, sizes) for part in node.parts]
    work = 1 + sum(each for each, _size in weighed)
    large = [size for _each, size in weighed]
    if node.is_macro:
        return _macro(node, weighed)
    if node.name == "total":
        work += 5 * sum(large)
    elif node.name == "matches":
        work += pattern_steps(str(node.parts[-1].value))
    return work + sum(large) // 50, _size(node, large, sizes)


def _size(node: Node, large: list[int], sizes: Mapping[str, int]) -> int:
    if node.kind == "literal":
        return len(node.value) if isinstance(node.value, str) else 1
    if node.kind == "select":
        return sizes.get(node.name, 1)
    if node.kind in {"list", "map"} or node.name == "+":
        return sum(large) + 1
    return max(large, default=1) if node.kind in {"choice", "index"} or node.name == "string" else 1


def _macro(node: Node, weighed: list[tuple[int, int]]) -> tuple[int, int]:
    (before, rows), _variable, *inside = weighed
    body = sum(each for each, _size in inside)
    work = before + rows * (1 + body)
    if node.name not in {"filter", "map"}:
        return work, 1
    # The library makes the list anew for every row it keeps.
    size = rows * inside[-1][1] if node.name == "map" else rows
    return work + rows * rows // 5 + size // 50, size


@lru_cache(maxsize=512)
def pattern_steps(pattern: str) -> int:
    """Of a regular expression, which the library prepares anew for each use; repeated parts count as often."""
    stack: list[list[int]] = [[25]]
    at = 0
    while at < len(pattern):
        atom = ATOM.match(pattern, at)
        text = atom[0] if atom else pattern[at]
        at += len(text)
        if text == "(":
            stack.append([])
        elif text == ")" and len(stack) > 1:
            weight = sum(stack.pop())
            stack[-1].append(weight)
        else:
            heavy = len(HEAVY.findall(text))
            stack[-1].append(600 * heavy or (30 if MIDDLING.search(text) else 1 + len(text)))
        if stack[-1] and (repeated := REPEATED.match(pattern, at)):
            at += len(repeated[0])
            times = [int(number[:6]) for number in repeated.groups() if number]
            stack[-1][-1] *= max([*times, 2])
    return sum(map(sum, stack))
