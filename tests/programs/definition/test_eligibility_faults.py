import pytest

from programs.definition.document import Definition
from programs.definition.faults import faults
from tests.programs.making import both, definition, options, settings

CHECK = {
    "form": "visitor",
    "requirements": [{"key": "old", "rule": "answers.years >= 1.0", "met": both(), "not_met": both()}],
    "documents": [{"title": both(), "show_if": 'answers.kind == "a"'}],
}
QUESTIONS = [settings("decimal", "years"), settings("choice", "kind", options=options("a", "b"))]


def found(*questions, section=(), **change):
    plain = definition(settings("text", "name", prefill="eligibility.kind")).dump()
    visitor = {"key": "main", "title": both(), "questions": [*QUESTIONS, *questions]} | dict(section)
    made = plain | {"forms": plain["forms"] | {"visitor": {"sections": [visitor]}}, "eligibility": CHECK | change}
    return faults(Definition.model_validate(made))


def requirement(rule, **change):
    return CHECK["requirements"] + [{"key": "new", "rule": rule, "met": both(), "not_met": both()} | change]


def test_sound_check_has_none():
    assert found() == []
    assert found(requirements=requirement("age_on(today, today) >= 0.0")) == []


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        ({"form": "gone"}, ("eligibility", "form"), "'gone' isn't one"),
        ({"form": "application"}, ("eligibility", "form"), "other than 'application'"),
        (
            {"requirements": requirement("answers.gone")},
            ("eligibility", "requirements", 1, "rule"),
            "no question 'gone'",
        ),
        ({"requirements": requirement("answers.years")}, ("eligibility", "requirements", 1, "rule"), "yes or no"),
        (
            {"requirements": requirement('call.slug == "a"')},
            ("eligibility", "requirements", 1, "rule"),
            "no 'call' yet",
        ),
        ({"requirements": requirement("application.name")}, ("eligibility", "requirements", 1, "rule"), "no earlier"),
        ({"requirements": requirement("true", key="old")}, ("eligibility", "requirements"), "the key 'old'"),
        (
            {"requirements": requirement("true", met={"kk": "Ә"})},
            ("eligibility", "requirements", 1, "met"),
            "missing in ru",
        ),
        (
            {"documents": [{"title": both(), "show_if": 'answers.kind == "c"'}]},
            ("eligibility", "documents", 0, "show_if"),
            "no option 'c'",
        ),
    ],
)
def test_fault_of_the_check_is_named_in_its_place(change, place, words):
    messages = [fault for fault in found(**change) if fault.path[0] == "eligibility"]
    assert [fault.path for fault in messages] == [place]
    assert words in messages[0].message


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (settings("file", "f"), "kind file can't be asked of visitors"),
        (settings("table", "t", columns=[settings("text", "a")]), "kind table can't be asked of visitors"),
        (settings("text", "secret", sensitive=True), "sensitive"),
        (settings("text", "name", prefill="person.full_name"), "nothing is known"),
    ],
)
def test_visitor_is_not_asked_for_what_a_session_should_not_hold(question, words):
    (fault,) = found(question)
    assert words in fault.message
    assert fault.path[:2] == ("forms", "visitor")


def test_page_of_a_visitor_has_no_check_page():
    (fault,) = found(section={"summary": True})
    assert "one page" in fault.message


def test_prefill_names_a_question_of_the_check():
    plain = definition(settings("text", "name", prefill="eligibility.kind")).dump()
    assert "eligibility check has no question 'kind'" in faults(Definition.model_validate(plain))[0].message


def test_settings_that_name_other_questions_name_such():
    rows = settings("fixed_table", "t", rows_from="annex.gone", columns=[settings("text", "a")])
    assert any("has no table 'gone'" in fault.message for fault in faults(definition(rows)))
    village = settings("reference", "village", list="kato", under="region")
    assert any("no question 'region' that it could belong to" in fault.message for fault in faults(definition(village)))
    assert faults(definition(settings("reference", "region", list="kato"), village)) == []
