from io import StringIO

import pytest
from django.core.management import call_command

from portal.lib.addresses import smtp_server
from portal.outbox.models import Message, State
from tests.factories import submitted_application
from tests.postman import Postman

pytestmark = pytest.mark.django_db


@pytest.fixture
def postman(settings):
    postman = Postman()
    settings.OUTBOX_SMTP = smtp_server(postman.url)
    yield postman
    postman.stop()


def deliver_pending():
    out = StringIO()
    call_command("deliver_pending", stdout=out)
    return out.getvalue()


def test_writes_and_sends_in_the_foreground(postman):
    application = submitted_application()
    printed = deliver_pending()
    assert "1 letters" in printed
    assert "1 sent" in printed
    assert application.number in postman.letters[0]["Subject"]
    assert deliver_pending() == "events: none\nletters: none\n"


def test_says_when_the_server_is_away(postman):
    submitted_application()
    postman.stop()
    assert "1 unavailable" in deliver_pending()
    assert Message.objects.get().state == State.QUEUED
