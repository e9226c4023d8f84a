"""Cleans up after the supervisor however it ends, SIGKILL included."""

import os
import shutil
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from portal.dev import ledger
from portal.dev.state import State

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def supervision(state: State) -> Iterator[None]:
    """Within it, children may be started; after it, none is left and nothing temporary either.

    A forked guard waits for the end of a pipe that only the supervisor holds. So Ctrl-C, an error and a SIGKILL
    take one and the same way out. Signals arrive as Stopped.
    """
    state.hold()
    ledger.clear(state.children)
    guard, pipe = _fork_guard(state)
    for number in ENDING:
        signal.signal(number, _leave)
    try:
        yield
    finally:
        for number in ENDING:
            signal.signal(number, signal.SIG_IGN)
        os.close(pipe)
        os.waitpid(guard, 0)
        _clean(state)  # nothing to do, unless the guard was killed


class Stopped(SystemExit):
    """By a signal."""


def _leave(number: int, frame: object) -> None:
    raise Stopped(128 + number)


def _fork_guard(state: State) -> tuple[int, int]:
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    guard = os.fork()
    if guard:
        os.close(reading)
        return guard, writing
    try:
        os.setsid()
        for number in ENDING:
            signal.signal(number, signal.SIG_IGN)
        os.close(writing)
        os.read(reading, 1)
        _clean(state)
    except Exception:  # noqa: BLE001 - nobody else is left to tell
        traceback.print_exc()
    finally:
        os._exit(0)


def _clean(state: State) -> None:
    ledger.clear(state.children)
    shutil.rmtree(state.sockets, ignore_errors=True)
    if state.throwaway:
        shutil.rmtree(state.folder, ignore_errors=True)
        shutil.rmtree(state.outside, ignore_errors=True)
    with suppress(OSError):  # holds a database, or never existed
        state.outside.rmdir()
