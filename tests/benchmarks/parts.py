"""What single parts cost, without a server. Each part has a module that gives its figures."""

from tests.benchmarks import rules
from tests.benchmarks.figures import Figure


def figures() -> list[Figure]:
    return [*rules.figures()]
