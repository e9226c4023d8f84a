"""The transition table against itself, the documentation and what people read."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from applications.models import StageState, Verdict
from applications.stages.decision import STAGE_STATE, STATUS
from applications.statuses import OPEN, TRANSITIONS, WAITING_ON, Status, WaitingOn

PAGE = (Path(__file__).parents[2] / "docs" / "statuses.md").read_text()
DOCUMENTED = {
    row[0].strip("`"): row[1:]
    for line in PAGE.splitlines()
    if (row := [cell.strip() for cell in line.strip("|").split("|")])[0].startswith("`")
}


def keys(text):
    return set(re.findall(r"`(\w+)`", text))


def test_every_status_has_its_ways_and_its_turn():
    assert set(TRANSITIONS) == set(WAITING_ON) == set(Status)


def test_every_status_can_be_reached_from_a_draft():
    reached, waiting = set(), [Status.DRAFT]
    while waiting:
        status = waiting.pop()
        if status not in reached:
            reached.add(status)
            waiting += TRANSITIONS[status]
    assert reached == set(Status)


def test_what_is_over_waits_for_nobody_and_is_not_open():
    over = {status for status, ways in TRANSITIONS.items() if not ways}
    assert {WAITING_ON[status] for status in over} == {WaitingOn.NOBODY}
    assert not over & OPEN


@pytest.mark.parametrize("status", Status)
def test_the_documentation_tells_the_same(status):
    kazakh, russian, ways, turn = DOCUMENTED[status]
    assert keys(ways) == set(TRANSITIONS[status])
    assert turn == WAITING_ON[status]
    with translation.override("kk"):
        assert status.label == kazakh
    with translation.override("ru"):
        assert status.label == russian


def test_the_documentation_knows_no_other_status():
    assert set(DOCUMENTED) == set(Status)
    assert keys(PAGE.split("Open cases")[1]) == OPEN


@pytest.mark.parametrize("choices", [Status, WaitingOn, Verdict, StageState])
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_people_read_every_choice_in_their_language(choices, language):
    with translation.override("en"):
        english = [str(choice.label) for choice in choices]
    with translation.override(language):
        labels = [str(choice.label) for choice in choices]
    assert not set(labels) & set(english)
    assert len(set(labels)) == len(labels)


def test_every_verdict_leads_somewhere_from_the_review():
    assert set(STATUS) == set(STAGE_STATE) == set(Verdict)
    assert set(STATUS.values()) <= TRANSITIONS[Status.IN_SELECTION]
