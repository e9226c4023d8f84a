"""What publishing would do to drafts. They live in a higher layer, which registers who counts them."""

from collections.abc import Callable
from dataclasses import dataclass

from programs.definition.document import Definition
from programs.models import Call


@dataclass(frozen=True)
class Affected:
    drafts: int = 0
    losing: int = 0  # drafts in which an answer would be set aside
    is_exact: bool = True  # otherwise at least so many would


Counter = Callable[[Call, Definition], Affected]
_counters: list[Counter] = []


def counts_drafts(counter: Counter) -> Counter:
    _counters.append(counter)
    return counter


def affected_by(call: Call, definition: Definition) -> Affected:
    """Without changing anything."""
    found = [counter(call, definition) for counter in _counters]
    return Affected(
        sum(each.drafts for each in found),
        sum(each.losing for each in found),
        all(each.is_exact for each in found),
    )
