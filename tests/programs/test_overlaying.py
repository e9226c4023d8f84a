"""Answers from a page of an earlier edition over those that are stored."""

from programs.answers import Answers
from programs.overlaying import Page, is_answered, laid_over, only
from tests.programs.making import form, settings

TABLE = settings("table", "items", columns=[settings("text", "name"), settings("text", "day")])
QUESTIONS = form(settings("text", "a"), settings("text", "b"), TABLE).sections[0].questions


def over(stored, typed, posted, within=""):
    page = Page(QUESTIONS, {path: [""] for path in posted}, within)
    return laid_over(QUESTIONS, Answers(*stored), Answers(*typed), page)


def test_what_the_page_had_inputs_for_is_as_typed_and_the_rest_as_stored():
    found = over(({"a": "1", "b": "2"}, {}), ({"a": "3"}, {}), ["a"])
    assert found == Answers({"a": "3", "b": "2"})


def test_an_input_that_was_emptied_is_empty():
    assert over(({"a": "1"}, {}), ({}, {}), ["a"]) == Answers()
    assert over(({}, {"a": "көп"}), ({}, {}), ["a"]) == Answers()


def test_what_is_no_answer_replaces_an_answer():
    assert over(({"a": "1"}, {}), ({}, {"a": "көп"}), ["a"]) == Answers({}, {"a": "көп"})


def test_rows_are_those_of_the_page_each_with_what_only_is_stored():
    stored = {"items": [{"_id": "aaaa", "name": "x"}, {"_id": "bbbb", "name": "y", "day": "5"}]}
    typed = {"items": [{"_id": "bbbb", "name": "z"}, {"_id": "cccc", "name": "w"}]}
    found = over((stored, {"items/aaaa/day": "?"}), (typed, {}), ["items/_rows", "items/bbbb/name", "items/cccc/name"])
    assert found.values["items"] == [{"_id": "bbbb", "name": "z", "day": "5"}, {"_id": "cccc", "name": "w"}]
    assert found.unparsed == {}


def test_page_of_a_row_leaves_the_others():
    stored = {"items": [{"_id": "aaaa", "name": "x"}, {"_id": "bbbb", "name": "y"}]}
    typed = {"items": [{"_id": "bbbb", "name": "z"}]}
    found = over((stored, {}), (typed, {}), ["items/bbbb/name"], "items/bbbb")
    assert found.values["items"] == [{"_id": "aaaa", "name": "x"}, {"_id": "bbbb", "name": "z"}]


def test_a_question_with_its_rows():
    answers = Answers({"items": [{"_id": "aaaa"}], "b": "2"}, {"items/aaaa/name": "?", "a": "!"})
    assert only(answers, "items") == Answers({"items": [{"_id": "aaaa"}]}, {"items/aaaa/name": "?"})
    assert [is_answered(answers, key) for key in ("items", "a", "b", "c")] == [True, True, True, False]
