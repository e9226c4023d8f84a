import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from applications.actions.withdrawal import withdraw
from applications.models import Application, Mode
from notifications import routing
from notifications.models import Fault, Routed
from notifications.routing import route_due
from portal.journal.models import Event
from portal.journal.recording import record
from portal.lib import clock
from portal.outbox.models import Message
from tests.factories import account, draft, member, submitted_application


def events(kind):
    return Event.objects.filter(kind=kind)


@pytest.mark.django_db
def test_submitted_application_leads_to_one_letter_to_the_applicant():
    person = account("Айгүл Серікқызы")
    application = submitted_application(user=person)

    counts = route_due()

    message = Message.objects.get()
    event = events("application.submitted").get()
    assert (counts["letters"], counts["unknown"]) == (1, 0)
    assert message.address == person.email
    assert message.dedupe_key == f"event:{event.pk}:submitted:{person.pk}"
    assert Routed.objects.get().event_id == event.pk
    assert application.number in message.subject
    assert not Event.objects.filter(routed_at=None).exists()


@pytest.mark.django_db
def test_routing_again_writes_nothing_again(routed):
    submitted_application()
    assert len(routed()) == 1
    Event.objects.update(routed_at=None)
    Routed.objects.all().delete()
    assert len(routed()) == 1


@pytest.mark.django_db
def test_draft_that_is_only_started_gets_no_letter(routed):
    draft()
    assert routed() == []


@pytest.mark.django_db
def test_withdrawn_application_leads_to_a_letter(routed):
    application = submitted_application()
    withdraw(application, actor=application.created_by, at=clock.now())
    assert [Routed.objects.get(message=message).letter for message in routed()] == ["submitted", "withdrawn"]


@pytest.mark.django_db
@pytest.mark.parametrize(("came_from", "letters"), [("draft", ["lapsed"]), ("reserve", [])])
def test_only_a_lapsed_draft_is_told_that_it_came_too_late(routed, came_from, letters):
    application = draft()
    record("application.lapsed", actor_id=None, application_id=application.pk, data={"from": came_from, "to": "lapsed"})
    routed()
    assert list(Routed.objects.values_list("letter", flat=True)) == letters


@pytest.mark.django_db
@pytest.mark.parametrize(("verdict", "letter"), [("award", "awarded"), ("reserve", "reserve"), ("refuse", "refused")])
def test_published_decision_leads_to_the_letter_of_its_verdict(decided, routed, verdict, letter):
    decided(verdict)
    routed()
    assert list(Routed.objects.order_by("id").values_list("letter", flat=True)) == ["submitted", letter]


@pytest.mark.django_db
def test_test_cases_get_no_letters(routed):
    submitted_application()
    Application.objects.update(mode=Mode.TEST)
    assert routed() == []
    assert not Event.objects.filter(routed_at=None).exists()


@pytest.mark.django_db
def test_closed_account_gets_no_letters(routed):
    application = submitted_application()
    application.created_by.is_active = False
    application.created_by.save()
    assert routed() == []


@pytest.mark.django_db
def test_editors_of_an_applying_organization_each_get_a_letter_in_their_language(routed, organization):
    application = submitted_application()
    Application.objects.update(applicant_person=None, applicant_org=organization)
    first, second = member(organization, "editor", language="ru"), member(organization, "editor", language="kk")
    member(organization, "owner")

    messages = routed()

    assert {message.address: message.language for message in messages} == {first.email: "ru", second.email: "kk"}
    assert Routed.objects.filter(event_id=events("application.submitted").get().pk).count() == 2
    assert application.number in messages[0].text


@pytest.mark.django_db
def test_kind_that_nobody_knows_waits_for_whoever_knows_it(caplog):
    record("application.praised", actor_id=None)
    assert route_due()["unknown"] == 1
    assert Event.objects.get().routed_at is None
    assert "rules.py" in caplog.text


@pytest.fixture
def faulty(monkeypatch):
    """The letters of one case can't be written."""
    cases = []
    real = routing.write

    def write(occasion, *rest):
        if occasion.application in cases:
            raise ZeroDivisionError
        return real(occasion, *rest)

    monkeypatch.setattr(routing, "write", write)
    return cases


@pytest.mark.django_db
def test_faulty_letter_holds_up_nobody_and_comes_later(faulty, routed):
    bad, good = submitted_application(), submitted_application()
    faulty.append(bad)

    assert [message.address for message in routed()] == [good.created_by.email]
    assert (Fault.objects.get().last_error, Fault.objects.get().attempts) == ("ZeroDivisionError", 1)
    routed()
    assert Fault.objects.get().attempts == 1  # not before its time

    faulty.clear()
    Fault.objects.update(next_try_at=timezone.now())
    assert [message.address for message in routed()] == [good.created_by.email, bad.created_by.email]


@pytest.mark.django_db
def test_letter_that_stays_faulty_is_given_up_and_reported(faulty, caplog):
    faulty.append(submitted_application())
    for _ in range(routing.MAX_ATTEMPTS):
        Fault.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
        route_due()
    assert Fault.objects.get().next_try_at is None
    assert events("application.submitted").get().routed_at is not None
    assert "given up" in caplog.text
    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_routers_at_once_write_every_letter_once():
    people = [submitted_application().created_by.email for _ in range(6)]
    together = threading.Barrier(3)

    def work():
        together.wait()
        try:
            route_due()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(Message.objects.values_list("address", flat=True)) == sorted(people)
    assert Routed.objects.count() == 6
