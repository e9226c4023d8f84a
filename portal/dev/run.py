"""`make run`: the services, the database and programs up to date, then web and worker, looked after until Ctrl-C."""

import http.client
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from portal.dev import Problem, packages, say
from portal.dev.keeper import LOOK_EVERY, Keeper
from portal.dev.messages import compile_messages
from portal.dev.processes import Child, Command
from portal.dev.services import Services, services
from portal.dev.state import State
from portal.dev.watch import Watch

HOST = "127.0.0.1"
PATIENCE = 60.0  # seconds until the first page


def run(state: State, port: int) -> NoReturn:
    began = time.monotonic()
    _need_port(port)
    try:
        packages.ensure(packages.PANGO)
    except Problem as problem:
        say(str(problem))  # everything else works without
    say("starting")
    fresh = not (state.postgres / "data").exists()
    with services(state, durable=True, site=f"http://{HOST}:{port}") as found:
        env = found.environment() | {"DJANGO_RUNSERVER_HIDE_WARNING": "true"}
        compile_messages()
        sign_ins = state.folder / "sign-ins.txt"
        preparation = Child(Command("preparation", _preparation(state, sign_ins), env), state.children)
        if fresh:
            _finish(preparation)  # else the two go on at the same time; without tables web would complain
        web = Child(Command("web", [sys.executable, "manage.py", "runserver", f"{HOST}:{port}"], env), state.children)
        _finish(preparation)
        worker = Child(Command("worker", _worker(state), env), state.children)
        _wait_for(web, port)
        _welcome(port, sign_ins.read_text(), time.monotonic() - began)
        _look_after(found, web, worker)


def _need_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise Problem(f"port {port} is taken: stop what uses it, or say make run PORT={port + 1}") from None


def _preparation(state: State, sign_ins: Path) -> list[str]:
    return [sys.executable, "-m", "portal.dev.prepare", str(sign_ins), str(state.logs / "programs.log")]


def _finish(preparation: Child) -> None:
    if preparation.wait():
        raise Problem("the database could not be brought up to date, see above")


def _worker(state: State) -> list[str]:
    options = ["--beat", "--schedule", str(state.folder / "beat"), "--pool", "threads", "--concurrency", "4"]
    quiet = ["--loglevel", "INFO", "--without-gossip", "--without-mingle"]
    python = [sys.executable, "-W", "ignore:You're running the worker with superuser privileges"]
    return [*python, "-m", "celery", "--quiet", "--app", "portal.celery", "worker", *options, *quiet]


def _wait_for(web: Child, port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while not _answers(port):
        if not web.is_running() or time.monotonic() > deadline:
            raise Problem("the web process doesn't answer, see above")
        time.sleep(0.05)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    with suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/healthz")
        return connection.getresponse().status < 500
    return False


def _welcome(port: int, sign_ins: str, seconds: float) -> None:
    site = f"http://{HOST}:{port}"
    lines = [
        f"Otinim is ready after {seconds:.0f} s; Ctrl-C ends it.",
        "",
        f"  portal       {site}/",
        f"  staff        {site}/admin/",
        f"  its letters  {site}/dev/mail/",
        "",
        *(f"  {line}" for line in sign_ins.splitlines()),
    ]
    print("\n" + "\n".join(lines) + "\n", flush=True)


def _look_after(found: Services, web: Child, worker: Child) -> NoReturn:
    """Until a signal ends us (as SystemExit) or the database is gone."""
    worker_keeper = Keeper(worker)
    keepers = [Keeper(web), worker_keeper, *map(Keeper, found.children)]
    code = Watch()
    while True:
        time.sleep(LOOK_EVERY)
        if code.has_changed():
            worker_keeper.restart()
        for keeper in keepers:
            keeper.look()
