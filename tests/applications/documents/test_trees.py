"""Tables in tables on paper and in the dossier: from the snapshot alone."""

import pytest
from django.utils import translation

from applications.actions.submission import state_digest, submit
from applications.casework.dossier import dossier
from applications.documents import rendering
from applications.models import Document
from applications.queries import filled_form
from portal.lib import clock
from tests.factories import FORMS, both, draft, published_call, save_answers
from tests.programs.trees import TASKS, posted

pytestmark = pytest.mark.django_db

TREE = {
    "tasks": {
        "aaaa": {
            "title": "Кітапхана",
            "has_events": "yes",
            "quarters": {"q2": {"sum": "1 500"}},
            "events": {
                "bbbb": {
                    "name": "Кездесу",
                    "seats": "40",
                    "how": "live",
                    "points": {"cccc": {"place": "Ақтөбе", "people": "25", "passport": "N7654321"}},
                }
            },
        }
    }
}


@pytest.fixture
def snapshot():
    gate, _budget, confirm = FORMS["application"]["sections"]
    plan = {"key": "plan", "title": both("Жоспар", "План"), "questions": [TASKS]}
    application = draft(published_call(forms={"application": {"sections": [gate, plan, confirm]}}))
    filing, user = application.filings.get(), application.created_by
    answers = {"applicant": {"legal_name": ["Қор"]}, "plan": posted(TREE), "confirm": {"truth": ["yes"]}}
    save_answers(filing, answers, actor=user)
    seen = state_digest(filled_form(filing))
    return submit(filing, actor=user, received_at=clock.now(), seen=seen, language="kk")


def tree_of(sections):
    return next(answer for _section, answers in sections for answer in answers if answer.path == "tasks")


def test_rows_stand_one_below_the_other_on_paper(snapshot):
    made = rendering.html(Document(snapshot=snapshot, language="kk"))
    assert made.index("Міндет 1. Кітапхана") < made.index("Іс-шара 1. Кездесу") < made.index("Ақтөбе")
    assert '<th scope="row">2-тоқсан</th>' in made
    assert "link" not in made  # asked of online events alone


def test_staff_read_the_tree_without_what_is_sensitive(snapshot):
    application = snapshot.filing.application
    with translation.override("kk"):
        open_to_all = str(tree_of(dossier(application, shows_sensitive=True).sections))
        masked = str(tree_of(dossier(application, shows_sensitive=False).sections))
    assert "N7654321" in open_to_all
    assert "N7654321" not in masked
    assert "Ақтөбе" in masked
