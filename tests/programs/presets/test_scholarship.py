"""B2, B3: the table of conditions, and the documents of each category."""

from pathlib import Path

import pytest

from portal.lib import clock
from programs import presets
from programs.answers import Answers, read
from programs.definition.reading import read_program
from programs.eligibility import Outcome, judge
from programs.evaluation import RuleContext, evaluate

DOCUMENT = read_program(Path(presets.__path__[0]) / "samples" / "scholarship-2027.yaml")[0]
FORM = DOCUMENT.forms["eligibility"]
APPLICATION = DOCUMENT.forms["application"]

MASTERS = {"gpa_scale": "four", "gpa": "3,00", "related_speciality": "yes"}
EVERYBODY = {"kaztest": "yes", "kaztest_level": "b1", "kaztest_valid_until": "31.12.2030"}
ENGLISH = {"english": "ielts", "english_score": "5,0"}
GOOD = {
    "rural": MASTERS | ENGLISH | {"lived_in_village": "yes", "worked_in_village": "yes"},
    "engineering": MASTERS | ENGLISH | {"manages_production": "yes", "technical_direction": "yes", "work_years": "1"},
    "medical": MASTERS | ENGLISH | {"works_in_medicine": "yes", "medical_education": "yes", "work_years": "1"},
    "doctorate": {"invitation": "yes", "recommended_university": "yes"},
    "internship": ENGLISH
    | {"work_years": "3", "recent_work_in_field": "yes", "occupation": "media", "invitation": "yes"},
}
CONDITIONS = {
    "rural": {"rural_life", "gpa", "related_speciality", "kaztest", "english"},
    "engineering": {"production", "one_year_of_work", "gpa", "related_speciality", "kaztest", "english"},
    "medical": {"medicine", "one_year_of_work", "gpa", "related_speciality", "kaztest", "english"},
    "doctorate": {"kaztest", "invitation"},
    "internship": {"three_years_of_work", "occupation", "kaztest", "english", "invitation"},
}


def judged(category, **changes):
    """Requirement → its outcome, and the Russian titles of the documents."""
    posted = {"category": category} | EVERYBODY | GOOD[category] | changes
    answers = read(FORM.by_key["conditions"], {key: [text] for key, text in posted.items()}, Answers())
    context = RuleContext(today=clock.now().date())
    result = judge(DOCUMENT.eligibility, evaluate(FORM, {"conditions": answers}, context=context))
    return {each.requirement.key: each.outcome for each in result.judged}, [title.ru for title in result.documents]


@pytest.mark.parametrize("category", GOOD)
def test_category_has_the_conditions_of_its_column_and_no_other(category):
    outcomes, _documents = judged(category)
    assert outcomes == dict.fromkeys(CONDITIONS[category], Outcome.MET)


@pytest.mark.parametrize(
    ("category", "changes", "failing"),
    [
        ("rural", {"worked_in_village": "no"}, "rural_life"),
        ("engineering", {"technical_direction": "no"}, "production"),
        ("medical", {"medical_education": "no"}, "medicine"),
        ("engineering", {"work_years": "0,9"}, "one_year_of_work"),
        ("medical", {"work_years": "0,9"}, "one_year_of_work"),
        ("internship", {"work_years": "2,9"}, "three_years_of_work"),
        ("internship", {"recent_work_in_field": "no"}, "three_years_of_work"),
        ("internship", {"occupation": "none"}, "occupation"),
        ("rural", {"gpa": "2,99"}, "gpa"),
        ("rural", {"gpa_scale": "five", "gpa": "3,99"}, "gpa"),
        ("medical", {"related_speciality": "no"}, "related_speciality"),
        ("doctorate", {"kaztest_level": "a2"}, "kaztest"),
        ("doctorate", {"kaztest_valid_until": "01.01.2024"}, "kaztest"),
        ("rural", {"english_score": "4,9"}, "english"),
        ("rural", {"english": "toefl_paper", "english_score": "416"}, "english"),
        ("rural", {"english": "toefl_ibt", "english_score": "34"}, "english"),
        ("rural", {"english": "det", "english_score": "79"}, "english"),
        ("internship", {"english": "det", "english_score": "75"}, "english"),
        ("internship", {"english": "none"}, "english"),
        ("internship", {"invitation": "no"}, "invitation"),
        ("doctorate", {"recommended_university": "no"}, "invitation"),
    ],
)
def test_condition_fails_just_below_its_limit(category, changes, failing):
    outcomes, _documents = judged(category, **changes)
    assert [key for key, outcome in outcomes.items() if outcome is not Outcome.MET] == [failing]


@pytest.mark.parametrize(
    ("category", "changes"),
    [
        ("rural", {"gpa_scale": "five", "gpa": "4,00"}),
        ("rural", {"english": "toefl_paper", "english_score": "417"}),
        ("rural", {"english": "toefl_ibt", "english_score": "35"}),
        ("rural", {"english": "det", "english_score": "80"}),
        ("internship", {"english": "det", "english_score": "76"}),
    ],
)
def test_condition_is_met_at_its_limit(category, changes):
    outcomes, _documents = judged(category, **changes)
    assert set(outcomes.values()) == {Outcome.MET}


def test_what_is_not_answered_is_neither_met_nor_failed():
    outcomes, _documents = judged("doctorate", invitation="")
    assert outcomes["invitation"] is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("category", "count", "named"),
    [
        ("rural", 6, "Документы о трудовой деятельности"),
        ("doctorate", 6, "Индивидуальный учебный план"),
        ("internship", 9, "Заявка работодателя"),
    ],
)
def test_documents_are_those_of_the_category(category, count, named):
    _outcomes, documents = judged(category)
    assert len(documents) == count
    assert any(title.startswith(named) for title in documents)


ASKED = {
    "rural": {"language_certificate", "work_proof"},
    "engineering": {"language_certificate", "work_proof"},
    "medical": {"language_certificate", "work_proof"},
    "doctorate": {"admission", "study_plan"},
    "internship": {"language_certificate", "work_proof", "admission", "employer_request", "internship_programme"},
}
OF_ALL = {"identity", "diploma", "kaztest_certificate", "medical_form"}


@pytest.mark.parametrize("category", ASKED)
def test_application_asks_for_the_documents_of_the_category(category):
    candidate = read(APPLICATION.by_key["candidate"], {"category": [category]}, Answers())
    education = read(
        APPLICATION.by_key["education"], {"studied_abroad": ["no"], "studies_there_already": ["no"]}, Answers()
    )
    hidden = evaluate(APPLICATION, {"candidate": candidate, "education": education}).hidden
    shown = {key for key in APPLICATION.by_key["documents"].by_key if key not in hidden}
    assert shown == OF_ALL | ASKED[category]
