import pytest

from programs.definition.faults import faults
from tests.programs.making import definition, options, settings

KIND = settings("choice", "kind", options=options("a", "b", "c"))
MANY = settings("choices", "many", options=options("a", "b", "c"))
SURE = settings("yes_no", "sure")
AGREED = settings("consent", "agreed")
N = settings("money", "n")


def found(*questions):
    return {fault.path[-2]: fault.message for fault in faults(definition(*questions)) if fault.path[-1] == "show_if"}


@pytest.mark.parametrize(
    "rule",
    [
        'answers.kind == "a" && answers.kind == "b"',
        'answers.kind == "a" && answers.n > 1.0 && answers.kind != "a"',
        "answers.sure && !answers.sure",
        "!answers.agreed",
        "has(answers.kind) && !has(answers.kind)",
        '"a" in answers.many && !("a" in answers.many)',
        "1.0 > 2.0",
        "false",
    ],
)
def test_what_can_never_be_asked_is_found(rule):
    (message,) = found(KIND, MANY, SURE, AGREED, N, settings("text", "last", show_if=rule)).values()
    assert "never asked" in message


@pytest.mark.parametrize(
    "rule",
    [
        'answers.kind == "a" && answers.sure',
        "!answers.sure",
        "!has(answers.kind)",
        '"a" in answers.many && "b" in answers.many && !("c" in answers.many)',
        "answers.n > 1.0 && answers.n < 0.0",  # numbers aren't tried out
        "answers.agreed || answers.sure",
    ],
)
def test_what_can_be_asked_is_left_alone(rule):
    assert found(KIND, MANY, SURE, AGREED, N, settings("text", "last", show_if=rule)) == {}


def test_question_after_one_that_is_never_asked_is_found_too():
    messages = found(
        SURE,
        settings("yes_no", "never", show_if="answers.sure && !answers.sure"),
        settings("text", "after", show_if="answers.never"),
        settings("text", "although", show_if="!has(answers.never)"),
    )
    assert messages.keys() == {1, 2}
    assert "needs 'never'" in messages[2]


def test_answers_that_exclude_each_other_are_not_combined():
    messages = found(
        KIND,
        settings("yes_no", "of_a", show_if='answers.kind == "a"'),
        settings("text", "last", show_if='answers.of_a && answers.kind == "b"'),
    )
    assert messages.keys() == {2}


def test_many_options_do_not_take_for_ever():
    many = [
        settings("choices", f"q{number}", options=options(*(f"o{key}" for key in range(40)))) for number in range(6)
    ]
    rule = " && ".join(f'"o1" in answers.q{number} && !("o2" in answers.q{number})' for number in range(6))
    assert found(*many, settings("text", "last", show_if=rule)) == {}
