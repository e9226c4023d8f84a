"""Starting children so that none is ever forgotten."""

import os
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from portal.dev import ROOT, ledger
from portal.dev.accounts import Account


@dataclass(frozen=True)
class Command:
    """What to start, as whom, and how to end it."""

    name: str
    argv: list[str]
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    cwd: Path = ROOT
    log: Path | None = None  # None: this terminal
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    last: bool = False
    own_group: bool = True  # False: shares the terminal, Ctrl-C included
    pass_fds: tuple[int, ...] = ()
    vital: bool = False  # nothing goes on without it


class Child:
    def __init__(self, command: Command, children: Path) -> None:
        self.command = command
        self.children = children
        self.process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        command = self.command
        output: IO[bytes] | None = command.log.open("wb") if command.log else None
        try:
            return subprocess.Popen(
                command.argv,
                env=command.env,
                cwd=command.cwd,
                stdin=subprocess.DEVNULL if command.log else None,
                stdout=output,
                stderr=output,
                start_new_session=command.own_group,
                pass_fds=command.pass_fds,
                preexec_fn=self._before_exec,  # noqa: PLW1509 - the supervisor has one thread
            )
        finally:
            if output:
                output.close()

    def _before_exec(self) -> None:
        """Runs in the child, which holds the guard's pipe open until it execs: the guard can't look too early."""
        command = self.command
        entry = ledger.Entry.of_this_process(
            command.name, stop_signal=command.stop_signal, last=command.last, own_group=command.own_group
        )
        entry.write(self.children)
        if command.account:
            command.account.take_on()

    def is_running(self) -> bool:
        return self.process.poll() is None

    def wait(self) -> int:
        """For one that ends by itself; returns its exit code."""
        code = self.process.wait()
        (self.children / str(self.process.pid)).unlink(missing_ok=True)
        return code

    def stop(self) -> None:
        ledger.end(self.children, [entry for entry in ledger.entries(self.children) if entry.pid == self.process.pid])
        self.process.wait()

    def restart(self) -> None:
        self.stop()
        self.process = self._start()

    def last_words(self, lines: int = 15) -> str:
        if not self.command.log or not self.command.log.exists():
            return ""
        text = self.command.log.read_text(errors="replace")
        return "\n".join(text.splitlines()[-lines:])
