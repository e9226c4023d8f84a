from functools import partial

import pytest
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from portal.outbox import tasks
from portal.outbox.delivery import deliver_due
from portal.outbox.models import Message, State


@pytest.fixture
def woken(monkeypatch):
    calls = []
    monkeypatch.setattr(tasks, "wake", calls.append)
    return calls


def test_beat_knows_the_task():
    assert tasks.deliver.name in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}


@pytest.mark.django_db
def test_worker_is_woken_after_the_commit_and_not_before(woken, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        send_mail("Тақырып", "…", None, ["a@mail.example"])
        assert woken == []
    assert woken == [tasks.deliver]


@pytest.mark.django_db
def test_task_asks_for_another_turn_while_letters_are_left(postman, letter, woken, monkeypatch):
    monkeypatch.setattr(tasks, "deliver_due", partial(deliver_due, limit=2))
    for _ in range(3):
        letter()
    tasks.deliver()
    assert woken == [tasks.deliver]
    tasks.deliver()
    assert woken == [tasks.deliver]
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}


@pytest.mark.django_db
def test_task_leaves_a_server_that_is_away_to_the_next_sweep(postman, letter, woken):
    letter()
    postman.stop()
    tasks.deliver()
    assert woken == []
