"""`make run` itself: the portal with all its processes, on a free port."""

import os
import signal
import socket
import urllib.request

import pytest

from portal.dev import ledger
from tests.portal.dev.conftest import wait_until


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(supervisor, port):
    """Until it says that it is ready; with what it said until then."""
    process = supervisor.start("run", "--port", str(port))
    said = []
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C ends it" in line:
            return process
    raise AssertionError("".join(said))


def status(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as response:
        return response.status


def running(supervisor):
    return {entry.name: entry for entry in ledger.entries(supervisor.folder / "state" / "children")}


def test_run_brings_the_portal_and_takes_everything_away(supervisor, port):
    process = start(supervisor, port)
    for path in ("/kk/", "/ru/", "/readyz", "/dev/mail/"):
        assert status(port, path) == 200
    assert running(supervisor).keys() == {"PostgreSQL", "Valkey", "mail catcher", "web", "worker"}

    killed = running(supervisor)["worker"].pid
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: running(supervisor).get("worker") and running(supervisor)["worker"].pid != killed)

    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=40)
    assert process.returncode == 0
    assert not supervisor.leftovers()


def test_killed_run_leaves_nothing(supervisor, port):
    process = start(supervisor, port)
    process.kill()
    process.communicate()
    wait_until(lambda: not supervisor.leftovers(), 30)


def test_run_on_a_port_that_is_taken_says_so_in_one_line(supervisor):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        process = supervisor.start("run", "--port", str(port))
        output, _ = process.communicate(timeout=20)
    assert process.returncode == 1
    assert output == f"otinim: port {port} is taken: stop what uses it, or say make run PORT={port + 1}\n"
    assert not (supervisor.folder / "state" / "postgres").exists()
