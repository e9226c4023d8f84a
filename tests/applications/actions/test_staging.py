import pytest

from accounts.models import Role
from applications.actions.staging import open_stage, open_stages
from applications.actions.withdrawal import withdraw
from applications.models import StageRun
from portal.journal.models import Event
from portal.lib import clock
from portal.lib.exceptions import Refused
from tests.factories import member, published_call, submitted_application
from tests.races import at_once

pytestmark = pytest.mark.django_db


def opened_events(application):
    return Event.objects.filter(application_id=application.pk, kind="stage.opened")


def test_a_submitted_case_waits_for_the_closing():
    application = submitted_application()
    run = application.stage_runs.get()
    assert (application.status, run.state) == ("submitted", "waiting")
    assert run.opens_at == application.call.accepts_until


def test_where_the_definition_says_so_the_review_begins_at_submission():
    application = submitted_application(published_call(stage={"opens": "on_submission"}))
    assert (application.status, application.stage_runs.get().state) == ("in_selection", "open")
    assert opened_events(application).get().actor_id is None


def test_a_stage_for_staff_to_open_has_no_date():
    run = submitted_application(published_call(stage={"opens": "by_staff"})).stage_runs.get()
    assert (run.state, run.opens_at) == ("waiting", None)


def test_opening_puts_the_case_under_review_and_tells_who_did_it():
    application = submitted_application()
    officer = member(application.organization, Role.OPERATOR)
    run = open_stage(application.stage_runs.get(), actor=officer, at=clock.now())
    application.refresh_from_db()
    assert (run.state, application.status, application.waiting_on) == ("open", "in_selection", "staff")
    event = opened_events(application).get()
    assert (event.actor_id, event.role) == (officer.pk, "operator")
    assert event.data == {"from": "submitted", "to": "in_selection", "stage": "board"}


def test_opening_an_open_stage_changes_nothing():
    application = submitted_application()
    for _time in range(2):
        open_stage(application.stage_runs.get(), actor=None, at=clock.now())
    assert opened_events(application).count() == 1


def test_the_review_of_a_withdrawn_case_cannot_begin():
    application = submitted_application()
    withdraw(application, actor=application.created_by, at=clock.now())
    with pytest.raises(Refused):
        open_stage(application.stage_runs.get(), actor=None, at=clock.now())


def test_many_begin_at_once_and_a_withdrawn_one_is_passed_over():
    call = published_call()
    cases = [submitted_application(call) for _ in range(3)]
    runs = list(StageRun.objects.order_by("pk"))
    withdraw(cases[1], actor=cases[1].created_by, at=clock.now())
    assert open_stages(runs, actor=None, at=clock.now()) == 2
    assert [run.state for run in StageRun.objects.order_by("pk")] == ["open", "skipped", "open"]


@pytest.mark.django_db(transaction=True)
def test_two_officers_begin_the_same_review():
    application = submitted_application()
    run = application.stage_runs.get()
    outcomes = at_once(*[lambda: open_stage(run, actor=None, at=clock.now())] * 2)
    assert [outcome.state for outcome in outcomes] == ["open", "open"]
    assert opened_events(application).count() == 1
