import pytest
from django.conf import settings

from notifications import tasks
from portal.journal.recording import record
from portal.outbox.models import Message
from tests.factories import submitted_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def woken(monkeypatch):
    names = []
    for module in ("notifications.tasks", "portal.outbox.tasks"):
        monkeypatch.setattr(f"{module}.wake", lambda task: names.append(task.name))
    return names


def test_beat_knows_the_task():
    assert tasks.route.name in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}


@pytest.mark.parametrize(("kind", "expected"), [("application.submitted", ["notifications.route"]), ("file.read", [])])
def test_only_events_that_lead_to_letters_wake_the_worker(woken, kind, expected, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        record(kind, actor_id=None, application_id=1)
        assert woken == []
    assert woken == expected


def test_letters_that_were_written_are_sent_at_once(woken):
    submitted_application()
    tasks.route()
    assert Message.objects.count() == 1
    assert woken == ["outbox.deliver"]
    tasks.route()
    assert woken == ["outbox.deliver"]
