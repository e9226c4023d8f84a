import socket
import threading
import time

import pytest
from celery import Celery, shared_task

from portal.celery import app
from portal.lib import waking
from portal.lib.waking import wake


@pytest.fixture(autouse=True)
def broker():
    waking.Broker.away_until = 0.0
    yield
    waking.Broker.away_until = 0.0


@pytest.fixture
def task_at():
    made = []

    def make(url):
        celery = Celery("waking", broker=url, set_as_current=False)
        made.append(celery)

        @celery.task(name="waking.test", shared=False)
        def task():
            pass

        return task

    yield make
    for celery in made:
        celery.close()


def mute_server():
    """Takes connections and never says a word, as a stopped process does."""
    return socket.create_server(("127.0.0.1", 0))


def test_broker_that_refuses_is_forgiven_at_once(task_at, caplog):
    task = task_at("redis+socket:///nowhere/valkey.sock")
    started = time.monotonic()
    wake(task)
    assert time.monotonic() - started < 3
    assert "waking.test waits for the next sweep" in caplog.text


def test_broker_that_says_nothing_is_forgiven_soon_and_not_asked_again(task_at):
    with mute_server() as server:
        task = task_at(f"redis://127.0.0.1:{server.getsockname()[1]}/0")
        started = time.monotonic()
        for _ in range(5):
            wake(task)
        assert time.monotonic() - started < 3


def test_tasks_called_from_a_web_servers_thread_go_to_the_portals_broker():
    """Celery's current app is a matter of the thread that made it."""

    @shared_task(name="waking.shared")
    def shared():
        pass

    found = []
    thread = threading.Thread(target=lambda: found.append(shared.app))
    thread.start()
    thread.join()
    assert found == [app]
