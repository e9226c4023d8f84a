"""No rule and no answer makes anything raise, and publication always comes to an end."""

import string
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs.definition.faults import faults
from programs.evaluation import evaluate
from programs.expressions import FAULT, UNKNOWN, RuleError, Scope, compiled, parsed, reads
from tests.programs.making import definition, filled, form, options
from tests.programs.making import settings as asked

WORDS = [
    *[
        "answers.a",
        "answers.kind",
        "answers.kinds",
        "answers.n",
        "answers.day",
        "answers.items",
        "answers.gone",
        "row.price",
    ],
    *["parent.x", "application.a", "applicant.full_name", "call.opens", "today", "r.price", "r", "answers", "row"],
    *["true", "false", "null", "1", "2.0", "0.0", "-1.5", "1e308", "9223372036854775807", "0x1F", "1u"],
    *[
        '"a"',
        "'ә'",
        '"x\\""',
        "r'\\d'",
        'b"\\xff"',
        '""',
        '"(a+)+$"',
        "[]",
        "[1.0, 2.0]",
        '{"a": 1.0}',
        "answers.items[0]",
    ],
    *['timestamp("2027-01-01T00:00:00Z")', 'duration("9999999h")', "timestamp(9223372036854775807)"],
]
OPERATORS = ["||", "&&", "==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*", "/", "%"]
CALLS = [
    "total",
    "same",
    "days",
    "age_on",
    "chars",
    "has",
    "size",
    "int",
    "double",
    "string",
    "timestamp",
    "duration",
    "foo",
]
METHODS = ["contains", "startsWith", "endsWith", "matches", "size", "foo", "getFullYear"]


def grown(inner):
    return st.one_of(
        st.tuples(inner, st.sampled_from(OPERATORS), inner).map(lambda part: f"({part[0]} {part[1]} {part[2]})"),
        st.tuples(inner, inner, inner).map(lambda part: f"({part[0]} ? {part[1]} : {part[2]})"),
        st.tuples(st.sampled_from("!-"), inner).map("".join),
        st.tuples(st.sampled_from(CALLS), st.lists(inner, max_size=3)).map(
            lambda part: f"{part[0]}({', '.join(part[1])})"
        ),
        st.tuples(inner, st.sampled_from(METHODS), inner).map(lambda part: f"{part[0]}.{part[1]}({part[2]})"),
        st.tuples(inner, st.sampled_from(["all", "exists", "exists_one", "filter", "map"]), inner).map(
            lambda part: f"{part[0]}.{part[1]}(r, {part[2]})"
        ),
        st.tuples(inner, inner).map(lambda part: f"{part[0]}[{part[1]}]"),
        st.lists(inner, max_size=3).map(lambda parts: f"[{', '.join(parts)}]"),
    )


RULES = st.recursive(st.sampled_from(WORDS), grown, max_leaves=8)
TEXTS = st.one_of(RULES, st.text(max_size=80), st.text(string.printable, max_size=80))
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(lambda day: day.replace(tzinfo=UTC))  # noqa: DTZ001
VALUES = st.recursive(
    st.one_of(st.booleans(), st.floats(), st.text(max_size=20), MOMENTS),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "price", "n"]), inner, max_size=3)
    ),
    max_leaves=6,
)
ANSWERS = st.dictionaries(st.sampled_from(["a", "kind", "kinds", "n", "day", "items"]), VALUES)
QUIETLY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=150)


@QUIETLY
@given(TEXTS, ANSWERS, st.none() | ANSWERS)
def test_working_out_a_rule_never_raises(source, answers, row):
    scope = Scope(answers, {"application": answers, "today": datetime(2027, 1, 1, tzinfo=UTC).date()})
    assert scope.holds(source, row=row, parent=row) in {True, False, UNKNOWN, FAULT}
    value = scope.value(source, row=row)
    assert value is not FAULT or source in scope.faults


@QUIETLY
@given(RULES)
def test_what_the_library_reads_can_be_read_here_too(source):
    """Else a rule that works would be refused; the other way round the library has the last word."""
    try:
        compiled(source)
    except RuleError:
        return
    assert parsed(source).text


@QUIETLY
@given(TEXTS)
def test_reading_its_names_raises_nothing_else(source):
    try:
        reads(source)
    except RuleError as error:
        assert "\n" not in str(error)  # noqa: PT017


QUESTIONS = [
    asked("text", "a"),
    asked("choice", "kind", options=options("x", "y")),
    asked("choices", "kinds", options=options("x", "y")),
    asked("money", "n"),
    asked("date", "day"),
    asked("yes_no", "sure"),
]


def random_form(rules, make=form):
    show, check, formula, cell, column_check = rules
    columns = [asked("money", "price"), asked("text", "what"), asked("computed", "cell", value=cell)]
    table = asked(
        "table",
        "items",
        columns=columns,
        checks=[{"rule": column_check, "message": {"kk": "Ә", "ru": "Ф"}, "at": "what"}],
    )
    return make(
        *QUESTIONS,
        table,
        asked("text", "more", show_if=show),
        asked("computed", "sum", value=formula),
        checks=[{"rule": check, "message": {"kk": "Ә", "ru": "Ф"}, "at": "a"}],
    )


@QUIETLY
@given(st.tuples(*[TEXTS.filter(bool)] * 5))
def test_publication_ends_and_finds_or_allows(rules):
    assert isinstance(faults(random_form(rules, definition)), list)


@QUIETLY
@given(st.tuples(*[RULES] * 5), st.sampled_from(["", "x", "1", "01.02.2027", "yes"]))
def test_form_with_any_rules_can_be_filled_in(rules, typed):
    made = random_form(rules)
    if made.cycle():
        return
    posted = dict.fromkeys(
        ("a", "kind", "kinds", "n", "day", "sure", "more", "items/row0/price", "items/row0/what"), typed
    )
    _section, _answers, evaluation = filled(made, posted | {"items/_rows": ["row0"]})
    assert evaluation.hidden <= {"more"}
    assert evaluate(made, {}).computed.keys() <= {"sum"}


def test_published_rules_of_sound_forms_are_never_faulty():
    made = random_form(
        ('answers.kind == "x"', "answers.n > 1.0", "answers.n * 2.0", "row.price * 2.0", "row.price > 1.0")
    )
    _section, _answers, evaluation = filled(made, {"n": "5", "items/_rows": ["row0"], "items/row0/price": "3"})
    assert evaluation.computed == {"items/row0/cell": "6.00", "sum": "10.00"}
    assert evaluation.scope.faults == {}
