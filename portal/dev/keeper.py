"""Starts a child again when it has died."""

import time

from portal.dev import Problem, say
from portal.dev.processes import Child

LOOK_EVERY = 0.5  # seconds
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds before a restart, doubling while it keeps dying
SETTLED_AFTER = 60.0  # seconds


class Keeper:
    def __init__(self, child: Child) -> None:
        self.child = child
        self.pause = FIRST_PAUSE
        self.started = time.monotonic()
        self.restart_at: float | None = None

    def look(self) -> None:
        now = time.monotonic()
        if self.child.is_running():
            if now - self.started > SETTLED_AFTER:
                self.pause = FIRST_PAUSE
        elif self.child.command.vital:
            raise Problem(f"{self.child.command.name} ended:\n{self.child.last_words()}")
        elif self.restart_at is None:
            self.restart_at = now + self.pause
            say(f"{self.child.command.name} ended ({self.child.process.returncode}), again in {self.pause:.0f} s")
            self.pause = min(self.pause * 2, LONGEST_PAUSE)
        elif now >= self.restart_at:
            self.restart()

    def restart(self) -> None:
        self.child.restart()
        self.started = time.monotonic()
        self.restart_at = None
