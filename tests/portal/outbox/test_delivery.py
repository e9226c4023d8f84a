"""One worker and a real SMTP conversation."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.outbox import actions
from portal.outbox.delivery import deliver_due
from portal.outbox.models import Message, State


def test_letter_arrives_as_it_was_written(postman, letter):
    waiting = letter(html="<p>Құрметті Айгүл!</p>")

    assert deliver_due()["sent"] == 1

    (mail,) = postman.letters
    assert mail["Subject"] == "Өтініміңіз тіркелді"
    assert mail["To"] == "aigul@mail.example"
    assert mail["Message-ID"] == waiting.message_id
    assert mail.get_body(["plain"]).get_content().strip() == "Құрметті Айгүл!"
    sent = Message.objects.get()
    assert (sent.state, sent.attempt, sent.lease_until) == (State.SENT, 1, None)
    assert sent.sent_at is not None


def test_several_letters_share_a_connection(postman, letter):
    for number in range(3):
        letter(f"a{number}@mail.example")
    deliver_due()
    assert len(postman.letters) == 3
    assert postman.connections == 1


def test_nothing_due_opens_no_connection(postman, letter):
    letter()
    Message.objects.update(next_try_at=timezone.now() + timedelta(minutes=1))
    assert deliver_due().total() == 0
    assert postman.connections == 0


def test_unknown_recipient_fails_for_good_and_holds_up_nobody(postman, letter):
    postman.answers_to_recipients["gone@mail.example"] = "550 5.1.1 gone@mail.example is unknown"
    gone, here = letter("gone@mail.example"), letter("here@mail.example")

    counts = deliver_due()

    assert (counts["failed"], counts["sent"]) == (1, 1)
    gone.refresh_from_db()
    here.refresh_from_db()
    assert (gone.state, here.state) == (State.FAILED, State.SENT)
    assert gone.last_error == "RCPT 550"


@pytest.mark.parametrize(
    ("trouble", "error"),
    [
        ({"answers_to_recipients": {"aigul@mail.example": "451 4.7.1 greylisted"}}, "RCPT 451"),
        ({"answer_to_sender": "553 5.1.8 sender unknown"}, "MAIL 553"),
        ({"answer_to_data": "452 4.2.2 mailbox full"}, "DATA 452"),
    ],
)
def test_temporary_refusal_is_tried_again_later(postman, letter, trouble, error):
    for name, value in trouble.items():
        setattr(postman, name, value)
    letter()

    assert deliver_due()["postponed"] == 1

    later = Message.objects.get()
    assert (later.state, later.attempt, later.last_error) == (State.QUEUED, 1, error)
    assert timedelta(seconds=40) < later.next_try_at - timezone.now() < timedelta(seconds=80)
    assert deliver_due().total() == 0  # not before its time


def test_refused_content_fails_for_good(postman, letter):
    postman.answer_to_data = "554 5.7.1 no"
    letter()
    assert deliver_due()["failed"] == 1
    assert Message.objects.get().last_error == "DATA 554"


def test_last_attempt_ends_in_failure(postman, letter, caplog):
    postman.answers_to_recipients["aigul@mail.example"] = "451 later"
    letter()
    Message.objects.update(attempt=actions.MAX_ATTEMPTS - 1)
    deliver_due()
    assert Message.objects.get().state == State.FAILED
    assert "could not be delivered" in caplog.text


def test_pauses_grow_to_hours():
    minutes = [actions.pause_after(attempt) / timedelta(minutes=1) for attempt in range(1, actions.MAX_ATTEMPTS + 1)]
    assert 0.8 <= minutes[0] <= 1.2
    assert 2.4 <= minutes[1] <= 3.6
    assert all(288 <= pause <= 432 for pause in minutes[6:])


def test_server_away_costs_one_try_and_no_attempts(postman, letter, caplog):
    for _ in range(3):
        letter()
    postman.stop()

    assert deliver_due()["unavailable"] == 1

    assert set(Message.objects.values_list("state", "attempt")) == {(State.QUEUED, 0)}
    assert "aigul" not in caplog.text

    postman.start()
    assert deliver_due()["sent"] == 3


def test_server_that_hangs_up_ends_the_sweep_without_blame(postman, letter):
    letter()
    second = letter("b@mail.example")
    postman.answers_to_recipients["b@mail.example"] = "421 4.3.2 closing"

    counts = deliver_due()

    assert (counts["sent"], counts["unavailable"]) == (1, 1)
    second.refresh_from_db()
    assert (second.state, second.attempt) == (State.QUEUED, 0)


def test_connection_closed_between_letters_is_made_anew(postman, letter):
    letter()
    letter("b@mail.example")
    postman.answers_to_reset = ["250 OK", "421 4.4.2 idle for too long"]
    assert deliver_due()["sent"] == 2
    assert postman.connections == 2


def test_urgent_letters_go_first(postman, letter):
    letter("slow@mail.example")
    letter("fast@mail.example", is_urgent=True)
    deliver_due()
    assert postman.recipients == ["fast@mail.example", "slow@mail.example"]


def test_secrets_are_erased_once_the_letter_is_out(postman, letter):
    letter(text="https://otinim.example/reset/key", html="<a>", is_urgent=True)
    deliver_due()
    sent = Message.objects.get()
    assert (sent.state, sent.text, sent.html) == (State.SENT, "", "")
    assert "reset/key" in postman.letters[0].get_body(["plain"]).get_content()


def test_letter_that_came_too_late_expires(postman, letter):
    letter(is_urgent=True, expires_at=timezone.now() - timedelta(seconds=1))
    assert deliver_due()["expired"] == 1
    late = Message.objects.get()
    assert (late.state, late.text) == (State.EXPIRED, "")
    assert not postman.taken


def test_letter_with_a_fault_of_ours_holds_up_nobody(postman, letter, caplog):
    faulty = letter(f"aigul@{'ә' * 70}.example")
    letter("b@mail.example")

    counts = deliver_due()

    assert (counts["faulty"], counts["sent"]) == (1, 1)
    faulty.refresh_from_db()
    assert (faulty.state, faulty.attempt) == (State.QUEUED, 1)
    assert "aigul" not in caplog.text


def test_batch_leaves_the_rest_to_others(postman, letter):
    for _ in range(3):
        letter()
    assert deliver_due(limit=2)["sent"] == 2
    assert Message.objects.filter(state=State.QUEUED).count() == 1


def test_same_key_is_one_letter(letter):
    first = letter(subject="Бірінші")
    again = actions.enqueue(
        Message(dedupe_key=first.dedupe_key, address="b@mail.example", subject="Екінші", language="kk")
    )
    assert again == first
    assert Message.objects.get().subject == "Бірінші"
