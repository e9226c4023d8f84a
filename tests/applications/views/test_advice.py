"""Advice stands beside the answer and on the check page, and is in nobody's way."""

import html
import re

import pytest

from applications.actions.submission import state_digest
from applications.completeness import Progress, progress_of
from applications.models import Application
from applications.queries import filled_form
from tests.factories import FORMS, both, published_call, save_answers
from tests.programs.making import settings

pytestmark = pytest.mark.django_db

WORKS = settings(
    "table",
    "works",
    rows={"max": 9},
    columns=[
        settings("text", "title"),
        settings(
            "table",
            "steps",
            columns=[settings("integer", "days")],
            checks=[
                {
                    "rule": "row.days < 99.0",
                    "message": both("Ұзақ емес пе?", "Не долго ли?"),
                    "at": "days",
                    "soft": True,
                }
            ],
        ),
    ],
)
TEAM = {
    "key": "team",
    "title": both("Топ", "Команда"),
    "questions": [settings("integer", "people"), settings("integer", "places"), WORKS],
    "checks": [
        {
            "rule": "answers.people <= answers.places",
            "message": both("Адам орыннан көп.", "Людей больше, чем мест."),
            "at": "people",
            "soft": True,
        }
    ],
}
WRITTEN = {
    "people": ["9"],
    "places": ["4"],
    "works/_rows": ["", "aaaa"],
    "works/aaaa/title": ["Құрылыс"],
    "works/aaaa/steps/_rows": ["", "bbbb"],
    "works/aaaa/steps/bbbb/days": ["100"],
}
TO_PEOPLE, TO_DAYS = "#q-people", "works/aaaa/#q-works/aaaa/steps/bbbb/days"


@pytest.fixture
def call(organization):
    gate, _budget, confirm = FORMS["application"]["sections"]
    return published_call(organization=organization.slug, forms={"application": {"sections": [gate, TEAM, confirm]}})


@pytest.fixture
def written(filing):
    answers = {"applicant": {"legal_name": ["Қор"]}, "team": WRITTEN}
    save_answers(filing, answers, actor=filing.application.created_by)
    return filing


def text_of(page):
    return html.unescape(page.content.decode())


def notice(page, name):
    found = re.search(rf'<div class="notice[^>]* id="{name}">.*?</div>', text_of(page), re.DOTALL)
    return found[0] if found else ""


def test_it_stands_beside_the_answer_and_is_no_error(signed_in, address, written):
    page = text_of(signed_in.get(address("team")))
    assert re.search(r'<div class="advice" id="q-people-advice">.*Адам орыннан көп\.', page)
    assert 'aria-describedby="q-people-advice"' in page
    assert "error-summary" not in page
    assert "aria-invalid" not in page


def test_it_stands_on_the_page_of_its_row(signed_in, address, written):
    page = text_of(signed_in.get(address("team") + "works/aaaa/"))
    assert 'id="q-works/aaaa/steps/bbbb/days-advice"' in page
    assert "error-summary" not in page


def test_a_save_goes_on_and_the_section_is_complete(signed_in, address, written):
    response = signed_in.post(address("team"), WRITTEN | {"_revision": 1, "_save": "1"})
    assert response.url == address("check")
    written.refresh_from_db()
    filled = filled_form(written)
    assert progress_of(filled, filled.form.by_key["team"]) == Progress.COMPLETE


def test_a_row_is_complete_with_it_and_saving_leads_to_the_list(signed_in, address, written):
    cells = {key: texts for key, texts in WRITTEN.items() if key.startswith("works/aaaa/")}
    response = signed_in.post(address("team") + "works/aaaa/", cells | {"_revision": 1, "_save": "1"})
    assert response.url == address("team") + "#q-works/aaaa"
    assert 'class="tag good"' in text_of(signed_in.get(address("team")))


def test_the_check_page_lists_it_apart_from_the_gaps(signed_in, address, written):
    save_answers(written, {"applicant": {"legal_name": [""]}}, actor=written.application.created_by)
    page = signed_in.get(address("check"))
    gaps, advice = notice(page, "gaps"), notice(page, "advice")
    assert address("team") not in gaps
    assert address("applicant") not in advice
    assert f'href="{address("team")}{TO_PEOPLE}"' in advice
    assert f'href="{address("team")}{TO_DAYS}"' in advice


def test_without_any_the_check_page_says_nothing(signed_in, address, filing):
    save_answers(filing, {"team": {"people": ["4"], "places": ["4"]}}, actor=filing.application.created_by)
    assert notice(signed_in.get(address("check")), "advice") == ""


def test_the_form_is_sent_with_it(signed_in, address, written):
    seen = state_digest(filled_form(written))
    signed_in.post(address("check"), {"_submit": "1", "_seen": seen, "truth": ["", "yes"]})
    assert Application.objects.get().status == "submitted"
