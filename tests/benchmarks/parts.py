"""What single parts cost, without a server."""

from tests.benchmarks import references, rules
from tests.benchmarks.figures import Figure

ITEMS = 100_000


def figures() -> list[Figure]:
    references.make_items(ITEMS)
    slowest, typed = references.slowest_search()
    return [
        *rules.figures(),
        Figure("the slowest search among 100,000 items", slowest, 30, unit="ms", absolute=f"typed: {typed}"),
    ]
