"""The portal and the floor, each on gunicorn with two workers, on databases of their own beside each other."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.journeys.stack import ROOT, create_database, free_port

PORTAL, FLOOR = "otinim_bench", "otinim_bench_floor"
PYTHON = sys.executable


class Server:
    def __init__(self, application: str, env: dict[str, str], log: Path) -> None:
        self.application, self.env, self.log = application, env, log
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        argv = [PYTHON, "-m", "gunicorn", self.application, f"--bind=127.0.0.1:{self.port}", "--workers=2", "--preload"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(argv, cwd=ROOT, env=self.env, stdout=log, stderr=log)

    def wait(self, seconds: float = 30) -> None:
        until = time.monotonic() + seconds
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                assert time.monotonic() < until, self.log.read_text(errors="replace")[-2000:]
                time.sleep(0.1)

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(30)

    def memory(self) -> float:
        """MB of the largest worker."""
        assert self.process
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in children]
        return max(pages) * os.sysconf("SC_PAGE_SIZE") / 1024**2


def database_url(name: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def environment(folder: Path) -> dict[str, str]:
    """Production's, as far as a measurement can be: no DEBUG, collected static files."""
    return os.environ | {
        "DEBUG": "0",
        "DATABASE_URL": database_url(PORTAL),
        "FLOOR_DATABASE_URL": database_url(FLOOR),
        "SITE_URL": "http://127.0.0.1",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DEFAULT_FROM_EMAIL": "Otinim <no-reply@otinim.example>",
        "SUPPORT_EMAIL": "help@otinim.example",
        "MEDIA_ROOT": str(folder / "files"),
        "STATIC_ROOT": str(folder / "static"),
        "LOG_LEVEL": "WARNING",
    }


@contextmanager
def databases() -> Iterator[None]:
    for name in (PORTAL, FLOOR):
        create_database(name)
    try:
        yield
    finally:
        for name in (PORTAL, FLOOR):
            create_database(name, drop_only=True)
