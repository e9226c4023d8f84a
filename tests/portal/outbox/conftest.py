import uuid

import pytest

from portal.lib.addresses import smtp_server
from portal.outbox import actions
from portal.outbox.models import Message
from tests.postman import Postman


@pytest.fixture(autouse=True)
def outbox(settings):
    """Django's test runner puts another backend in its place."""
    settings.EMAIL_BACKEND = "portal.outbox.backend.OutboxBackend"


@pytest.fixture
def postman(settings):
    postman = Postman()
    settings.OUTBOX_SMTP = smtp_server(postman.url)
    yield postman
    postman.stop()


@pytest.fixture
def letter(db):
    def make(address="aigul@mail.example", **fields):
        words = {"subject": "Өтініміңіз тіркелді", "text": "Құрметті Айгүл!", "language": "kk"}
        return actions.enqueue(Message(dedupe_key=uuid.uuid4().hex, address=address, **words | fields))

    return make
