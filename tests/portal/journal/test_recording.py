import pytest
from django.db import transaction

from portal.journal import recording
from portal.journal.models import Event
from portal.journal.queries import history_of_application
from portal.journal.recording import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch):
    calls = []
    monkeypatch.setattr(recording, "_listeners", [lambda event: calls.append((event.kind, Event.objects.count()))])
    return calls


def test_listener_hears_after_the_commit(heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        record("application.started", actor_id=1, application_id=7)
        assert heard == []
    assert heard == [("application.started", 1)]


def test_rolled_back_event_is_neither_kept_nor_heard(heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        record("application.started", actor_id=1)
        transaction.set_rollback(True)
    assert heard == []
    assert not Event.objects.exists()


def test_listener_that_fails_harms_nobody(monkeypatch, django_capture_on_commit_callbacks, caplog):
    def fail(event):
        raise RuntimeError("the broker is away")

    heard = []
    monkeypatch.setattr(recording, "_listeners", [fail, lambda event: heard.append(event.kind)])
    with django_capture_on_commit_callbacks(execute=True):
        record("application.started", actor_id=None)
    assert heard == ["application.started"]
    assert Event.objects.count() == 1


def test_what_has_a_key_happens_once():
    first = record("application.reminded", actor_id=None, application_id=7, dedupe_key="7:reminder:1")
    again = record("application.reminded", actor_id=None, application_id=8, dedupe_key="7:reminder:1")
    assert again == first
    assert Event.objects.get().application_id == 7


def test_history_has_only_the_cases_events_in_order():
    for kind, case in [("application.started", 7), ("application.started", 8), ("application.submitted", 7)]:
        record(kind, actor_id=1, application_id=case)
    assert [event.kind for event in history_of_application(7)] == ["application.started", "application.submitted"]
