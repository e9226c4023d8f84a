"""A rule that would eat time or memory is told from its text."""

import pytest

from programs.expressions import RuleError, parsed
from programs.expressions.cost import MOST_PATTERN, MOST_STEPS, check_shape, pattern_steps, steps

SIZES = {"items": 500, "events": 20, "story": 20_000}


def work(source):
    return steps(parsed(source), SIZES)


@pytest.mark.parametrize(
    "source",
    [
        "answers.a > 1.0 && answers.b",
        'total(answers.items, "sum")',
        'total(answers.items.filter(r, r.kind == "x"), "sum")',
        "answers.items.all(r, r.starts <= r.ends)",
        "answers.items.all(r, r.events.exists(e, e.a > 1.0))",
        'answers.story.matches("^[a-z]{2,5}-[0-9]{4}$")',
        r'answers.story.matches("^\\d{4}-\\d{3}-\\d{3}-\\d{4}-\\d{6}$")',
    ],
)
def test_usual_rules_are_cheap_enough(source):
    assert work(source) < MOST_STEPS
    check_shape(parsed(source))


@pytest.mark.parametrize(
    "source",
    [
        "answers.items.all(a, answers.items.exists(b, b.x == a.x))",
        "answers.items.map(a, answers.story + answers.story).size() > 1",
        "answers.items.map(a, answers.items.map(b, answers.items.map(c, c.x))) == []",
        'answers.items.all(r, r.name.matches("^\\\\w{1,10}$"))',
    ],
)
def test_greedy_ones_are_not(source):
    assert work(source) > MOST_STEPS


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a.all(r, r.b.all(s, s.c.all(t, t.d.all(u, u.e))))", "3 deep"),
        ("a.matches(b)", "in quotes"),
        ('matches(a, "x" + b)', "in quotes"),
        (r'a.matches("\\w{200}")', "too large"),
        ('a.matches("(a{100}){100}")', "too large"),
        (f'a.matches("{"a" * 201}")', "too large"),
    ],
)
def test_shapes_that_no_answer_makes_acceptable(source, words):
    with pytest.raises(RuleError, match=words):
        check_shape(parsed(source))


@pytest.mark.parametrize("pattern", ["", "(", ")", "[", "a{", "{3}", "a{999999999999}", "(?i)x", "\\", "[]]", "*"])
def test_any_pattern_can_be_weighed(pattern):
    assert pattern_steps(pattern) >= 0


def test_repeated_repetitions_multiply():
    assert pattern_steps("((a{50}){50}){50}") > MOST_PATTERN > pattern_steps("a{50}b{50}c{50}")
