"""Starts and stops `make run` twice in a clean clone, as its first user would: python .ci/clean_start.py CLONE."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

PATIENCE = 900.0  # seconds; the first start downloads the libraries
OVERRIDES = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DEBUG", "VIRTUAL_ENV", "MAKEFLAGS", "MAKELEVEL")


def main(clone: Path) -> None:
    for visit in ("first", "second"):
        began = time.monotonic()
        port = free_port()
        process = start(clone, port)
        print(f"{visit} start: ready after {time.monotonic() - began:.0f} s", flush=True)
        for path in ("/kk/", "/ru/", "/readyz", "/dev/mail/"):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as response:
                assert response.status == 200, path
        os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=60)
        left = processes_of(clone)
        assert not left, f"still running: {left}"
        assert not any((clone / ".otinim" / name).exists() for name in ("run", "postgres/data/postmaster.pid"))
        status = subprocess.run(
            ["git", "status", "--short"], cwd=clone, capture_output=True, text=True, check=True
        ).stdout
        assert not status, f"the clone changed:\n{status}"
    print("nothing was left running or lying about")


def start(clone: Path, port: int) -> "subprocess.Popen[str]":
    env = {name: value for name, value in os.environ.items() if name not in OVERRIDES}
    process = subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=clone,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + PATIENCE
    for line in process.stdout or ():
        print(f"  {line.rstrip()}", flush=True)
        if "is ready" in line:
            return process
        assert time.monotonic() < deadline, "not ready in time"
    sys.exit(f"make run ended with {process.wait()}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def processes_of(clone: Path) -> list[str]:
    """All that were started in the clone, its database server included, work in a folder of it."""
    found = []
    for path in Path("/proc").iterdir():
        if not path.name.isdigit():
            continue
        try:
            state = (path / "stat").read_text().rpartition(")")[2].split()[0]
            where = (path / "cwd").readlink()
            arguments = (path / "cmdline").read_bytes()
        except OSError:
            continue
        if state != "Z" and where.is_relative_to(clone):
            found.append(arguments.replace(b"\0", b" ").decode(errors="replace"))
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
