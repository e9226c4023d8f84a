"""What was written to be read by few isn't read by more because the form changed."""

import pytest

from programs.answers import Answers
from programs.definition.asides import Why
from programs.definition.carry import is_safe
from tests.programs.definition.test_carry import carried
from tests.programs.making import options, question, settings

ROWS = [{"_id": "aaaa", "name": "Сәуле", "inner": [{"_id": "bbbb", "cell": "Ерлан"}]}]


def table(*, sensitive=False, name=None, inner=False, cell=False, **more):
    columns = [
        settings("text", "name", sensitive=bool(name)),
        settings("table", "inner", sensitive=inner, columns=[settings("text", "cell", sensitive=cell)]),
    ]
    return settings("table", sensitive=sensitive, columns=columns, **more)


def aside(done):
    return [(found.path, found.text.kk, found.why, found.is_sensitive) for found in done.set_aside.get("main", [])]


@pytest.mark.parametrize(
    ("kind", "value", "text", "more"),
    [
        ("text", "N1", "N1", {}),
        ("integer", 5, "5", {}),
        ("choice", "a", "a", {"options": options("a")}),
        ("yes_no", True, "Иә", {}),
    ],
)
def test_an_answer_stays_sealed_when_its_question_is_not_sensitive_any_more(kind, value, text, more):
    before, after = (settings(kind, sensitive=sensitive, **more) for sensitive in (True, False))
    done = carried(before, after, {"q": value})
    assert done.sections["main"] == Answers()
    assert aside(done) == [("q", text, Why.UNFIT, True)]


def test_what_was_typed_and_is_no_answer_stays_sealed_too():
    done = carried(settings("integer", sensitive=True), settings("integer"), unparsed={"q": "N1"})
    assert done.sections["main"] == Answers()
    assert aside(done) == [("q", "N1", Why.UNFIT, True)]


def test_another_kind_is_no_way_out_either():
    done = carried(settings("iin"), settings("text"), {"q": "900101300017"})
    assert done.sections["main"] == Answers()
    [found] = done.set_aside["main"]
    assert found.is_sensitive


def test_files_are_kept_from_a_question_that_is_not_sensitive():
    done = carried(settings("file", sensitive=True), settings("file"), {"q": [7]})
    assert done.sections["main"] == Answers()
    assert [(found.uploads, found.is_sensitive) for found in done.set_aside["main"]] == [((7,), True)]


@pytest.mark.parametrize("more", [{}, {"hint": {"kk": "а", "ru": "б"}}])
def test_a_table_that_is_not_sensitive_any_more_is_set_aside_as_a_whole(more):
    done = carried(table(sensitive=True), table(**more), {"q": ROWS}, {"q/aaaa/inner/bbbb/cell": "көп"})
    assert done.sections["main"] == Answers()
    [(path, text, why, is_sensitive)] = aside(done)
    assert (path, why, is_sensitive) == ("q", Why.UNFIT, True)
    assert "Сәуле" in text
    assert "көп" in text


@pytest.mark.parametrize(
    ("before", "after", "path", "left"),
    [
        (table(name=True), table(), "q/name", [{"_id": "aaaa", "inner": ROWS[0]["inner"]}]),
        (table(inner=True), table(), "q/inner", [{"_id": "aaaa", "name": "Сәуле"}]),
        (table(cell=True), table(), "q/inner/cell", [{"_id": "aaaa", "name": "Сәуле", "inner": [{"_id": "bbbb"}]}]),
        (table(sensitive=True), table(name=True, inner=True), "q", None),
    ],
)
def test_only_the_column_is_set_aside_that_is_not_sensitive_any_more(before, after, path, left):
    done = carried(before, after, {"q": ROWS})
    assert done.sections["main"].values.get("q") == left
    assert [(found.path, found.is_sensitive) for found in done.set_aside["main"]] == [(path, True)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (table(name=True), table(name=True, rows={"max": 9})),
        (table(name=True, inner=True), table(sensitive=True)),
        (table(cell=True), table(inner=True)),
        (table(), table(sensitive=True)),
        (settings("text"), settings("text", sensitive=True)),
    ],
)
def test_what_stays_or_becomes_sensitive_follows_its_question(before, after):
    values = {"q": ROWS if "columns" in before else "N1"}
    done = carried(before, after, values)
    assert (done.sections["main"].values, done.set_aside) == (values, {})


@pytest.mark.parametrize(
    ("before", "after", "value"),
    [
        (settings("text"), settings("choice", options=options("a"), sensitive=True), "N1"),
        (settings("text"), settings("table", columns=[settings("text", "c", sensitive=True)]), "N1"),
        (settings("choices", options=options("a", "b")), settings("choices", options=options("a"), sensitive=True),
         ["a", "b"]),
        (settings("table", columns=[settings("text", "name")]),
         settings("table", sensitive=True, columns=[settings("text", "other")]), [{"_id": "aaaa", "name": "N1"}]),
        (settings("table", columns=[settings("text", "name")]),
         settings("fixed_table", rows=options("one"), columns=[settings("text", "name", sensitive=True)]),
         [{"_id": "aaaa", "name": "N1"}]),
    ],
)  # fmt: skip
def test_what_a_question_that_has_become_sensitive_does_not_take_is_sealed(before, after, value):
    [found] = carried(before, after, {"q": value}).set_aside["main"]
    assert found.is_sensitive


def test_other_columns_of_a_table_are_not_sealed_with_the_sensitive_one():
    columns = [settings("text", "name"), settings("text", "payee", sensitive=True)]
    before, after = (settings("table", columns=some) for some in (columns, columns[1:]))
    [found] = carried(before, after, {"q": [{"_id": "aaaa", "name": "Жол"}]}).set_aside["main"]
    assert not found.is_sensitive


def test_drafts_are_tried_where_a_question_is_not_sensitive_any_more():
    hidden, plain = question("text", sensitive=True), question("text")
    assert (is_safe(hidden, plain), is_safe(plain, hidden), is_safe(hidden, hidden)) == (False, True, True)
