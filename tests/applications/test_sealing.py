"""Sensitive answers at every depth, and addresses that don't fit the definition any more."""

import json

import pytest

from applications.sealing import Seal, hidden, is_sensitive, revealed
from programs.answers import Answers, read
from programs.definition.form import Section
from tests.factories import draft
from tests.programs.making import settings
from tests.programs.trees import MAIN, posted

pytestmark = pytest.mark.django_db

POINT = "tasks/aaaa/events/bbbb/points/cccc"
TREE = {"tasks": {"aaaa": {"events": {"bbbb": {"points": {"cccc": {"place": "Орал", "passport": "N7654321"}}}}}}}


@pytest.fixture
def seal():
    return Seal(draft())


def test_a_cell_three_deep_is_sealed_and_comes_back(seal):
    answers = read(MAIN, posted(TREE), Answers())
    values, unparsed = hidden(MAIN, answers, seal)
    assert "N7654321" not in json.dumps(values)
    assert values["tasks"][0]["events"][0]["points"][0]["place"] == "Орал"
    assert revealed(MAIN, values, unparsed, seal) == answers


def test_what_was_typed_is_sealed_where_a_table_around_it_is_sensitive_or_nothing_is_known_of_it(seal):
    columns = [settings("text", "what")]
    section = Section.model_validate(
        {
            "key": "main",
            "title": {"kk": "a", "ru": "a"},
            "questions": [
                settings("table", "plain", columns=columns),
                settings("table", "hidden", sensitive=True, columns=[settings("table", "inner", columns=columns)]),
            ],
        }
    )
    assert [is_sensitive(question) for question in section.questions] == [False, True]
    places = [
        "plain/aaaa/what",
        "hidden/aaaa/inner/bbbb/what",
        "gone/aaaa/what",
        "plain/aaaa/gone",
        "plain/aaaa/what/b/c",
    ]
    _values, unparsed = hidden(section, Answers({}, dict.fromkeys(places, "құпия")), seal)
    assert [unparsed[place] == "құпия" for place in places] == [True, False, False, False, False]
