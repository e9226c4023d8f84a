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
    """Saves «мәтін 1», «мәтін 2» … one after another for as long as the server answers."""

    def __init__(self, site, path, person):
        client = Client()
        client.force_login(person)
        self.cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
        self.place, self.path = urlsplit(site).netloc, path
        self.sent = self.acknowledged = 0

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
        while True:
            self.sent += 1
            fields = {"csrfmiddlewaretoken": token, "_revision": revision, "legal_name": f"мәтін {self.sent}"}
            try:
                status, _page = self.ask("POST", urlencode(fields))
            except (OSError, http.client.HTTPException):
                return
            assert status in {302, 303}
            self.acknowledged, revision = self.sent, revision + 1


def kill_with_children(process):
    """The server and its workers at one blow: none of them finishes what it is doing."""
    pid = process.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for each in (pid, *map(int, children)):
        os.kill(each, signal.SIGKILL)
    process.kill()


def test_killed_at_any_moment_loses_no_acknowledged_save(web):
    person = make_person("aigerim")
    application = draft(published_call(), person)
    path = f"/kk/applications/{application.number}/application/applicant/"
    typist = Typist(web.url, path, person)
    for moment in (0.0, 0.004, 0.011):
        web.started()
        before = typist.acknowledged
        typing = threading.Thread(target=typist.type)
        typing.start()
        wait_until(lambda before=before: typist.acknowledged >= before + 5)
        time.sleep(moment)
        kill_with_children(web)
        typing.join()

        section = FilingSection.objects.get()
        assert section.values["legal_name"] in {f"мәтін {typist.acknowledged}", f"мәтін {typist.sent}"}
        saves = SectionSave.objects.filter(section=section).order_by("revision")
        assert [save.revision for save in saves] == list(range(1, section.revision + 1))
        assert saves.last().changes == {"legal_name": section.values["legal_name"]}
