"""Questions that no one would ever be asked, whatever they answer to the questions before."""

from collections.abc import Iterator, Mapping
from itertools import chain, combinations, islice, product
from typing import Any

from programs.definition.form import Form
from programs.expressions import RuleError, parsed, reads
from programs.expressions.names import conjuncts
from programs.expressions.scope import outcome
from programs.expressions.syntax import Node
from programs.expressions.trial import context_of

MOST_COMBINATIONS = 2000
ABSENT = object()


def unreachable(form: Form) -> Iterator[tuple[str, str]]:
    """(key, what is wrong) for questions whose show_if can't hold for any of the finite answers that it reads.

    Only what is certain is said: conditions that read a number, a text or a day count as if they could hold.
    """
    never: set[str] = set()
    for key in form.order:
        question = form.questions[key]
        if not question.show_if:
            continue
        try:
            conditions = conjuncts(parsed(question.show_if))
        except RuleError:
            continue
        if message := _why_never(form, conditions, never):
            never.add(key)
            yield key, message


def _why_never(form: Form, conditions: list[Node], never: set[str]) -> str:
    decidable = [(node, read) for node in conditions if (read := _finite(form, node, never)) is not None]
    keys = sorted(set().union(*(read for _node, read in decidable)))
    if not decidable:
        return ""
    domains = [[ABSENT] if key in never else [ABSENT, *_values(form.questions[key], decidable)] for key in keys]
    combined = list(islice(product(*domains), MOST_COMBINATIONS + 1))
    if len(combined) > MOST_COMBINATIONS:
        return ""
    rules = [node.text for node, _read in decidable]
    for chosen in combined:
        answers = {key: value for key, value in zip(keys, chosen, strict=True) if value is not ABSENT}
        if _hold(rules, answers) and _can_be(form, answers):
            return ""
    hidden = sorted(set(keys) & never)
    if hidden:
        return f"it is never asked: it needs {hidden[0]!r}, which is never asked itself"
    return f"it is never asked: no answer to {', '.join(map(repr, keys)) or 'anything'} makes its show_if hold"


def _finite(form: Form, node: Node, never: set[str]) -> frozenset[str] | None:
    """The questions that a condition reads, None when any of them (or something else it reads) isn't finite."""
    found = reads(node.text)
    if found.whole or found.unknown or found.roots - {"answers"}:
        return None
    keys = found.of("answers")
    if all(key in never or (key in form.questions and _is_finite(form.questions[key])) for key in keys):
        return keys
    return None


def _is_finite(question: Any) -> bool:
    return hasattr(question, "options") or isinstance(question.type.sample(question), bool)


def _values(question: Any, decidable: list[tuple[Node, frozenset[str]]]) -> list[Any]:
    """What can be answered, as rules see it; of options, those that the rules name and one more."""
    sample = question.type.sample(question)
    if isinstance(sample, bool):
        return [True] if question.kind == "consent" else [True, False]
    options = [option.key for option in question.options]
    named = {part.value for node, _read in decidable for part in node.walk() if part.kind == "literal"}
    others = [key for key in options if key not in named][:1]
    told_apart = [key for key in options if key in named] + others
    if not isinstance(sample, list):
        return told_apart
    most = getattr(question, "most", None) or len(told_apart)
    sizes = range(1, min(most, len(told_apart)) + 1)
    found = chain.from_iterable(combinations(told_apart, size) for size in sizes)
    return [list(chosen) for chosen in islice(found, MOST_COMBINATIONS + 1)]


def _hold(rules: list[str], answers: Mapping[str, Any]) -> bool:
    context = context_of({"answers": answers})
    return all(outcome(rule, context) is True for rule in rules)


def _can_be(form: Form, answers: Mapping[str, Any]) -> bool:
    """False when a question is answered that isn't asked beside the other answers."""
    for key in answers:
        condition = form.questions[key].show_if
        if not condition:
            continue
        try:
            found = reads(condition)
        except RuleError:
            continue
        is_known = found.roots <= {"answers"} and not found.whole and found.of("answers") <= answers.keys()
        if is_known and not _hold([condition], answers):
            return False
    return True
