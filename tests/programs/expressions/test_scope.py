import math
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs import expressions
from programs.expressions import FAULT, UNKNOWN, RuleError, Scope
from programs.expressions.functions import total

DAY = datetime(2027, 5, 1, tzinfo=UTC)
ANSWERS = {
    "yes": True,
    "no": False,
    "count": 3.0,
    "price": 0.1,
    "name": "әнші",
    "day": DAY,
    "tags": ["a", "b"],
    "items": [{"sum": 0.1, "kind": "x"}, {"sum": 0.2, "kind": "y"}, {"kind": "x"}],
}


@pytest.mark.parametrize(
    ("rule", "outcome"),
    [
        ("answers.yes", True),
        ("!answers.no", True),
        ("answers.count >= 3.0", True),
        ("answers.count >= 3", True),  # comparing with a whole number is allowed, reckoning with one isn't
        ("answers.gone", UNKNOWN),
        ("answers.gone > 1.0", UNKNOWN),
        ("!answers.gone", UNKNOWN),
        ("answers.gone && answers.yes", UNKNOWN),
        ("answers.gone && answers.no", False),  # whatever the absent answer, the rule doesn't hold
        ("answers.gone || answers.yes", True),
        ("answers.gone || answers.no", UNKNOWN),
        ("has(answers.gone)", False),
        ("has(answers.count) && answers.count > 1.0", True),
        ("has(answers.gone) ? answers.gone > 1.0 : true", True),
        ('"a" in answers.tags', True),
        ('"c" in answers.tags', False),
        ("answers.items.all(r, r.sum > 0.0)", UNKNOWN),
        ("answers.items.exists(r, has(r.sum) && r.sum > 0.15)", True),
        ("chars(answers.name) == 4.0", True),
        ('answers.day < timestamp("2027-06-01T00:00:00Z")', True),
        ("days(answers.day, answers.day) == 0.0", True),
        ("answers.count", FAULT),
        ("answers.name", FAULT),
        ("answers.count * 2 > 1.0", FAULT),
        ("answers.name > 1.0", FAULT),
        ('total(answers.items, "kind") > 0.0', FAULT),
        ("1 / 0 > 1", FAULT),
    ],
)
def test_rule_holds_fails_or_is_undecided(rule, outcome):
    assert Scope(ANSWERS).holds(rule) is outcome


@pytest.mark.parametrize("nothing", [UNKNOWN, FAULT])
def test_undecided_is_neither_true_nor_false_by_identity(nothing):
    assert not nothing
    assert nothing is not False


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ('total(answers.items, "sum")', 0.3),  # 0.1 + 0.2, exactly
        ('total(answers.items.filter(r, r.kind == "x"), "sum")', 0.1),
        ('total(answers.items, "missing")', 0.0),
        ("answers.count * 2.0", 6.0),
        ("1.0 / 0.0", FAULT),
        ("0.0 / 0.0", FAULT),
        ("answers.count / answers.gone", UNKNOWN),
    ],
)
def test_formula_gives_a_finite_value_or_nothing(formula, value):
    assert Scope(ANSWERS).value(formula) == value


def test_money_is_the_same_to_the_tiyn():
    scope = Scope({"a": 0.1 + 0.2, "b": 0.3})
    assert scope.holds("answers.a == answers.b") is False
    assert scope.holds("same(answers.a, answers.b)") is True
    assert scope.holds("same(answers.a, answers.b + 0.01)") is False


def test_row_rules_see_the_row_and_the_form():
    scope = Scope({"starts": 1.0})
    assert scope.holds("row.day >= answers.starts", row={"day": 2.0}) is True
    assert scope.holds("row.day >= answers.starts", row={"day": 0.0}) is False
    assert scope.holds("row.day >= answers.starts", row={}) is UNKNOWN


def test_scope_sees_answers_that_were_hidden_or_computed():
    answers = {"a": 1.0}
    scope = Scope(answers)
    assert scope.value("answers.a") == 1.0
    answers |= {"b": 2.0}
    scope.note_change("b")
    assert scope.value("answers.b") == 2.0
    del answers["a"]
    scope.note_change("a")
    assert scope.value("answers.b") == 2.0
    assert scope.value("answers.a") is UNKNOWN
    answers |= {"a": 3.0}
    scope.note_change("a")
    assert scope.value("size(answers)") == 2


@pytest.mark.parametrize(
    ("result", "value"),
    [
        (1.005, "1.01"),
        (2.675, "2.68"),
        (0.1 + 0.2, "0.30"),
        (7, "7.00"),
        (-0.005, "-0.01"),
        (1e30, None),
        ("7", None),
        (True, None),
        (None, None),
        (UNKNOWN, None),
        (FAULT, None),
    ],
)
def test_money_is_rounded_half_up_to_the_tiyn(result, value):
    assert expressions.money_value(result) == (Decimal(value) if value else None)


@given(st.lists(st.integers(0, 10**11).map(lambda tiyn: Decimal(tiyn) / 100), max_size=50))
def test_total_of_amounts_is_exact(amounts):
    rows = [{"sum": float(amount)} for amount in amounts]
    assert expressions.money_value(total(rows, "sum")) == sum(amounts, Decimal(0))


@pytest.mark.parametrize(
    "source", ["", "answers.a >", "1 +", "answers.a = 1", "if x then y", "\x00", "answers.a >\n\n > 1"]
)
def test_what_is_no_rule_is_named_as_such(source):
    with pytest.raises(RuleError) as caught:
        expressions.compiled(source)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("answers.a + row.b", {("answers", "a"), ("row", "b")}),
        ("has(answers.a) && answers.items.all(r, r.sum > 1.0)", {("answers", "a"), ("answers", "items")}),
        ('answers.a == "answers.b"', {("answers", "a")}),
        ("r.row.x == 1.0", set()),
        ("my_answers.a", set()),
    ],
)
def test_references_are_what_the_rule_reads(source, found):
    assert expressions.references(source) == found


@pytest.mark.parametrize(
    ("source", "whole"),
    [
        ("answers.a", False),
        ('answers["a"] == 1.0', True),
        ("answers . a == 1.0", False),
        ("size(answers) > 0", True),
        ("size(row) > 0", True),
        ('answers.a == "answers"', False),
        ("answers.items.all(r, r.row == 1.0)", False),
    ],
)
def test_reading_without_a_key_is_noticed(source, whole):
    assert bool(expressions.reads(source).whole) is whole


@pytest.mark.parametrize(
    ("source", "unknown"),
    [
        ("answers.items.all(r, r.a <= r.b)", set()),
        ("answers.items.exists(x, x.a == 1.0) || answers.items.map(y, y.a) == []", set()),
        ("today > answers.day", set()),
        ("yesterday > answers.day", {"yesterday"}),
        ("sum(answers.items)", {"sum"}),
        ("answers.name.reverse()", {"reverse"}),
        ('answers.name.startsWith("ә") && size(answers.items) > 0', set()),
    ],
)
def test_names_that_rules_do_not_know_are_found(source, unknown):
    assert expressions.reads(source).unknown == unknown


@given(st.floats())
def test_no_float_breaks_a_rule(number):
    scope = Scope({"n": number})
    assert scope.holds("answers.n > 1.0") in {True, False, FAULT}
    value = scope.value("answers.n * 2.0")
    assert value is FAULT or math.isfinite(value)


def test_rule_that_could_take_for_ever_is_linear():
    assert Scope({"s": "a" * 5000 + "b"}).holds('answers.s.matches("(a+)+$")') is False


def test_faults_are_noted_without_any_answer_and_without_a_line_in_the_log(caplog, capfd):
    scope = Scope({"items": [{"name": "Айгерім"}], "name": "Айгерім"})
    for rule in ('total(answers.items, "name") > 1.0', "chars(answers.items) > 1.0", "answers.name > 1.0"):
        assert scope.holds(rule) is FAULT
    assert len(scope.faults) == 3
    assert "Айгерім" not in str(scope.faults)
    assert caplog.text == ""
    assert capfd.readouterr().err == ""


def test_what_surrounds_a_form_is_read_by_name_and_may_be_absent():
    around = {"application": {"a": 1.0, "items": [{"x": 2.0}]}, "today": datetime(2027, 5, 1).date(), "call": None}  # noqa: DTZ001
    scope = Scope({"day": DAY}, around)
    assert scope.holds("today == answers.day") is True
    assert scope.value('total(application.items, "x") + application.a') == 3.0
    assert scope.holds('call.slug == "a"') is UNKNOWN
    assert scope.holds("row.x > application.a && today == answers.day", row={"x": 2.0}) is True
    assert Scope({}).holds("today == today") is UNKNOWN


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [((2010, 5, 2), (2027, 5, 1), 16.0), ((2010, 5, 1), (2027, 5, 1), 17.0), ((2008, 2, 29), (2026, 2, 28), 17.0)],
)
def test_age_counts_full_years(born, day, age):
    scope = Scope({"born": datetime(*born, tzinfo=UTC), "day": datetime(*day, tzinfo=UTC)})
    assert scope.value("age_on(answers.born, answers.day)") == age
