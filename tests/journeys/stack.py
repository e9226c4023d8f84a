"""The whole portal as it runs in production, on a database of its own: gunicorn, a Celery worker with beat, real SMTP."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from environ import Env

from tests.postman import Postman

ROOT = Path(__file__).parents[2]
DATABASE = "otinim_journeys"


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Stack:
    def __init__(self, folder: Path):
        self.folder = folder
        self.postman = Postman()
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = os.environ | {
            "DEBUG": "0",
            "SITE_URL": self.url,
            "ALLOWED_HOSTS": "127.0.0.1",
            "SECRET_KEY": "journeys" * 8,
            "DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{DATABASE}").geturl(),
            "REDIS_URL": another_redis(os.environ["REDIS_URL"]),
            "EMAIL_URL": self.postman.url,
            "DEFAULT_FROM_EMAIL": "Otinim <no-reply@otinim.example>",
            "SUPPORT_EMAIL": "help@otinim.example",
            "MEDIA_ROOT": str(folder / "files"),
            "STATIC_ROOT": str(folder / "static"),
            "STORAGE_URL": "",
            "PYTHONWARNINGS": "",
        }

    def manage(self, *arguments: str, **env: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.env | env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def running(self):
        create_database(DATABASE)
        self.manage("migrate", "--verbosity=0")
        self.manage("collectstatic", "--noinput", "--verbosity=0")
        web = [sys.executable, "-m", "gunicorn", "portal.wsgi", f"--bind=127.0.0.1:{self.port}", "--workers=2"]
        beat = str(self.folder / "beat")
        worker = [sys.executable, "-m", "celery", "-A", "portal.celery", "worker", "-B", "-s", beat]
        self.log = (self.folder / "log").open("wb")
        children = [self.start([*web, "--threads=4"]), self.start([*worker, "-P", "threads", "-c", "2"])]
        try:
            self.wait_for_web(children[0])
            yield self
        finally:
            for child in children:
                child.terminate()
            for child in children:
                child.wait(30)
            self.postman.stop()
            self.log.close()
            create_database(DATABASE, drop_only=True)

    def start(self, command: list[str]) -> subprocess.Popen:
        return subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=self.log, stderr=self.log)

    def wait_for_web(self, web: subprocess.Popen):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            assert web.poll() is None, (self.folder / "log").read_text()
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=2):
                    return
            except OSError:
                time.sleep(0.2)
        raise AssertionError((self.folder / "log").read_text())

    def letter_to(self, address: str, *, after: int = 0, seconds: float = 20):
        """The next letter to the address, beyond the first `after`."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = [letter for letter in self.postman.letters if letter["To"] == address]
            if len(found) > after:
                return found[after]
            time.sleep(0.1)
        raise AssertionError(f"no letter came to {address}: {(self.folder / 'log').read_text()[-3000:]}")


def another_redis(url: str) -> str:
    """The same server, another of its databases."""
    return re.sub(r"db=\d+", "db=7", url) if "db=" in url else re.sub(r"/\d*$", "/7", url)


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
