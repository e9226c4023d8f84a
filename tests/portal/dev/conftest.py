import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from portal.dev import ROOT

OURS = (
    "DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "SECRET_KEY",
    "DATA_KEYS",
    "MEDIA_ROOT",
    "MAIL_CATCHER_DIR",
    "SITE_URL",
)


def wait_until(condition, seconds=20.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.05)


def processes_naming(text: str) -> dict[int, str]:
    """Running processes with this text in their arguments or environment: a supervisor's, since it names its folder."""
    found = {}
    for path in Path("/proc").iterdir():
        if not path.name.isdigit() or int(path.name) == os.getpid():
            continue
        try:
            if path.joinpath("stat").read_text().rpartition(")")[2].split()[0] == "Z":
                continue
            arguments = path.joinpath("cmdline").read_bytes()
            everything = arguments + path.joinpath("environ").read_bytes()
        except OSError:
            continue
        if text.encode() in everything:
            found[int(path.name)] = arguments.replace(b"\0", b" ").decode(errors="replace")
    return found


class Supervisor:
    """`python -m portal.dev …` as a process of its own, with a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.started: list[subprocess.Popen] = []

    def start(self, *arguments: str, state: Path | None = None, wrapper=(), python=sys.executable, **env: str):
        clean = {name: value for name, value in os.environ.items() if name not in OURS}
        marked = clean | {"OTINIM_MARK": str(self.folder), "PYTHONPATH": str(ROOT)} | env
        where = ["--state", str(state or self.folder / "state")] if arguments[0] in ("run", "services", "clean") else []
        process = subprocess.Popen(
            [*wrapper, python, "-m", "portal.dev", *arguments, *where],
            cwd=ROOT,
            env=marked,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def services(self, **options) -> tuple[subprocess.Popen, dict[str, str]]:
        """Started and answering; with the environment it prints."""
        process = self.start("services", **options)
        found = {}
        for line in process.stdout:
            assert line.startswith("export "), line
            name, _, value = line.removeprefix("export ").strip().partition("=")
            found[name] = value.strip("'")
            if name == "SITE_URL":
                return process, found
        raise AssertionError(f"ended with {process.wait()}")

    def leftovers(self) -> dict[int, str]:
        return processes_naming(str(self.folder))

    def end(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.communicate(timeout=30)


@pytest.fixture
def supervisor():
    """Its folder's path is short (sockets) and can be passed by everyone (PostgreSQL doesn't run as root)."""
    folder = Path(tempfile.mkdtemp(prefix="otinim-dev-"))
    folder.chmod(0o755)
    found = Supervisor(folder)
    yield found
    found.end()
    wait_until(lambda: not found.leftovers())
    shutil.rmtree(folder)
