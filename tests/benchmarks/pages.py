"""Pages of the portal, each beside the bare page that it is measured against."""

import statistics
from dataclasses import dataclass

from tests.benchmarks.figures import Figure
from tests.benchmarks.load import Load, Target
from tests.benchmarks.seeding import FIELDS, SECTION, Seeded

ROUNDS = 8
SECONDS = 1.5


@dataclass(frozen=True)
class Pair:
    title: str
    page: Target
    floor: Target
    target: float
    alarm: float


def pairs(portal: int, floor: int, seeded: Seeded, floor_session: str) -> list[Pair]:
    def section(side: int) -> str:
        return f"/kk/applications/{seeded.numbers[side]}/application/{SECTION}/"

    def answers(side: int, turn: int) -> dict[str, str]:
        """Every side is alone with its draft, whose revision was 1 when the load began."""
        return dict.fromkeys(FIELDS, f"Көшпелі шеберхана {turn + 1}") | {"_revision": str(turn + 1), "_save": "1"}

    bare_list = Target(floor, lambda _side: "/list/")
    bare_form = Target(floor, lambda _side: "/form/", session=floor_session)
    bare_save = Target(
        floor,
        lambda side: f"/save/{side + 1}/",
        status=302,
        session=floor_session,
        answers=lambda _side, turn: dict.fromkeys(FIELDS, f"Көшпелі шеберхана {turn + 1}"),
    )
    own = Target(portal, lambda _side: "/kk/applications/", session=seeded.session)
    page = Target(portal, section, session=seeded.session)
    save = Target(portal, section, status=303, session=seeded.session, answers=answers)
    return [
        Pair("catalogue, 20 programs", Target(portal, lambda _side: "/kk/programs/"), bare_list, 0.50, 0.35),
        Pair("my applications", own, bare_form, 0.60, 0.40),
        Pair("section page, 10 fields", page, bare_form, 0.45, 0.25),
        Pair("section save", save, bare_save, 0.50, 0.35),
    ]


def measure(pair: Pair, rounds: int = ROUNDS, seconds: float = SECONDS) -> Figure:
    """The median over rounds in which page and floor take turns, so that a busy moment meets both."""
    page, floor = Load(pair.page), Load(pair.floor)
    speeds = [(page.run(seconds), floor.run(seconds)) for _ in range(rounds)]
    ratio = statistics.median(here / bare for here, bare in speeds)
    here, bare = (statistics.median(column) for column in zip(*speeds, strict=True))
    absolute = f"{here:.0f}/s against {bare:.0f}/s"
    return Figure(f"{pair.title}: share of the floor", ratio, pair.target, pair.alarm, absolute=absolute)
