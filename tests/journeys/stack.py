"""The whole portal as it runs in production, on a database of its own: gunicorn, a Celery worker with beat, real SMTP."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import redis
from django.conf import settings
from environ import Env

from tests.postman import Postman
from tests.sides import JOURNEYS, SIDE, redis_url

ROOT = Path(__file__).parents[2]
# Tests that run side by side have a portal each.
DATABASE = f"otinim_journeys_{SIDE}"


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Stack:
    def __init__(self, folder: Path):
        self.folder = folder
        self.files = folder / "files"
        self.postman = Postman()
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = os.environ | {
            "DEBUG": "0",
            "SITE_URL": self.url,
            "ALLOWED_HOSTS": "127.0.0.1",
            "SECRET_KEY": settings.SECRET_KEY,  # the stage hands out sessions, see backstage.py
            "DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{DATABASE}").geturl(),
            "REDIS_URL": redis_url(os.environ["REDIS_URL"], JOURNEYS),
            "EMAIL_URL": self.postman.url,
            "DEFAULT_FROM_EMAIL": "Otinim <no-reply@otinim.example>",
            "SUPPORT_EMAIL": "help@otinim.example",
            "MEDIA_ROOT": str(self.files),
            "STATIC_ROOT": str(folder / "static"),
            "STORAGE_URL": "",
            "PYTHONWARNINGS": "",
        }

    @contextmanager
    def running(self):
        create_database(DATABASE)
        with redis.Redis.from_url(self.env["REDIS_URL"]) as server:
            server.flushdb()  # people of an earlier run have the same numbers
        python = [sys.executable]
        web = [*python, "-m", "gunicorn", "portal.wsgi", f"--bind=127.0.0.1:{self.port}", "--workers=2", "--threads=4"]
        worker = [*python, "-m", "celery", "-A", "portal.celery", "worker", "-B", "-s", str(self.folder / "beat")]
        children = []
        with (self.folder / "log").open("wb") as self.log:
            try:
                preparing = [
                    self.start([*python, "manage.py", "migrate", "--verbosity=0"]),
                    self.start([*python, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]),
                ]
                children += preparing
                assert [child.wait(120) for child in preparing] == [0, 0], self.tail()
                children += [self.start(web), self.start([*worker, "-P", "threads", "-c", "2"])]
                self.wait_for_web(children[-2])
                yield self
            finally:
                for child in children:
                    child.terminate()
                for child in children:
                    child.wait(30)
                self.postman.stop()
                create_database(DATABASE, drop_only=True)

    def start(self, command: list[str]) -> subprocess.Popen:
        return subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=self.log, stderr=self.log)

    def tail(self):
        return (self.folder / "log").read_text(errors="replace")[-3000:]

    def wait_for_web(self, web: subprocess.Popen):
        said = ""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and web.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=2):
                    return
            except urllib.error.HTTPError as refusal:
                said = refusal.read().decode()
            except OSError as error:
                said = str(error)
            time.sleep(0.2)
        raise AssertionError(f"the portal isn't ready: {said}; {self.tail()}")

    def letter_to(self, address: str, *, saying: str = "", seconds: float = 45):
        """The first letter to the address whose subject or text holds the words; beat looks every 30 s."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for letter in self.letters_to(address):
                if saying in letter["Subject"] or saying in text_of(letter):
                    return letter
            time.sleep(0.05)
        subjects = [letter["Subject"] for letter in self.letters_to(address)]
        raise AssertionError(f"no letter to {address} says {saying!r}; those that came: {subjects}; {self.tail()}")

    def letters_to(self, address: str):
        return [letter for letter in self.postman.letters if letter["To"] == address]


def text_of(letter) -> str:
    return letter.get_body(("plain",)).get_content()


def create_database(name: str, *, drop_only: bool = False):
    config = Env().db_url_config(os.environ["DATABASE_URL"])
    connection = psycopg2.connect(
        dbname="postgres",
        user=config["USER"] or None,
        password=config["PASSWORD"] or None,
        host=config["HOST"] or config.get("OPTIONS", {}).get("host"),
        port=config["PORT"] or None,
    )
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        if not drop_only:
            cursor.execute(
                f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
            )
    connection.close()
