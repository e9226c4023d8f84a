import threading
from collections import Counter

import pytest
from django.db import connection

from portal.outbox.delivery import deliver_due
from portal.outbox.models import Message, State

pytestmark = pytest.mark.django_db(transaction=True)


def test_workers_at_once_send_every_letter_once(postman, letter):
    for number in range(30):
        letter(f"a{number}@mail.example")
    together, counts = threading.Barrier(3), []

    def work():
        together.wait()
        try:
            counts.append(deliver_due())
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(counts, Counter())["sent"] == 30
    assert set(Counter(postman.recipients).values()) == {1}
    assert set(Message.objects.values_list("state", "attempt")) == {(State.SENT, 1)}
