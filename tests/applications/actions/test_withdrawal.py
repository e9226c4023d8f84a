import pytest

from applications.actions.deciding import publish_results
from applications.actions.withdrawal import withdraw
from applications.models import Application, Verdict
from portal.journal.models import Event
from portal.lib import clock
from portal.lib.exceptions import Refused
from tests.factories import decided, draft, submitted_application, under_review
from tests.races import at_once

pytestmark = pytest.mark.django_db


def take_back(application):
    return withdraw(application, actor=application.created_by, at=clock.now())


def test_a_submitted_case_is_taken_back():
    application = submitted_application()
    take_back(application)
    application.refresh_from_db()
    assert (application.status, application.waiting_on) == ("withdrawn", "nobody")
    assert application.stage_runs.get().state == "skipped"
    event = Event.objects.get(kind="application.withdrawn")
    assert (event.actor_id, event.role) == (application.created_by_id, "")


def test_a_case_is_taken_back_from_review_and_from_the_reserve():
    for verdict in (None, Verdict.RESERVE):
        run = under_review()
        if verdict:
            publish_results([decided(run, verdict=verdict)], actor=None, at=clock.now())
        assert take_back(run.application).status == "withdrawn"


def test_taking_back_twice_changes_nothing():
    application = submitted_application()
    take_back(application)
    assert take_back(application).status == "withdrawn"
    assert Event.objects.filter(kind="application.withdrawn").count() == 1


@pytest.mark.parametrize("verdict", [Verdict.AWARD, Verdict.REFUSE])
def test_a_decided_case_is_not_taken_back(verdict):
    publish_results([decided(verdict=verdict)], actor=None, at=clock.now())
    application = Application.objects.get()
    with pytest.raises(Refused):
        take_back(application)
    assert Application.objects.get().status == application.status


def test_a_draft_is_not_taken_back():
    with pytest.raises(Refused):
        take_back(draft())


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_withdrawal():
    application = submitted_application()
    outcomes = at_once(*[lambda: take_back(application)] * 2)
    assert [outcome.status for outcome in outcomes] == ["withdrawn", "withdrawn"]
    assert Event.objects.filter(kind="application.withdrawn").count() == 1
