"""What is recorded at the moment the server takes a letter, and what follows when nobody hears the answer."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from portal.outbox import actions
from portal.outbox.channels import Unanswered
from portal.outbox.delivery import deliver, deliver_due
from portal.outbox.models import Channel, Message, State


def lease_runs_out():
    Message.objects.exclude(lease_until=None).update(lease_until=timezone.now())


@pytest.fixture
def elsewhere():
    """Reads what another process would read."""

    def state():
        try:
            return Message.objects.get().state
        finally:
            connection.close()

    return state


@pytest.mark.django_db(transaction=True)
def test_row_says_uncertain_before_the_server_has_the_letter(postman, letter, elsewhere):
    letter()
    seen = []
    postman.on_recipient = lambda: seen.append(elsewhere())
    postman.on_data = lambda: seen.append(elsewhere())

    deliver_due()

    assert seen == [State.LEASED, State.UNCERTAIN]
    assert Message.objects.get().state == State.SENT


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_server_is_spoken_to(postman, letter):
    letter()
    open_ones = []

    def look():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND state LIKE 'idle in transaction%'"
            )
            open_ones.append(cursor.fetchone()[0])
        connection.close()

    postman.on_data = look
    deliver_due()
    assert open_ones == [0]


class Deaf:
    """Hands the letter over and never hears the answer."""

    def __init__(self):
        self.ids = []

    def send(self, message, before_handover):
        before_handover()
        self.ids.append(message.message_id)
        raise Unanswered("SMTPServerDisconnected")


@pytest.mark.django_db
def test_unanswered_letter_is_repeated_later_with_the_same_id(postman, letter):
    letter()
    deaf = Deaf()

    assert deliver(actions.lease(Channel.EMAIL), deaf) == "uncertain"

    row = Message.objects.get()
    assert (row.state, row.last_error) == (State.UNCERTAIN, "SMTPServerDisconnected")
    assert deliver_due().total() == 0  # the pause isn't over
    lease_runs_out()
    assert deliver_due()["sent"] == 1
    assert postman.letters[0]["Message-ID"] == deaf.ids[0]


@pytest.mark.django_db
def test_letter_that_may_have_arrived_stays_uncertain_through_later_trouble(postman, letter):
    letter()
    deliver(actions.lease(Channel.EMAIL), Deaf())
    lease_runs_out()
    postman.answers_to_recipients["aigul@mail.example"] = "451 later"

    assert deliver_due()["postponed"] == 1

    assert Message.objects.get().state == State.UNCERTAIN


@pytest.mark.django_db
def test_letter_that_may_have_arrived_is_given_up_as_uncertain(postman, letter):
    letter()
    Message.objects.update(attempt=actions.MAX_ATTEMPTS - 1)
    deliver(actions.lease(Channel.EMAIL), Deaf())
    row = Message.objects.get()
    assert (row.state, row.lease_until) == (State.UNCERTAIN, None)
    assert deliver_due().total() == 0


@pytest.mark.django_db
def test_what_a_killed_worker_held_is_sent_once_its_lease_is_over(postman, letter):
    letter()
    actions.lease(Channel.EMAIL)
    assert deliver_due().total() == 0
    lease_runs_out()
    assert deliver_due()["sent"] == 1
    assert Message.objects.get().attempt == 2


@pytest.mark.django_db
def test_too_slow_a_worker_lets_go(postman, letter):
    letter()
    slow = actions.lease(Channel.EMAIL)
    lease_runs_out()
    assert actions.lease(Channel.EMAIL) is not None

    with pytest.raises(actions.LeaseLost):
        actions.mark_uncertain(slow)
    assert Message.objects.get().state == State.LEASED


@pytest.mark.django_db
def test_lease_is_longer_than_the_slowest_conversation_after_the_mark():
    from portal.outbox.channels.email import PATIENCE

    assert timedelta(seconds=3 * PATIENCE) < actions.LEASE
