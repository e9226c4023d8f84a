from datetime import timedelta

import pytest

from applications.actions import saving
from applications.actions.closing import Closed, close_due
from applications.actions.withdrawal import withdraw
from applications.models import Application, StageRun
from portal.journal.models import Event
from portal.lib import clock
from tests.factories import draft, fill_in_and_submit, published_call, submitted_application
from tests.races import at_once, while_under_way

pytestmark = pytest.mark.django_db
A_MOMENT = timedelta(microseconds=1)


@pytest.fixture
def call():
    return published_call()


def statuses():
    return list(Application.objects.order_by("pk").values_list("status", flat=True))


def test_drafts_lapse_and_reviews_begin_after_closing(call):
    for make in (draft, submitted_application):
        make(call)
    assert close_due(call.accepts_until + A_MOMENT) == Closed(lapsed=1, opened=1)
    assert statuses() == ["lapsed", "in_selection"]
    assert set(Event.objects.filter(kind__in=["application.lapsed", "stage.opened"]).values_list("actor_id")) == {
        (None,)
    }


def test_nothing_happens_within_the_grace(call):
    for make in (draft, submitted_application):
        make(call)
    assert close_due(call.accepts_until) == Closed(lapsed=0, opened=0)
    assert statuses() == ["draft", "submitted"]


def test_running_it_again_changes_nothing(call):
    for make in (draft, submitted_application):
        make(call)
    for expected in (Closed(1, 1), Closed(0, 0)):
        assert close_due(call.accepts_until + A_MOMENT) == expected


def test_a_call_that_was_extended_keeps_its_drafts_and_its_review_waits(call):
    for make in (draft, submitted_application):
        make(call)
    before = call.accepts_until + A_MOMENT
    call.closes_at += timedelta(days=7)
    call.save()
    assert close_due(before) == Closed(0, 0)
    assert close_due(call.accepts_until + A_MOMENT) == Closed(1, 1)


def test_a_call_that_was_shortened_loses_its_drafts_at_the_new_time(call):
    draft(call)
    call.closes_at = clock.now() + timedelta(days=1)
    call.save()
    assert close_due(call.accepts_until + A_MOMENT).lapsed == 1


def test_other_calls_are_left_alone(call):
    later = published_call(closes="2099-01-01 09:00")
    for each in (call, later):
        draft(each)
    close_due(call.accepts_until + A_MOMENT)
    assert statuses() == ["lapsed", "draft"]


def test_a_stage_for_staff_to_open_is_left_to_them():
    call = published_call(stage={"opens": "by_staff"})
    submitted_application(call)
    assert close_due(call.accepts_until + A_MOMENT).opened == 0


def test_a_withdrawn_case_is_not_reviewed(call):
    application = submitted_application(call)
    withdraw(application, actor=application.created_by, at=clock.now())
    assert close_due(call.accepts_until + A_MOMENT).opened == 0
    assert StageRun.objects.get().state == "skipped"


def test_a_lapsed_draft_is_not_filled_in_any_more(call):
    application = draft(call)
    close_due(call.accepts_until + A_MOMENT)
    with pytest.raises(saving.Closed):
        fill_in_and_submit(application)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_everything_once(call):
    for make in (draft, submitted_application):
        make(call)
    outcomes = at_once(*[lambda: close_due(call.accepts_until + A_MOMENT)] * 2)
    assert sum(outcome.lapsed for outcome in outcomes) == 1
    assert statuses() == ["lapsed", "in_selection"]
    for kind in ("application.lapsed", "stage.opened"):
        assert Event.objects.filter(kind=kind).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_is_being_submitted_right_now_does_not_lapse(call):
    application = draft(call)
    late = call.accepts_until + A_MOMENT
    closed = while_under_way(lambda: fill_in_and_submit(application), lambda: close_due(late), locked=application)
    assert closed.lapsed == 0
    assert statuses()[0] in {"submitted", "in_selection"}
