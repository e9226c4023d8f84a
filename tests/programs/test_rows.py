import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib import paths
from programs.answers import Answers, read, row_at, rows_in
from programs.rows import Change, Full, changed, neighbours
from tests.programs.trees import MAIN, TREES, posted

EVENT = "tasks/aaaa/events/bbbb"


def answered(tree):
    return read(MAIN, posted(tree), Answers())


def three():
    return answered({"tasks": {"aaaa": {"title": "1"}, "bbbb": {"title": "2"}, "cccc": {"title": "3"}}})


def change(answers, what, path, argument=""):
    return changed(MAIN.questions, answers, Change(what, path, argument))


def ids(answers, table="tasks"):
    row_path, _, key = table.rpartition("/")
    around = row_at(answers.values, row_path) if row_path else answers.values
    return [row["_id"] for row in around.get(key, [])]


def test_a_row_is_added_at_the_end_once():
    once = change(three(), "add", "tasks/dddd")
    assert ids(once) == ["aaaa", "bbbb", "cccc", "dddd"]
    assert change(once, "add", "tasks/dddd") == once


def test_a_row_is_added_in_a_row():
    assert ids(change(three(), "add", "tasks/bbbb/events/eeee"), "tasks/bbbb/events") == ["eeee"]


@pytest.mark.parametrize(
    ("row", "to", "order"),
    [
        ("cccc", "1", "aaaa cccc bbbb"),
        ("aaaa", "1", "bbbb aaaa cccc"),
        ("aaaa", "99", "bbbb cccc aaaa"),
        ("aaaa", "x", "aaaa bbbb cccc"),
    ],
)
def test_a_row_moves_to_a_place_once(row, to, order):
    moved = change(three(), "move", f"tasks/{row}", to)
    assert ids(moved) == order.split()
    assert change(moved, "move", f"tasks/{row}", to) == moved


def test_a_removed_row_takes_its_texts_along():
    wrong = answered({"tasks": {"aaaa": {"events": {"bbbb": {"seats": "көп"}}}, "cccc": {}}})
    gone = change(wrong, "remove", "tasks/aaaa")
    assert (ids(gone), gone.unparsed) == (["cccc"], {})
    assert change(gone, "remove", "tasks/aaaa") == gone
    assert "events" not in row_at(change(wrong, "remove", EVENT).values, "tasks/aaaa")


def test_a_copy_has_everything_under_new_ids():
    before = answered(
        {
            "tasks": {
                "aaaa": {
                    "title": "1",
                    "quarters": {"q1": {"sum": "5"}, "q2": {"sum": "көп"}},
                    "events": {"bbbb": {"seats": "көп", "points": {"cccc": {"place": "Орал"}}}},
                },
                "dddd": {},
            }
        }
    )
    after = change(before, "copy", "tasks/aaaa", "eeee")
    assert ids(after) == ["aaaa", "eeee", "dddd"]
    [event] = row_at(after.values, "tasks/eeee")["events"]
    assert event["_id"] != "bbbb"
    assert (event["points"][0]["place"], event["points"][0]["_id"] == "cccc") == ("Орал", False)
    assert row_at(after.values, "tasks/eeee/quarters/q1")["sum"] == "5.00"
    texts = {EVENT + "/seats", "tasks/aaaa/quarters/q2/sum"}
    assert set(after.unparsed) - texts == {f"tasks/eeee/events/{event['_id']}/seats", "tasks/eeee/quarters/q2/sum"}
    assert change(after, "copy", "tasks/aaaa", "eeee") == after
    assert row_at(before.values, "tasks/eeee") is None


def test_more_rows_than_fit_are_refused():
    full = answered({"tasks": {f"row{number}": {} for number in range(10)}})
    for what, path, argument in (("add", "tasks/aaaa", ""), ("copy", "tasks/row0", "aaaa")):
        with pytest.raises(Full):
            change(full, what, path, argument)


@pytest.mark.parametrize("what", ["add", "copy", "move", "remove"])
@pytest.mark.parametrize(
    "path", ["", "tasks", "name/aaaa", "no/aaaa", "tasks/../x", "tasks/zzzz/title", "tasks/aaaa/quarters/q1"]
)
def test_what_makes_no_sense_changes_nothing(what, path):
    assert change(three(), what, path, "1") == three()


def test_a_row_knows_those_beside_it():
    found = neighbours(three(), "tasks/bbbb")
    assert (found.number, found.total, found.before, found.after) == (2, 3, "tasks/aaaa", "tasks/cccc")
    assert neighbours(three(), "tasks/aaaa").before == neighbours(three(), "tasks/cccc").after == ""
    assert neighbours(three(), "tasks/zzzz") is None
    assert neighbours(three(), "tasks/zzzz/events/aaaa") is None


@given(TREES, st.data())
def test_a_copy_differs_in_its_ids_alone(tree, data):
    before = answered(tree)
    if not before.values.get("tasks"):
        return
    row = data.draw(st.sampled_from(ids(before)))
    after = change(before, "copy", f"tasks/{row}", "0000")
    old, new = row_at(after.values, f"tasks/{row}"), row_at(after.values, "tasks/0000")
    assert rows_in([old]) == rows_in([new])
    assert sorted(map(str, _leaves(old))) == sorted(map(str, _leaves(new)))
    assert len(after.unparsed) == len(before.unparsed) + sum(
        path.startswith(f"tasks/{row}/") for path in before.unparsed
    )
    assert change(after, "remove", "tasks/0000") == before


def _leaves(row):
    return [value for path, value in paths.flatten(row) if not isinstance(value, list)]
