"""The account that PostgreSQL runs under: it refuses to run as root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from portal.dev import Problem


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    def take_on(self) -> None:
        """Irrevocably turns this process into one of that account."""
        os.setgroups([])
        os.setgid(self.gid)
        os.setuid(self.uid)

    def can_enter(self, path: Path) -> bool:
        """Whether the account may execute this file or enter this folder, with all folders above it."""
        test = ["test", "-x", str(path)]
        return subprocess.run(test, check=False, preexec_fn=self.take_on, cwd="/").returncode == 0


@cache
def database_account() -> Account | None:
    """None: our own will do."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise Problem("PostgreSQL can't run as root, and there is neither a user postgres nor a user nobody")
