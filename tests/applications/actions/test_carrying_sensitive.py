"""Drafts whose questions become sensitive, or aren't any more: what the database holds."""

import json

import pytest

from applications.actions.attaching import attach
from applications.models import FilingSection
from applications.queries import filled_form
from portal.lib import clock
from tests.applications.actions.test_carrying import answers, call_of, carried, current, edition, post, row, sheet
from tests.factories import ANSWERS, draft, save_answers
from tests.zoo import named, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(db):
    filing = draft().filings.get()
    save_answers(filing, {key: ANSWERS[key] for key in ("applicant", "budget")}, actor=filing.application.created_by)
    return filing


def passport_for_all(sections):
    sections[0]["questions"][1]["sensitive"] = False


def name_for_few(sections):
    sections[0]["questions"][0] |= {"sensitive": True, "listed": False}


def name_of_a_list_for_few(sections):
    name_for_few(sections)
    options = [{"key": "other", "label": {"kk": "Басқа", "ru": "Другое"}}]
    sections[0]["questions"][0] |= {"kind": "choice", "options": options}


def files_for_all(sections):
    sections[1]["questions"][3]["sensitive"] = False


def stored(filing):
    rows = FilingSection.objects.filter(filing=filing)
    return json.dumps([[row.values, row.unparsed, row.set_aside] for row in rows], ensure_ascii=False)


def told(filing, key="applicant"):
    seal = filled_form(current(filing)).seal
    return [seal.reveal(entry["text"])["kk"] for entry in row(filing, key).set_aside.values()]


def test_what_was_sealed_stays_sealed_when_its_question_is_for_all(filled):
    edition(call_of(filled), passport_for_all)
    carried(filled)
    assert "N12345678" not in stored(filled)
    assert "passport" not in answers(filled).values
    assert told(filled) == ["N12345678"]


def test_a_page_from_before_brings_it_no_other_way(filled):
    made = sheet(filled, {"legal_name": ["Қор"], "passport": ["N777"]})
    edition(call_of(filled), passport_for_all)
    carried(filled)
    post(filled, "applicant", made)
    assert "N777" not in stored(filled)
    assert answers(filled).values == {"legal_name": "Қор"}
    assert told(filled) == ["N12345678", "N777"]


def test_a_file_for_few_is_named_in_secret(filled):
    actor = filled.application.created_by
    attach(filled, "identity", [named("сапарова.pdf", pdf())], actor=actor, received_at=clock.now())
    edition(call_of(filled), files_for_all)
    carried(filled)
    assert "identity" not in answers(filled, "budget").values
    assert "сапарова.pdf" not in stored(filled)
    assert told(filled, "budget") == ["сапарова.pdf"]


def test_answers_are_sealed_as_soon_as_the_draft_follows_an_edition_that_makes_them_sensitive(filled):
    edition(call_of(filled), name_for_few)
    assert "Көңіл" in stored(filled)
    carried(filled)
    assert "Көңіл" not in stored(filled)
    assert answers(filled).values["legal_name"] == "«Көңіл» қоры"


def test_what_that_edition_does_not_take_is_sealed_as_well(filled):
    edition(call_of(filled), name_of_a_list_for_few)
    carried(filled)
    assert "Көңіл" not in stored(filled)
    assert told(filled) == ["«Көңіл» қоры"]
