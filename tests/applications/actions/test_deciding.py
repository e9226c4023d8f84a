import pytest

from accounts.models import Role
from applications.actions.deciding import DecidedMeanwhile, decide, publish_results
from applications.actions.withdrawal import withdraw
from applications.models import Decision, Verdict
from portal.journal.models import Event
from portal.lib import clock
from portal.lib.exceptions import Refused
from tests.factories import account, decided, member, published_call, submitted_application, under_review
from tests.races import at_once

pytestmark = pytest.mark.django_db


def write(run, *, by, verdict=Verdict.AWARD, reason="Негізделген.", standing=None):
    return decide(run, actor=by, verdict=verdict, reason=reason, at=clock.now(), standing=standing)


def test_a_decision_is_pending_and_leaves_the_case_as_it_is():
    run = under_review()
    officer = member(run.application.organization, Role.MANAGER)
    decision = write(run, by=officer, reason="Бюджеті негізделген.")
    run.refresh_from_db()
    run.application.refresh_from_db()
    assert decision.is_pending
    assert (run.state, run.outcome, run.application.status) == ("open", {}, "in_selection")
    event = Event.objects.get(kind="decision.made")
    assert (event.actor_id, event.role) == (officer.pk, "manager")
    assert event.data == {"stage": "board", "decision": str(decision.pk)}


def test_events_hold_no_reason():
    decided(reason="Өтінім берушінің жеке жағдайы")
    assert "жағдайы" not in str(list(Event.objects.values_list("data", flat=True)))


def test_a_later_decision_replaces_the_one_that_was_seen():
    run = under_review()
    first = decided(run)
    second = write(run, by=account(), verdict=Verdict.REFUSE, standing=first.pk)
    first.refresh_from_db()
    assert (first.superseded_by, first.is_pending, second.is_pending) == (second, False, True)


@pytest.mark.parametrize("seen", [None, 0])
def test_a_decision_that_was_not_seen_is_never_replaced(seen):
    run = under_review()
    first = decided(run)
    with pytest.raises(DecidedMeanwhile) as refused:
        write(run, by=account(), verdict=Verdict.REFUSE, standing=seen)
    assert refused.value.decision == first
    assert Decision.objects.get() == first


def test_what_was_seen_may_have_been_published_meanwhile():
    run = under_review()
    seen = decided(run, verdict=Verdict.RESERVE)
    publish_results([seen], actor=None, at=clock.now())
    with pytest.raises(DecidedMeanwhile) as refused:
        write(run, by=account(), standing=seen.pk)
    assert refused.value.decision is None


def test_a_double_click_gives_one_decision():
    run, officer = under_review(), account()
    assert write(run, by=officer) == write(run, by=officer)


def test_another_persons_same_words_are_their_own_decision():
    run = under_review()
    first = write(run, by=account())
    with pytest.raises(DecidedMeanwhile):
        write(run, by=account())
    assert Decision.objects.get() == first


def test_a_case_is_decided_only_under_review():
    application = submitted_application()
    with pytest.raises(Refused):
        write(application.stage_runs.get(), by=account())


def test_a_withdrawn_case_is_not_decided():
    run = under_review()
    withdraw(run.application, actor=run.application.created_by, at=clock.now())
    with pytest.raises(Refused):
        write(run, by=account())
    assert not Decision.objects.exists()


def test_without_a_reserve_list_nobody_is_put_on_it():
    run = under_review(submitted_application(published_call(stage={"reserve": False})))
    with pytest.raises(Refused):
        write(run, by=account(), verdict=Verdict.RESERVE)


def test_nobody_is_put_in_reserve_twice():
    run = under_review()
    publish_results([decided(run, verdict=Verdict.RESERVE)], actor=None, at=clock.now())
    with pytest.raises(Refused):
        write(run, by=account(), verdict=Verdict.RESERVE)
    assert write(run, by=account(), verdict=Verdict.AWARD).is_pending


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_decide_at_once_one_is_told():
    run, officers = under_review(), [account(), account()]
    outcomes = at_once(*[lambda by=by: write(run, by=by, verdict=Verdict.REFUSE) for by in officers])
    kept = Decision.objects.get()
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["DecidedMeanwhile", "Decision"]
    assert kept in outcomes
    assert Event.objects.filter(kind="decision.made").count() == 1
