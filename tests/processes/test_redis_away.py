"""With Redis away pages answer quickly, and letters go later."""

import signal
import time

import pytest

from applications.models import Application
from portal.outbox.models import Message, State
from tests.cast import make_person
from tests.processes.conftest import wait_until
from tests.processes.visitor import Visitor, person_with_draft, sign_in_fill_in_and_send

pytestmark = pytest.mark.django_db(transaction=True)


def ask_for_a_new_password(web, email):
    return Visitor(web.url).post("/kk/accounts/password/reset/", {"email": email})


def test_request_that_sends_mail_answers_soon_and_the_sweep_sends_it(web, worker, broker, postman):
    email = make_person("aigerim").email
    web.started()
    broker.kill()

    assert ask_for_a_new_password(web, email) < 3
    assert Message.objects.get().state == State.QUEUED

    broker.started()
    worker.started()
    broker.send("outbox.deliver")
    wait_until(lambda: postman.recipients == [email])


def test_redis_that_says_nothing_is_waited_for_only_shortly(web, broker):
    email = make_person("aigerim").email
    web.started()
    broker.process.send_signal(signal.SIGSTOP)
    try:
        assert ask_for_a_new_password(web, email) < 5
    finally:
        broker.process.send_signal(signal.SIGCONT)
    assert Message.objects.get().state == State.QUEUED


def test_worker_outlives_its_broker(worker, broker, postman, web):
    email = make_person("aigerim").email
    web.started()
    worker.started()
    broker.kill()
    time.sleep(1)
    broker.started()

    ask_for_a_new_password(web, email)

    wait_until(lambda: postman.recipients == [email], 60)


def test_signing_in_saving_and_sending_work_without_it_and_the_letter_comes_later(
    web, worker, broker, postman, real_passwords
):
    email, number = person_with_draft()
    web.started()
    broker.kill()

    took = sign_in_fill_in_and_send(web.url, email, number)

    assert max(took.values()) < 3, took
    assert Application.objects.get(number=number).status == "submitted"
    broker.started()
    worker.started()
    broker.send("notifications.route")
    wait_until(lambda: postman.recipients == [email])
    assert number in postman.letters[0]["Subject"]
