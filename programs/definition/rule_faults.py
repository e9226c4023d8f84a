"""What is wrong with a rule of a form: found by its names, by its size, and by trying it with sample answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from programs.definition.options import Finder
from programs.definition.specimens import Ground
from programs.definition.surroundings import SURROUNDINGS
from programs.definition.work import MOST_STEPS_OF_A_RULE, work
from programs.expressions import RuleError, compiled, parsed, reads, totals
from programs.expressions.cost import check_shape
from programs.expressions.trial import NUMBER, TRUTH, fault_of, faults_of_parts

Path = tuple[str | int, ...]
TOO_MUCH = (
    "with as many rows and characters as its questions allow this takes too long: allow fewer (rows: max), "
    "or work a part of it out in a column of its own"
)
PLACES = {
    "answers": "in this form",
    "application": "in the form «application»",
    "row": "in this table",
    "parent": "in the table around this one",
}


@dataclass(frozen=True)
class Fault:
    path: Path
    message: str


def rule_faults(
    ground: Ground, source: str, path: Path, tables: Sequence[Any] = (), *, number: bool = False
) -> list[Fault]:
    """`tables` are those whose rows the rule is about, from the outside; `number` is for formulas."""
    return [Fault(path, message) for message in _messages(ground, source, tables, number=number)]


def _messages(ground: Ground, source: str, tables: Sequence[Any], *, number: bool) -> list[str]:
    try:
        tree = parsed(source)
        compiled(source)
        check_shape(tree)
        if named := list(_names(ground, source, tables)):
            return named
        if work(ground, source, tables) > MOST_STEPS_OF_A_RULE:
            return [TOO_MUCH]
    except RuleError as error:
        return [f"this isn't a rule: {error}"]
    return [*Finder(ground, tables).faults(tree), *_trials(ground, source, tables, NUMBER if number else TRUTH)]


def _names(ground: Ground, source: str, tables: Sequence[Any]) -> Iterator[str]:
    found = reads(source)
    for name in sorted(found.unknown):
        yield f"rules don't know {name!r}"
    for name in sorted(found.taken):
        yield f"{name!r} has a meaning of its own: call each row in .all, .filter or .map by another name, such as r"
    for root in sorted(found.whole):
        yield f"name what is read, as {root}.key"
    for root, key in sorted(found.keys):
        if message := _unknown_key(ground, root, key, tables):
            yield message
    for root, name, column in sorted(totals(source)):
        table = ground.question(root, name, tables)
        if table is not None and not (table.type.is_table and table.column(column)):
            yield f"{name!r} is no table with a column {column!r}"


def _unknown_key(ground: Ground, root: str, key: str, tables: Sequence[Any]) -> str:
    if root in SURROUNDINGS:
        if not ground.has_case:
            return f"there is no {root!r} yet when eligibility is tried: ask for it in this form"
        known = SURROUNDINGS[root]
        return "" if key in known else f"{root!r} has no {key!r}: it has {', '.join(sorted(known))}"
    if missing := _without(ground, root, tables):
        return missing
    question = ground.question(root, key, tables)
    if question is None or not question.type.has_answer:
        what = "column" if root in {"row", "parent"} else "question"
        return f"there is no {what} {key!r} {PLACES[root]}"
    if tables and root != "row" and question.type.is_table:
        return f"a rule of a row can't read the table {key!r}: only single answers, and tables within the row"
    return ""


def _without(ground: Ground, root: str, tables: Sequence[Any]) -> str:
    if root == "application" and not ground.application:
        return "there is no earlier application here: only forms that are filled in after it can read it"
    if root == "row" and not tables:
        return "there is no row here: only rules of a table read it"
    if root == "parent" and len(tables) <= 1:
        return "there is no row around this one: only rules of a table within a table read parent"
    return ""


def _trials(ground: Ground, source: str, tables: Sequence[Any], wanted: str) -> Iterator[str]:
    """A rule whose types don't fit would never hold and never be noticed. At most one finding for each rule."""
    contexts = ground.contexts(tables)
    found = list(faults_of_parts(parsed(source), wanted, contexts[0][0]))
    if found:
        part, message = min(found, key=lambda each: len(each[0]))
        yield f"{_short(part)}: {message}"
        return
    for context, is_full in contexts:
        if message := fault_of((source, wanted), context, is_full=is_full):
            yield message
            return


def _short(part: str) -> str:
    bare = " ".join(part.split())
    return f"«{bare if len(bare) <= 60 else bare[:57] + '…'}»"
