"""M2–M5: the steps of a school's form, filled in without a browser."""

from pathlib import Path

import pytest

from programs import presets
from programs.answers import Answers, read
from programs.definition.reading import read_program
from programs.evaluation import evaluate

DOCUMENT = read_program(Path(presets.__path__[0]) / "samples" / "school-admission-2027.yaml")[0]
FORM = DOCUMENT.forms["application"]


def test_steps_stand_in_the_order_of_the_guide():
    assert FORM.is_sequential
    assert [section.key for section in FORM.sections] == [
        "instruction",
        "applicant",
        "school",
        "documents",
        "confirmation",
    ]
    assert (FORM.next.kk, FORM.back.kk, DOCUMENT.call.noun) == ("Ары қарай", "Артқа", "statement")


def test_guide_is_read_and_confirmed_first_and_is_that_of_the_public_page():
    """M2."""
    service, _contacts, read_ = FORM.by_key["instruction"].questions
    assert service.text == DOCUMENT.call.description
    assert (read_.kind, read_.required) == ("consent", True)


def test_picture_of_a_bad_scan_stands_in_the_warning_before_the_scans():
    """M5."""
    warning, *scans = FORM.by_key["documents"].questions
    assert (warning.tone, warning.picture.type) == ("warning", "png")
    assert "оқылмайтын" in warning.picture.alt.kk.lower()
    assert max(scan.files.max for scan in scans) > 1


def hidden(**posted):
    answers = {
        section.key: read(section, {key: [text] for key, text in posted.items()}, Answers())
        for section in FORM.fillable
    }
    return evaluate(FORM, answers).hidden


@pytest.mark.parametrize(
    ("way", "asked", "not_asked"), [("catchment", "address", "school"), ("preference", "school", "address")]
)
def test_school_is_found_by_address_or_chosen(way, asked, not_asked):
    """M4."""
    assert not_asked in hidden(way=way)
    assert asked not in hidden(way=way)


def test_papers_are_those_of_the_person_and_the_grade():
    assert {"guardianship", "transfer_papers"} <= hidden(guardian_role="parent", grade="grade_1")
    assert not {"guardianship", "transfer_papers"} & hidden(guardian_role="representative", grade="grade_5")


def test_numbers_of_people_are_sealed():
    assert {key for key, question in FORM.questions.items() if question.sensitive} >= {
        "guardian_iin",
        "child_iin",
        "birth_certificate",
    }
