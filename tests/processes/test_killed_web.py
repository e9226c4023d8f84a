"""A web process that is killed in the middle of saving: what it has acknowledged is stored, whole."""

import http.client
import os
import re
import signal
import threading
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from applications.models import FilingSection, SectionSave
from tests.cast import make_person
from tests.factories import draft, published_call
from tests.processes.conftest import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


class Typist:
    """Saves «мәтін 1», «мәтін 2» … one after another for as long as the server answers, or until told to stop."""

    def __init__(self, site, path, person):
        client = Client()
        client.force_login(person)
        self.cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
        self.place, self.path = urlsplit(site).netloc, path
        self.sent = self.acknowledged = 0
        self.has_enough = threading.Event()

    def ask(self, method, body=""):
        connection = http.client.HTTPConnection(self.place, timeout=20)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request(method, self.path, body, headers)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def type(self):
        _status, page = self.ask("GET")
        token, revision = (
            re.search(rf'name="{name}" value="(\w+)"', page)[1] for name in ("csrfmiddlewaretoken", "_revision")
        )
        revision = int(revision)
        while not self.has_enough.is_set():
            self.sent += 1
            fields = {"csrfmiddlewaretoken": token, "_revision": revision, "legal_name": f"мәтін {self.sent}"}
            try:
                status, _page = self.ask("POST", urlencode(fields))
            except (OSError, http.client.HTTPException):
                return
            assert status in {302, 303}
            self.acknowledged, revision = self.sent, revision + 1


def workers_of(web):
    pid = web.process.pid
    return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def kill_with_children(web):
    """The server and its workers at one blow: none of them finishes what it is doing."""
    for each in (web.process.pid, *workers_of(web)):
        os.kill(each, signal.SIGKILL)
    web.kill()


@pytest.fixture
def typists(web):
    """Four people, each at an application of their own."""
    call = published_call()
    people = [make_person(name) for name in ("aigerim", "timur", "saule", "dauren")]
    numbers = [draft(call, person).number for person in people]
    return [
        Typist(web.url, f"/kk/applications/{number}/application/applicant/", person)
        for number, person in zip(numbers, people, strict=True)
    ]


def typing_until(typists, strike, *, moment):
    """All of them type; when each has five saves behind them, and a moment later, the blow falls."""
    before = [typist.acknowledged for typist in typists]
    for typist in typists:
        typist.has_enough.clear()
    threads = [threading.Thread(target=typist.type, daemon=True) for typist in typists]
    for thread in threads:
        thread.start()
    wait_until(lambda: all(typist.acknowledged >= old + 5 for typist, old in zip(typists, before, strict=True)))
    time.sleep(moment)
    strike()
    # Whoever is served by another worker doesn't notice the blow.
    for typist in typists:
        typist.has_enough.set()
    for thread in threads:
        thread.join()


def need_all_acknowledged(typists):
    """Stored is what was acknowledged last, or what was sent after it; and the log tells of every save."""
    for typist in typists:
        number = typist.path.split("/")[3]
        section = FilingSection.objects.get(filing__application__number=number)
        assert section.values["legal_name"] in {f"мәтін {typist.acknowledged}", f"мәтін {typist.sent}"}
        saves = SectionSave.objects.filter(section=section).order_by("revision")
        assert [save.revision for save in saves] == list(range(1, section.revision + 1))
        assert saves.last().changes == {"legal_name": section.values["legal_name"]}


def test_killed_at_any_moment_loses_no_acknowledged_save(web, typists):
    for moment in (0.0, 0.004, 0.011):
        web.started()
        typing_until(typists, lambda: kill_with_children(web), moment=moment)
        need_all_acknowledged(typists)


def test_a_killed_worker_is_replaced_and_loses_no_acknowledged_save(web, typists):
    web.started()
    for moment in (0.0, 0.007):
        before = workers_of(web)
        typing_until(typists, lambda: os.kill(workers_of(web)[0], signal.SIGKILL), moment=moment)
        wait_until(lambda before=before: workers_of(web) not in ([], before))
        wait_until(web.is_up)
        need_all_acknowledged(typists)
