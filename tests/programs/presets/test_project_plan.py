"""G1–G4: the plan of a project, three deep, filled in without a browser."""

from pathlib import Path

import pytest

from programs import presets
from programs.answers import Answers, read
from programs.completeness import advice, findings
from programs.definition.reading import read_program
from programs.evaluation import evaluate

DOCUMENT = read_program(Path(presets.__path__[0]) / "samples" / "project-plan-2027.yaml")[0]
FORM = DOCUMENT.forms["application"]
PERIOD = {"starts": ["01.05.2027"], "ends": ["31.10.2027"]}
EVENT = {
    "name": "Дөңгелек үстел",
    "description": "Жоба мақсатын таныстыру",
    "place": "Ақтау қаласы",
    "starts": "01.05.2027",
    "ends": "31.05.2027",
}
INDICATOR = {"name": "Фотосуреттер", "exactness": "at_least", "planned": "5", "unit": "фото", "per": "event"}


def found(key, posted):
    answers = {
        "general": read(FORM.by_key["general"], PERIOD, Answers()),
        key: read(FORM.by_key[key], posted, Answers()),
    }
    return [finding.path for finding in findings(FORM.by_key[key], answers[key], evaluate(FORM, answers))]


def row(path, cells):
    """What a form would post for one row: its table's ids and its cells."""
    table, _, row_id = path.rpartition("/")
    return {f"{table}/_rows": ["", row_id]} | {f"{path}/{key}": [text] for key, text in cells.items()}


def plan(event=None, indicator=None):
    return (
        row("tasks/task1", {"title": "Жобаны таныстыру"})
        | row("tasks/task1/events/event1", EVENT | (event or {}))
        | row("tasks/task1/events/event1/indicators/mark1", INDICATOR | (indicator or {}))
    )


def test_general_data_are_nine_rows_all_required():
    """G1: the period is one of them, and partners have their number and their names."""
    asked = [question for question in FORM.by_key["general"].questions if not question.type.is_computed]
    assert [bool(question.required) for question in asked] == [True] * 10
    assert FORM.questions["partners_count"].as_ == "integer"


def test_partners_are_counted():
    posted = row("partners/partner1", {"name": "Альянс"}) | {
        "partners/_rows": ["", "partner1", "partner2"],
        "partners/partner2/name": ["Қор"],
    }
    answers = {"general": read(FORM.by_key["general"], posted, Answers())}
    assert evaluate(FORM, answers).computed["partners_count"] == 2


@pytest.mark.parametrize("table", ["staff", "specialists"])
@pytest.mark.parametrize(("share", "wrong"), [("100", []), ("101", ["share"]), ("0", ["share"])])
def test_nobody_gives_more_than_all_of_their_time(table, share, wrong):
    """G2."""
    person = {
        "name": "А. Сәрсенова",
        "position": "Жетекші",
        "contacts": "8 701 234 56 78",
        "duties": "Басқару",
        "share": share,
    }
    paths = [path for path in found("team", row(f"{table}/person1", person)) if path.startswith(f"{table}/")]
    assert paths == [f"{table}/person1/{key}" for key in wrong]


@pytest.mark.parametrize(
    ("event", "wrong"),
    [
        ({}, []),
        ({"starts": "30.04.2027"}, ["starts"]),
        ({"ends": "01.11.2027"}, ["ends"]),
        ({"ends": "30.04.2027"}, ["ends"]),
        ({"place": ""}, ["place"]),
    ],
)
def test_events_lie_inside_the_project(event, wrong):
    """G3."""
    assert found("plan", plan(event)) == [f"tasks/task1/events/event1/{key}" for key in wrong]


@pytest.mark.parametrize("key", sorted(INDICATOR))
def test_everything_about_an_indicator_is_needed_to_compare_it_later(key):
    """G3."""
    assert found("plan", plan(indicator={key: ""})) == [f"tasks/task1/events/event1/indicators/mark1/{key}"]


def test_every_event_has_an_indicator_and_every_task_an_event():
    assert found("plan", row("tasks/task1", {"title": "Жобаны таныстыру"})) == ["tasks/task1/events"]
    without = {path: texts for path, texts in plan().items() if "indicators" not in path}
    assert found("plan", without) == ["tasks/task1/events/event1/indicators"]


def test_both_closing_tables_are_asked_and_the_second_by_its_channel():
    """G3."""
    assert found("closing_events", {}) == ["presentations", "information_work"]
    assert FORM.questions["information_work"].column("channel").hint


def test_social_impact_has_its_six_rows():
    """G4."""
    keys = [row.key for row in FORM.questions["social_impact"].rows]
    assert keys == ["direct", "indirect", "employees", "specialists", "ngos", "partners"]
    assert found("impact", {}) == [f"social_impact/{key}/planned" for key in keys]
    posted = {f"social_impact/{key}/planned": ["5"] for key in keys}
    assert found("impact", posted) == []


TEAM = {f"{table}/_rows": ["", "person1", "person2"] for table in ("staff", "specialists")} | {
    f"{table}/person{number}/name": ["А. Сәрсенова"] for table in ("staff", "specialists") for number in (1, 2)
}
WITHOUT_SPECIALISTS = {path: texts for path, texts in TEAM.items() if path.startswith("staff")}


@pytest.mark.parametrize(
    ("posted", "planned", "about"),
    [
        (TEAM, {"employees": "2", "specialists": "2", "partners": "1"}, []),
        (TEAM, {"employees": "3", "specialists": "2", "partners": "1"}, ["Қызметкерлер"]),
        (TEAM, {"employees": "3", "specialists": "1", "partners": "5"}, ["Қызметкерлер", "Мамандар", "Серіктестер"]),
        (WITHOUT_SPECIALISTS, {"specialists": "0"}, []),
        (WITHOUT_SPECIALISTS, {"specialists": "1"}, ["Мамандар"]),
        ({}, {"employees": "3", "specialists": "1"}, []),
    ],
)
def test_social_impact_is_compared_with_the_team_and_the_partners(posted, planned, about):
    """G4: it warns, and is in nobody's way."""
    partners = row("partners/partner1", {"name": "Альянс"})
    impact = {f"social_impact/{key}/planned": [number] for key, number in planned.items()}
    pages = {"general": PERIOD | partners, "team": posted, "impact": impact}
    answers = {key: read(FORM.by_key[key], sent, Answers()) for key, sent in pages.items()}
    evaluation = evaluate(FORM, answers)
    section = FORM.by_key["impact"]
    assert [str(given.message).split()[0] for given in advice(section, answers["impact"], evaluation, [])] == about
    assert all(finding.is_gap for finding in findings(section, answers["impact"], evaluation))
