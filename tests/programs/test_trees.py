"""Tables in tables: reading, working out, what is missing, how it is read."""

import pytest
from hypothesis import given

from portal.lib import paths
from programs.answers import Answers, read, row_at, rows_in, with_rows_of, without_blank_rows
from programs.completeness import findings
from programs.evaluation import evaluate
from programs.presentation import shown, shown_draft
from tests.programs.trees import MAIN, PLAN, TREES, posted

ONE = {
    "tasks": {
        "aaaa": {
            "title": "Кітапхана",
            "has_events": "yes",
            "events": {
                "bbbb": {
                    "name": "Кездесу",
                    "seats": "40",
                    "how": "live",
                    "points": {"cccc": {"place": "Ақтөбе", "people": "25"}, "dddd": {"place": "Орал", "people": "80"}},
                }
            },
            "quarters": {"q1": {"sum": "1 000,50"}, "q2": {"sum": "0,50"}},
        }
    }
}
EVENT = "tasks/aaaa/events/bbbb"


def answered(tree=ONE, before=None):
    return read(MAIN, posted(tree), before or Answers())


def worked_out(answers):
    return evaluate(PLAN, {"main": answers})


def found(answers, **options):
    return {finding.path: finding for finding in findings(MAIN, answers, worked_out(answers), **options)}


def test_rows_are_read_at_every_depth():
    answers = answered()
    assert row_at(answers.values, f"{EVENT}/points/cccc") == {"_id": "cccc", "place": "Ақтөбе", "people": 25}
    assert row_at(answers.values, "tasks/aaaa/quarters/q1") == {"_id": "q1", "sum": "1000.50"}
    assert row_at(answers.values, f"{EVENT}/points/zzzz") is None
    assert rows_in(answers.values["tasks"]) == 6


def test_formulas_see_their_row_the_row_around_it_and_the_tables_in_it():
    computed = worked_out(answered()).computed
    assert computed[f"{EVENT}/points/cccc/share"] == "0.63"
    assert computed[f"{EVENT}/people"] == 105
    assert computed["tasks/aaaa/cost"] == computed["cost"] == "1001.00"


def test_a_hidden_table_is_kept_and_counts_for_nothing():
    answers = answered(ONE | {"tasks": {"aaaa": ONE["tasks"]["aaaa"] | {"has_events": "no"}}})
    evaluation = worked_out(answers)
    assert "tasks/aaaa/events" in evaluation.hidden
    assert row_at(answers.values, EVENT)
    assert f"{EVENT}/people" not in evaluation.computed
    assert not any(path.startswith(EVENT) for path in found(answers))


def test_a_column_is_asked_where_its_row_says_so():
    online = ONE["tasks"]["aaaa"]["events"]["bbbb"] | {"how": "online"}
    answers = answered({"tasks": {"aaaa": ONE["tasks"]["aaaa"] | {"events": {"bbbb": online}}}})
    assert f"{EVENT}/link" in found(answers)
    assert f"{EVENT}/link" in worked_out(answered()).hidden


def test_a_column_is_asked_or_not_in_a_row_that_is_still_blank():
    """Its page is open before anything is written in it."""
    answers = answered({"tasks": {"aaaa": {}}})
    evaluation = worked_out(answers)
    assert evaluation.blank == {"tasks/aaaa"}
    assert "tasks/aaaa/events" in evaluation.hidden
    assert "tasks" not in evaluation.known
    assert list(found(answers)) == ["tasks"]  # one row at least, and a blank one is none


def test_what_is_wrong_or_missing_has_its_path():
    tree = {
        "tasks": {
            "aaaa": {"has_events": "yes", "events": {"bbbb": {"seats": "көп", "points": {"cccc": {"people": "3"}}}}}
        }
    }
    messages = found(answered(tree))
    assert {path: finding.is_gap for path, finding in messages.items()} == {
        "tasks/aaaa/title": True,
        f"{EVENT}/name": True,
        f"{EVENT}/seats": False,
        f"{EVENT}/points/cccc/place": True,
    }


def test_checks_of_a_row_see_the_row_around_it():
    assert str(found(answered())[f"{EVENT}/points/dddd/people"].message) == "Көп"
    assert f"{EVENT}/points/cccc/people" not in found(answered())


def test_the_page_of_a_row_changes_that_row_alone():
    before = answered()
    sent = {f"{EVENT}/name": ["Жаңа аты"], f"{EVENT}/points/_rows": ["", "dddd"], "tasks/aaaa/title": ["басқа"]}
    after = read(MAIN, sent, before, within=EVENT)
    assert row_at(after.values, EVENT)["name"] == "Жаңа аты"
    assert [row["_id"] for row in row_at(after.values, EVENT)["points"]] == ["dddd"]
    assert row_at(after.values, "tasks/aaaa")["title"] == "Кітапхана"
    assert before == answered()


@pytest.mark.parametrize("within", ["name/aaaa", "nothing/aaaa", "tasks/A", "tasks/aaaa/quarters/q9"])
def test_a_row_that_cannot_be_is_not_read(within):
    assert read(MAIN, {f"{within}/title": ["x"]}, answered(), within=within) == answered()


def test_what_was_typed_in_a_row_that_is_gone_is_not_lost():
    after = read(MAIN, {"tasks/eeee/title": ["Жаңа"]}, answered(), within="tasks/eeee")
    assert [row["_id"] for row in after.values["tasks"]] == ["aaaa", "eeee"]


def test_a_removed_row_takes_along_what_was_typed_in_the_tables_of_it():
    wrong = {"tasks": {"aaaa": {"events": {"bbbb": {"points": {"cccc": {"people": "көп"}}}}}, "ffff": {"title": "x"}}}
    before = answered(wrong)
    assert before.unparsed == {f"{EVENT}/points/cccc/people": "көп"}
    assert read(MAIN, {"tasks/_rows": ["ffff"]}, before).unparsed == {}


def test_blank_rows_are_left_out_at_every_depth():
    tree = {
        "tasks": {
            "aaaa": {"events": {"bbbb": {"points": {"cccc": {}}}}},
            "ffff": {"title": "x", "events": {"eeee": {}}},
        }
    }
    kept = without_blank_rows(MAIN, answered(tree)).values["tasks"]
    assert [row["_id"] for row in kept] == ["ffff"]
    assert "events" not in kept[0]
    assert [row["_id"] for row in kept[0]["quarters"]] == ["q1", "q2"]


def test_on_the_page_of_a_row_only_rows_below_it_are_left_out():
    tree = {"tasks": {"aaaa": {"events": {"bbbb": {}}}, "ffff": {"events": {"eeee": {}}}}}
    kept = without_blank_rows(MAIN, answered(tree), within="tasks/aaaa").values["tasks"]
    assert "events" not in kept[0]
    assert kept[1]["events"] == [{"_id": "eeee"}]


def test_rows_that_only_the_stored_answers_have_come_back_at_every_depth():
    stored = answered()
    typed = read(
        MAIN, {f"{EVENT}/points/_rows": ["", "eeee"], f"{EVENT}/points/eeee/people": ["көп"]}, stored, within=EVENT
    )
    both = with_rows_of(MAIN, typed, stored)
    assert [row["_id"] for row in row_at(both.values, EVENT)["points"]] == ["eeee", "cccc", "dddd"]


def test_the_whole_tree_is_shown_with_titles_and_the_page_of_each_answer():
    answers = answered()
    table = next(item for item in shown_draft(MAIN, answers, {}, worked_out(answers)) if item.path == "tasks")
    [task] = table.rows
    assert task.title == "Міндет 1. Кітапхана"
    events = next(cell for cell in task.asked if cell.path == "tasks/aaaa/events")
    assert events.page == "tasks/aaaa/"
    [event] = events.rows
    assert [cell.question.key for cell in event.asked] == ["name", "seats", "how", "points", "people"]
    points = next(cell for cell in event.asked if cell.path == f"{EVENT}/points")
    assert (points.page, [row.cells[0].text for row in points.rows]) == (f"{EVENT}/", ["Ақтөбе", "Орал"])
    quarters = next(cell for cell in task.asked if cell.path == "tasks/aaaa/quarters")
    assert [row.title for row in quarters.rows] == ["1-тоқсан", "2-тоқсан"]


@given(TREES)
def test_answers_of_a_tree_come_back_from_their_paths(tree):
    answers = answered(tree)
    flat = dict(paths.flatten(answers.values))
    tables = {path for path, value in flat.items() if paths.is_table(_at(answers.values, path))}
    assert paths.unflatten(flat, tables) == answers.values
    assert all(paths.is_path(path) for path in [*flat, *answers.unparsed])


def _at(values, path):
    row_path, _, key = path.rpartition("/")
    return (row_at(values, row_path) if row_path else values).get(key)


@given(TREES, TREES)
def test_no_tree_breaks_anything_and_saving_again_changes_nothing(first, second):
    before = answered(first)
    after = answered(second, before)
    assert answered(second, after) == after
    tidy = without_blank_rows(MAIN, after)
    assert without_blank_rows(MAIN, tidy) == tidy
    evaluation = worked_out(after)
    assert not evaluation.scope.faults
    problems = findings(MAIN, after, evaluation, at_submission=True)
    # The same whether rows in which nothing was written are there or not.
    assert problems == findings(MAIN, tidy, worked_out(tidy), at_submission=True)
    assert all(paths.is_path(problem.path) for problem in problems)
    assert shown_draft(MAIN, after, {}, evaluation)
    assert shown(MAIN, tidy, {}, computed=evaluation.computed)
