"""Real processes on the test database: a broker, a worker, a web server, each of which can be killed and started again.

They share pytest's process group, so that whatever ends the tests ends them too.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from portal.celery import app
from portal.dev import ROOT
from portal.dev.valkey import _binary as valkey_binary
from portal.lib.addresses import broker_url
from tests.postman import Postman


def wait_until(condition, seconds=90.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)


class Process:
    def __init__(self, folder, name, argv, env=None):
        self.log = folder / f"{name}.log"
        self.argv = argv
        self.env = env
        self.process = None

    def start(self):
        """Returns at once; `is_up` tells when it can be used."""
        assert self.process is None
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(self.argv, cwd=ROOT, env=self.env, stdout=log, stderr=log)

    def kill(self):
        self._end(signal.SIGKILL)

    def stop(self):
        self._end(signal.SIGTERM)

    def _end(self, how):
        if self.process:
            self.process.send_signal(how)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None

    def started(self):
        self.start()
        wait_until(lambda: self.is_up() or self.process.poll() is not None)
        assert self.process.poll() is None, self.log.read_text(errors="replace")[-3000:]
        return self

    def is_up(self):
        raise NotImplementedError


class Broker(Process):
    def __init__(self, folder):
        self.socket = folder / "valkey.sock"
        options = ["--port", "0", "--unixsocket", str(self.socket), "--save", "", "--dir", str(folder)]
        super().__init__(folder, "broker", [valkey_binary(), *options])
        self.url = f"unix://{self.socket}?db=0"

    def is_up(self):
        with socket.socket(socket.AF_UNIX) as client:
            try:
                client.connect(str(self.socket))
            except OSError:
                return False
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")

    def send(self, task):
        """As beat does."""
        with app.connection_for_write(url=broker_url(self.url)) as to:
            app.send_task(task, connection=to)


class Worker(Process):
    def __init__(self, folder, env):
        options = [
            "--pool",
            "threads",
            "--concurrency",
            "2",
            "--without-gossip",
            "--without-mingle",
            "--loglevel",
            "INFO",
        ]
        super().__init__(
            folder, "worker", [sys.executable, "-m", "celery", "-A", "portal.celery", "worker", *options], env
        )

    def is_up(self):
        return " ready." in self.log.read_text(errors="replace")


class Web(Process):
    def __init__(self, folder, env):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        options = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4"]
        argv = [sys.executable, "-m", "gunicorn", "portal.wsgi:application", *options]
        super().__init__(folder, "web", argv, env | {"SITE_URL": self.url})

    def is_up(self):
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False


def url_of_test_database():
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"{parts.path.rpartition('/')[0]}/{connection.settings_dict['NAME']}"))


@pytest.fixture
def postman():
    postman = Postman()
    yield postman
    postman.release()
    postman.stop()


@pytest.fixture
def broker(tmp_path_factory):
    broker = Broker(tmp_path_factory.mktemp("b")).started()
    yield broker
    broker.kill()


@pytest.fixture
def environment(transactional_db, broker, postman, tmp_path):
    return os.environ | {
        "DATABASE_URL": url_of_test_database(),
        "REDIS_URL": broker.url,
        "EMAIL_URL": postman.url,
        "MEDIA_ROOT": str(tmp_path / "files"),
        "DEBUG": "1",
    }


@pytest.fixture
def worker(environment, tmp_path):
    """Not started yet."""
    worker = Worker(tmp_path, environment)
    yield worker
    worker.kill()


@pytest.fixture
def web(environment, tmp_path):
    """Not started yet."""
    web = Web(tmp_path, environment)
    yield web
    web.stop()


@pytest.fixture
def real_passwords(settings):
    """Such as the portal itself would make them."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
