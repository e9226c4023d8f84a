"""The same answers on the same day give the same result."""

from datetime import date

import pytest

from programs.answers import Answers
from programs.definition.eligibility import Eligibility
from programs.eligibility import Outcome, judge
from programs.evaluation import RuleContext, evaluate
from tests.programs.making import both, form, options, settings

MET, NOT_MET, UNKNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN
FORM = form(
    settings("decimal", "years"),
    settings("date", "certificate"),
    settings("choice", "kind", options=options("rural", "medical")),
    settings("yes_no", "moved", show_if='answers.kind == "rural"'),
)
RULES = {
    "years": "answers.years >= 1.0",
    "valid": "answers.certificate >= today",
    "stays": 'answers.kind != "rural" || !answers.moved',
}
CHECK = Eligibility.model_validate(
    {
        "form": "visitor",
        "requirements": [
            {"key": key, "rule": rule, "met": both("иә"), "not_met": both("жоқ")} for key, rule in RULES.items()
        ],
        "documents": [
            {"title": both("Куәлік")},
            {"title": both("Анықтама"), "show_if": 'answers.kind == "rural"'},
        ],
    }
)


def result(**values):
    context = RuleContext(today=date(2027, 3, 1))
    return judge(CHECK, evaluate(FORM, {"main": Answers(values)}, context=context))


@pytest.mark.parametrize(
    ("values", "outcomes", "whole"),
    [
        ({}, [UNKNOWN, UNKNOWN, UNKNOWN], UNKNOWN),
        ({"years": "2", "certificate": "2027-03-01", "kind": "medical"}, [MET, MET, MET], MET),
        ({"years": "2", "certificate": "2027-02-28", "kind": "medical"}, [MET, NOT_MET, MET], NOT_MET),
        ({"years": "0.5"}, [NOT_MET, UNKNOWN, UNKNOWN], NOT_MET),
        ({"years": "2", "certificate": "2028-01-01", "kind": "rural"}, [MET, MET, UNKNOWN], UNKNOWN),
        ({"years": "2", "certificate": "2028-01-01", "kind": "rural", "moved": True}, [MET, MET, NOT_MET], NOT_MET),
        # Of a hidden answer nothing is known.
        ({"years": "2", "certificate": "2028-01-01", "kind": "medical", "moved": True}, [MET, MET, MET], MET),
    ],
)
def test_each_requirement_is_met_or_not_or_not_answered(values, outcomes, whole):
    found = result(**values)
    assert [judged.outcome for judged in found.judged] == outcomes
    assert found.outcome is whole


def test_documents_are_those_that_will_be_needed():
    assert [str(title) for title in result().documents] == ["Куәлік"]
    assert [str(title) for title in result(kind="rural").documents] == ["Куәлік", "Анықтама"]
    assert [str(title) for title in result(kind="medical").documents] == ["Куәлік"]


def test_without_words_of_its_own_an_unanswered_requirement_says_nothing():
    assert [str(judged.text) for judged in result(years="2").judged] == ["иә", "", ""]
