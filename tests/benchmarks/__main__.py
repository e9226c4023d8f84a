"""`make bench`: the portal against a bare Django beside it, and what single parts cost. Ends with 1 on an alarm."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.figures import Figure, table
from tests.benchmarks.servers import PYTHON, Server, databases, environment
from tests.journeys.stack import ROOT

LARGEST_WORKER = 180  # MB


def main() -> int:
    options = argparse.ArgumentParser(prog="make bench", description=__doc__)
    options.add_argument("--rounds", type=int, default=8)
    options.add_argument("--seconds", type=float, default=1.5, help="of each turn in a round")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, databases():
        env = environment(Path(folder))
        os.environ |= env
        figures = against_the_floor(env, Path(folder), chosen.rounds, chosen.seconds) + of_parts()
    print(table(figures))
    return int(any(figure.verdict == "ALARM" for figure in figures))


def against_the_floor(env: dict[str, str], folder: Path, rounds: int, seconds: float) -> list[Figure]:
    import django

    django.setup()
    from django.core.management import call_command

    from tests.benchmarks.pages import measure, pairs
    from tests.benchmarks.seeding import seed

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    seeded = seed()
    session = subprocess.run(
        [PYTHON, "-m", "tests.benchmarks.floor.prepare"], env=env, cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()
    portal, floor = (
        Server("portal.wsgi", env, folder / "portal.log"),
        Server("tests.benchmarks.floor.wsgi", env, folder / "floor.log"),
    )
    try:
        portal.start()
        floor.start()
        portal.wait()
        floor.wait()
        found = [measure(pair, rounds, seconds) for pair in pairs(portal.port, floor.port, seeded, session)]
        return [*found, Figure("a web worker's memory", portal.memory(), LARGEST_WORKER, unit="MB")]
    finally:
        portal.stop()
        floor.stop()


def of_parts() -> list[Figure]:
    from tests.benchmarks import parts

    return parts.figures()


if __name__ == "__main__":
    sys.exit(main())
