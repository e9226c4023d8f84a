import pytest

from accounts.models import Role
from applications.actions.deciding import decide, pending_decisions, publish_results
from applications.actions.withdrawal import withdraw
from applications.models import Application, Decision, Mode, Verdict
from portal.journal.models import Event
from portal.lib import clock
from portal.lib.exceptions import Refused
from tests.factories import account, decided, member, published_call, submitted_application, under_review
from tests.races import at_once, while_under_way

pytestmark = pytest.mark.django_db


def publish(*decisions, by=None):
    return publish_results(decisions, actor=by, at=clock.now())


def published_events():
    return Event.objects.filter(kind="decision.published")


@pytest.mark.parametrize(
    ("verdict", "status", "state"),
    [("award", "awarded", "passed"), ("reserve", "reserve", "open"), ("refuse", "refused", "failed")],
)
def test_publishing_ends_the_stage_and_moves_the_case(verdict, status, state):
    decision = decided(verdict=Verdict(verdict))
    officer = member(decision.stage_run.application.organization, Role.OWNER)
    assert publish(decision, by=officer) == [decision]
    decision.refresh_from_db()
    run, application = decision.stage_run, Application.objects.get()
    assert (application.status, run.state) == (status, state)
    assert run.outcome == {"verdict": verdict, "decision": decision.pk}
    assert decision.published_at
    event = published_events().get()
    assert (event.actor_id, event.role) == (officer.pk, "owner")
    assert event.data["verdict"] == verdict
    assert event.data["decision"] == str(decision.pk)


def test_a_call_is_published_in_one_batch():
    call = published_call()
    runs = [under_review(submitted_application(call)) for _ in range(3)]
    for run in runs[:2]:
        decided(run)
    published = publish(*pending_decisions(call))
    assert {decision.stage_run_id for decision in published} == {run.pk for run in runs[:2]}
    assert Decision.objects.values("batch").distinct().count() == 1


def test_publishing_again_changes_nothing():
    call = published_call()
    decision = decided(under_review(submitted_application(call)))
    publish(decision)
    assert publish(decision) == []
    assert not pending_decisions(call)
    assert published_events().count() == 1


def test_a_replaced_decision_is_not_published():
    run = under_review()
    first, second = decided(run, verdict=Verdict.REFUSE), decided(run)
    assert publish(first) == []
    assert publish(second) == [second]
    assert Application.objects.get().status == "awarded"


def test_from_the_reserve_the_next_decision_is_published_too():
    run = under_review()
    publish(decided(run, verdict=Verdict.RESERVE))
    publish(decided(run, verdict=Verdict.AWARD))
    assert Application.objects.get().status == "awarded"
    assert published_events().count() == 2


def test_a_decision_on_a_withdrawn_case_is_never_published():
    call = published_call()
    application = submitted_application(call)
    decision = decided(under_review(application))
    withdraw(application, actor=application.created_by, at=clock.now())
    assert not pending_decisions(call)
    assert publish(decision) == []
    assert Application.objects.get().status == "withdrawn"


def test_a_rehearsal_is_not_published_with_the_others():
    call = published_call()
    application = submitted_application(call)
    Application.objects.update(mode=Mode.TEST)
    decided(under_review(application))
    assert not pending_decisions(call)


def test_another_calls_decisions_stay_pending():
    decided()
    assert not pending_decisions(published_call())


@pytest.mark.django_db(transaction=True)
def test_published_twice_at_once_one_letter_is_due():
    decision = decided()
    outcomes = at_once(*[lambda: publish(decision)] * 2)
    assert sorted(len(outcome) for outcome in outcomes) == [0, 1]
    assert published_events().count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_a_colleague_is_publishing_right_now_is_not_published_again():
    decision = decided()
    case = decision.stage_run.application
    assert while_under_way(lambda: publish(decision), lambda: publish(decision), locked=case) == []
    assert published_events().count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_being_withdrawn_right_now_is_not_published():
    decision = decided()
    case = decision.stage_run.application
    take_back = lambda: withdraw(case, actor=case.created_by, at=clock.now())  # noqa: E731
    assert while_under_way(take_back, lambda: publish(decision), locked=case) == []
    assert Application.objects.get().status == "withdrawn"


@pytest.mark.django_db(transaction=True)
def test_withdrawn_and_published_at_once_only_one_of_them_happens():
    decision = decided()
    application = decision.stage_run.application
    published, withdrawn = at_once(
        lambda: publish(decision),
        lambda: withdraw(application, actor=application.created_by, at=clock.now()),
    )
    application.refresh_from_db()
    if published:
        assert isinstance(withdrawn, Refused)
        assert application.status == "awarded"
    else:
        assert application.status == "withdrawn"
    assert published_events().count() == len(published)


@pytest.mark.django_db(transaction=True)
def test_decided_anew_and_published_at_once_what_is_published_is_what_stands():
    first = decided(verdict=Verdict.REFUSE)
    run = first.stage_run
    published, second = at_once(
        lambda: publish(first),
        lambda: decide(run, actor=account(), verdict=Verdict.AWARD, reason="Қайта қаралды.", at=clock.now(), standing=first.pk),
    )  # fmt: skip
    first.refresh_from_db()
    if published:
        assert isinstance(second, Refused)
        assert first.published_at
    else:
        assert first.superseded_by == second
        assert Application.objects.get().status == "in_selection"
