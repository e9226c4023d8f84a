"""Checks that only advise: `soft: true`."""

import pytest

from programs.answers import Answers, read
from programs.completeness import advice, by_path, findings
from programs.evaluation import evaluate
from tests.programs.making import both, form, settings
from tests.programs.trees import posted


def check(rule, at, message="Солай ма?", **more):
    return {"rule": rule, "message": both(message), "at": at, "soft": True} | more


def looked(made, answered):
    """(what is wrong or missing, what is advised), by path."""
    section = made.by_key["main"]
    answers = read(section, posted(answered), Answers())
    evaluation = evaluate(made, {"main": answers})
    found = findings(section, answers, evaluation, at_submission=True)
    return by_path(found), by_path(advice(section, answers, evaluation, found))


def asked(*checks, **more):
    return form(settings("integer", "people", **more), settings("integer", "places"), checks=list(checks))


def test_advice_is_neither_wrong_nor_missing():
    made = asked(check("answers.people <= answers.places", "people"))
    assert looked(made, {"people": "5", "places": "4"}) == ({}, {"people": ["Солай ма?"]})
    assert looked(made, {"people": "4", "places": "4"}) == ({}, {})


def test_a_firm_check_gives_none():
    made = asked(check("answers.people <= answers.places", "people", soft=False))
    assert looked(made, {"people": "5", "places": "4"}) == ({"people": ["Солай ма?"]}, {})


@pytest.mark.parametrize("answered", [{}, {"people": "5"}, {"people": "көп", "places": "4"}])
def test_nothing_is_advised_where_the_rule_cannot_tell(answered):
    made = asked(check("answers.people <= answers.places", "places"))
    assert looked(made, answered)[1] == {}


def test_what_is_wrong_comes_first_and_alone():
    checks = [check("answers.people > 9.0", "people", "Аз ба?"), check("answers.places > 9.0", "places", "Аз ба?")]
    made = asked(check("answers.people > 5.0", "people", "Аз.", soft=False), *checks)
    assert looked(made, {"people": "5", "places": "4"}) == ({"people": ["Аз."]}, {"places": ["Аз ба?"]})


def test_all_that_is_advised_about_one_answer_is_said():
    made = asked(check("answers.people > 5.0", "people", "Аз ба?"), check("answers.people > 9.0", "people", "Тағы?"))
    assert looked(made, {"people": "5"})[1] == {"people": ["Аз ба?", "Тағы?"]}


def test_nothing_is_advised_beside_what_is_not_asked():
    made = form(
        settings("yes_no", "more"),
        settings("integer", "people", show_if="answers.more"),
        checks=[check("answers.more", "people")],
    )
    assert looked(made, {"more": "no"}) == ({}, {})


POINTS = settings(
    "table", "points", columns=[settings("integer", "people")], checks=[check("row.people > 1.0", "people")]
)
EVENTS = settings(
    "table",
    "events",
    columns=[settings("integer", "seats"), settings("yes_no", "has_points"), POINTS | {"show_if": "row.has_points"}],
    checks=[check("row.seats > 1.0", "seats")],
)
TASKS = settings(
    "table",
    "tasks",
    columns=[settings("text", "title"), EVENTS],
    checks=[check('row.title != "x"', "title"), check("size(row.events) > 1", "events", "Біреу ғана ма?")],
)


@pytest.mark.parametrize(("shown", "deepest"), [("yes", ["tasks/aaaa/events/bbbb/points/cccc/people"]), ("no", [])])
def test_rows_are_advised_about_at_every_depth(shown, deepest):
    event = {"seats": "1", "has_points": shown, "points": {"cccc": {"people": "1"}, "dddd": {"people": "2"}}}
    tree = {"tasks": {"aaaa": {"title": "x", "events": {"bbbb": event}}, "eeee": {"title": ""}}}
    found, advised = looked(form(TASKS), tree)
    assert found == {}
    assert list(advised) == [*deepest, "tasks/aaaa/events/bbbb/seats", "tasks/aaaa/title", "tasks/aaaa/events"]
