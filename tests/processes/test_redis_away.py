"""With Redis away pages answer quickly, and letters go later."""

import re
import signal
import time
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

import pytest

from portal.outbox.models import Message, State
from tests.cast import make_person
from tests.processes.conftest import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


class Visitor:
    """A browser without a screen."""

    def __init__(self, site):
        self.site = site
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path):
        with self.opener.open(self.site + path, timeout=30) as answer:
            return answer.read().decode()

    def post(self, path, **fields):
        """Takes the token from the page's form; returns the seconds the answer took."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path))[1]
        data = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token}).encode()
        request = urllib.request.Request(self.site + path, data, {"Referer": self.site + path})
        started = time.monotonic()
        with self.opener.open(request, timeout=30) as answer:
            answer.read()
        return time.monotonic() - started


def ask_for_a_new_password(web, email):
    return Visitor(web.url).post("/kk/accounts/password/reset/", email=email)


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
