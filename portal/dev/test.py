"""`make test` and `make test-system`: the tests, with all they need around them."""

import os
import sys

from portal.dev import Problem, packages
from portal.dev.foreground import run_with_services
from portal.dev.messages import compile_messages
from portal.dev.state import State

MOST_SIDES = 4


def test(arguments: list[str]) -> int:
    """All tests, on services of their own."""
    packages.ensure(packages.BROWSER, packages.PANGO)
    compile_messages()
    return run_with_services(State.temporary(), [sys.executable, "-m", "pytest", *(arguments or _side_by_side())])


def _side_by_side() -> list[str]:
    """All of them, file by file, on as many processes as help; some of them run one after the other."""
    return ["-n", str(min(os.cpu_count() or 1, MOST_SIDES)), "--dist", "loadfile"]


def test_system(arguments: list[str]) -> int:
    """The same on the PostgreSQL and Redis that DATABASE_URL and REDIS_URL name; test databases are made beside."""
    missing = [name for name in ("DATABASE_URL", "REDIS_URL") if name not in os.environ]
    if missing:
        raise Problem(f"{' and '.join(missing)} not set: name a PostgreSQL and a Redis to test on")
    return test(arguments)
