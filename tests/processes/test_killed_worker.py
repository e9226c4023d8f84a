"""SIGKILL while letters are being sent: none is lost, and one is repeated only out of the named window."""

import random
import time
import uuid
from collections import Counter

import pytest
from django.utils import timezone

from portal.outbox import actions
from portal.outbox.models import Message, State
from tests.processes.conftest import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def letters(count):
    return [
        actions.enqueue(
            Message(
                dedupe_key=uuid.uuid4().hex,
                address=f"a{number}@mail.example",
                subject=f"Өтініміңіз тіркелді {number}",
                text="Құрметті Айгүл!",
                language="kk",
            )
        )
        for number in range(count)
    ]


def states():
    return Counter(Message.objects.values_list("state", flat=True))


def time_passes():
    """The leases of the killed run out, and so do the pauses."""
    now = timezone.now()
    Message.objects.filter(state__in=[State.LEASED, State.UNCERTAIN]).update(lease_until=now)
    Message.objects.filter(state=State.QUEUED).update(next_try_at=now)


def deliver_the_rest(worker, broker):
    time_passes()
    worker.started()
    broker.send("outbox.deliver")
    wait_until(lambda: states() == {State.SENT: Message.objects.count()})


def times_taken(postman):
    """Message-ID → how often the server accepted it."""
    return Counter(mail["Message-ID"] for mail in postman.letters)


def test_killed_while_the_server_holds_back_its_answer_repeats_that_letter_alone(worker, broker, postman):
    ids = [letter.message_id for letter in letters(4)]
    postman.on_data = postman.hold
    worker.started()
    broker.send("outbox.deliver")
    wait_until(lambda: postman.taken)

    worker.kill()

    assert states() == {State.UNCERTAIN: 1, State.QUEUED: 3}
    interrupted = Message.objects.get(state=State.UNCERTAIN).message_id
    postman.release()
    deliver_the_rest(worker, broker)
    assert times_taken(postman) == dict.fromkeys(ids, 1) | {interrupted: 2}
    again = [mail.as_bytes() for mail in postman.letters if mail["Message-ID"] == interrupted]
    assert len({mail.partition(b"\n\n")[0] for mail in again}) == 1  # the same letter, its date included


def test_killed_before_the_server_has_the_letter_repeats_nothing(worker, broker, postman):
    ids = [letter.message_id for letter in letters(3)]
    reached = []

    def hold_first():
        if not reached:
            reached.append(True)
            postman.hold()

    postman.on_recipient = hold_first
    worker.started()
    broker.send("outbox.deliver")
    wait_until(lambda: reached)

    worker.kill()

    assert states() == {State.LEASED: 1, State.QUEUED: 2}
    postman.release()
    deliver_the_rest(worker, broker)
    assert times_taken(postman) == dict.fromkeys(ids, 1)


def test_killed_at_any_moment_loses_nothing_and_repeats_only_what_was_uncertain(worker, broker, postman):
    ids = [letter.message_id for letter in letters(60)]
    chance = random.Random(7)
    postman.on_data = lambda: time.sleep(0.02)
    uncertain = Counter()
    for _ in range(2):
        before = len(postman.taken)
        worker.started()
        for _ in range(2):
            broker.send("outbox.deliver")
        wait_until(lambda before=before: len(postman.taken) > before)
        time.sleep(chance.uniform(0, 0.4))
        worker.kill()
        uncertain.update(Message.objects.filter(state=State.UNCERTAIN).values_list("message_id", flat=True))
        time_passes()
    broker.kill()  # with all tasks in it: the rows are what counts
    broker.started()
    deliver_the_rest(worker, broker)

    taken = times_taken(postman)
    assert set(taken) == set(ids)
    for message_id, times in taken.items():
        assert times <= 1 + uncertain[message_id], "a letter was repeated that wasn't marked uncertain"
