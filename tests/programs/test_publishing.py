"""From the working copy to the next edition: who may, when, and what is told about it."""

import copy
from datetime import timedelta

import pytest

from accounts.models import Role
from portal.journal.models import Event
from portal.lib import clock
from programs.consequences import Affected
from programs.models import Call, CallDraft, Edition
from programs.publishing import ChangedMeanwhile, NotPublishable, TooLate, publish, state_of
from tests.factories import FORMS, both, member, published_call
from tests.races import at_once

EXTRA = {"key": "extra", "kind": "text", "label": both("Қосымша", "Дополнительно")}


def change(call, edit):
    draft = CallDraft.objects.get(call=call)
    forms = copy.deepcopy(FORMS)
    edit(forms["application"]["sections"])
    draft.definition = draft.definition | {"forms": forms}
    draft.revision += 1
    draft.save()
    return draft


def add_question(sections):
    sections[0]["questions"].append(EXTRA)


def drop_question(sections):
    del sections[0]["questions"][1]


@pytest.fixture
def call(db):
    return published_call()


@pytest.fixture
def last_hours(call, time_machine):
    time_machine.move_to(call.closes_at - timedelta(hours=23), tick=False)


def staff(call, role):
    return member(call.program.organization, role)


def test_next_edition_has_the_next_number_and_is_recorded(call):
    change(call, drop_question)
    owner = staff(call, Role.OWNER)
    edition = publish(call, actor=owner)
    event = Event.objects.filter(kind="edition.published").latest("pk")
    assert (edition.number, Call.objects.get(pk=call.pk).current_edition_id) == (2, edition.pk)
    assert event.data == {"number": 2, "digest": edition.digest, "drafts": 0, "losing": 0}
    assert (event.actor_id, event.role) == (owner.pk, "owner")


def test_drafts_that_are_affected_stand_in_the_record(call, monkeypatch):
    monkeypatch.setattr("programs.consequences._counters", [lambda *about: Affected(312, 40)])
    change(call, drop_question)
    publish(call, actor=None)
    assert Event.objects.filter(kind="edition.published").latest("pk").data["losing"] == 40


def test_the_same_again_is_no_edition(call):
    assert publish(call, actor=None).number == 1
    assert call.editions.count() == 1


def test_working_copy_with_faults_is_not_published(call):
    change(call, lambda sections: sections[0].update(title={"kk": "Үміткер", "ru": ""}))
    with pytest.raises(NotPublishable):
        publish(call, actor=None)


def test_working_copy_of_an_unknown_shape_is_not_published(call):
    CallDraft.objects.filter(call=call).update(definition={"forms": {}, "unknown": 1})
    with pytest.raises(NotPublishable):
        publish(call, actor=None)


def test_what_adds_is_published_in_the_last_hours(call, last_hours):
    change(call, add_question)
    assert publish(call, actor=staff(call, Role.MANAGER)).number == 2


@pytest.mark.parametrize(("role", "confirmed"), [(Role.OWNER, False), (Role.MANAGER, False), (Role.MANAGER, True)])
def test_what_takes_something_waits_for_the_owner_in_the_last_hours(call, last_hours, role, confirmed):
    change(call, drop_question)
    with pytest.raises(TooLate):
        publish(call, actor=staff(call, role), confirmed=confirmed)
    assert call.editions.count() == 1


def test_owner_confirms_and_that_is_recorded(call, last_hours):
    change(call, drop_question)
    publish(call, actor=staff(call, Role.OWNER), confirmed=True)
    assert Event.objects.filter(kind="edition.published").latest("pk").data["confirmed"] is True


@pytest.mark.parametrize("moment", [timedelta(hours=-25), timedelta(hours=1)])
def test_before_and_after_the_last_hours_nothing_has_to_be_confirmed(call, time_machine, moment):
    time_machine.move_to(call.closes_at + moment, tick=False)
    change(call, drop_question)
    assert publish(call, actor=staff(call, Role.MANAGER)).number == 2


def test_what_a_person_has_not_seen_is_not_published(call):
    seen = state_of(CallDraft.objects.get(call=call), call)
    change(call, add_question)
    with pytest.raises(ChangedMeanwhile):
        publish(call, actor=None, seen=seen)


@pytest.mark.django_db(transaction=True)
def test_of_two_publications_at_once_one_wins():
    call = published_call()
    draft = change(call, add_question)
    seen = state_of(draft, call)
    outcomes = at_once(*[lambda: publish(call, actor=None, seen=seen)] * 2)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["ChangedMeanwhile", "Edition"]
    assert list(Edition.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_numbers_are_unique_whatever_is_published_at_once():
    call = published_call()
    change(call, add_question)
    outcomes = at_once(*[lambda: publish(call, actor=None)] * 4)
    assert {outcome.number for outcome in outcomes} == {2}
    assert clock.now() > Edition.objects.latest("number").published_at
