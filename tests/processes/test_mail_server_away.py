"""With the mail server away everything works, and the letter goes when the server is back."""

import pytest

from applications.models import Application
from portal.outbox.models import Message, State
from tests.processes.conftest import wait_until
from tests.processes.visitor import person_with_draft, sign_in_fill_in_and_send

pytestmark = pytest.mark.django_db(transaction=True)


def test_sending_an_application_works_and_its_letter_waits(web, worker, broker, postman, real_passwords):
    email, number = person_with_draft()
    web.started()
    worker.started()
    postman.stop()

    took = sign_in_fill_in_and_send(web.url, email, number)

    assert max(took.values()) < 3, took
    assert Application.objects.get(number=number).status == "submitted"
    wait_until(lambda: "letters wait" in worker.log.read_text(errors="replace"))
    assert Message.objects.get(address=email).state == State.QUEUED
    postman.start()
    broker.send("outbox.deliver")
    wait_until(lambda: postman.recipients == [email])
    wait_until(lambda: Message.objects.get(address=email).state == State.SENT)
