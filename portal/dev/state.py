"""The state folder: database, mail, files and secrets of one supervisor."""

import base64
import fcntl
import json
import os
import re
import secrets
import shutil
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from typing import IO

from portal.dev import Problem, ledger
from portal.dev.accounts import database_account

# A socket's path may have 107 bytes; commas, blanks and the like would need quoting in URLs and settings.
PLAIN_PATH = re.compile(r"[A-Za-z0-9_./-]{1,85}")
THROWAWAY_PREFIX = "otinim-test-"
ABANDONED_AFTER = 60.0  # seconds; younger ones may just be starting


class State:
    def __init__(self, folder: Path, *, throwaway: bool = False) -> None:
        if not Path("/proc/self/stat").exists():
            raise Problem("this needs Linux; elsewhere set DATABASE_URL and REDIS_URL and use manage.py runserver")
        self.folder = folder.absolute()
        self.throwaway = throwaway
        digest = sha256(f"{os.getuid()}:{self.folder}".encode()).hexdigest()[:12]
        self.outside = Path("/var/tmp") / f"otinim-{digest}"  # noqa: S108 - see _own_folder
        try:
            _own_folder(self.folder)
        except PermissionError as error:
            raise Problem(f"{error.filename} can't be written; it may belong to another user") from None
        self.children = self._room("children")
        self.logs = self._room("log")
        self.mail = self._room("mail")
        self.files = self._room("files")
        account = database_account()
        reachable = account is None or account.can_enter(self.folder)
        self.postgres = (self.folder if reachable else self.outside) / "postgres"
        plain = PLAIN_PATH.fullmatch(str(self.folder))
        self.sockets = (self.folder if reachable and plain else self.outside) / "run"
        self._lock: IO[str] | None = None

    @classmethod
    def temporary(cls) -> "State":
        _sweep()
        return cls(Path(tempfile.mkdtemp(prefix=THROWAWAY_PREFIX)), throwaway=True)

    def hold(self) -> None:
        """One supervisor per folder. A guard still cleaning up after an earlier one holds it too: it is waited for."""
        self._lock = (self.folder / "lock").open("a+")
        for _ in range(150):
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                self._lock.seek(0)
                holder = self._lock.read().strip()
                if holder.isdigit() and ledger.is_alive(int(holder)):
                    raise Problem(f"{self.folder} is in use by process {holder}: stop that first") from None
            time.sleep(0.1)
        else:
            raise Problem(f"{self.folder} is in use")
        self._lock.truncate(0)
        self._lock.write(str(os.getpid()))
        self._lock.flush()

    def secrets(self) -> dict[str, str]:
        """Made once, so that sessions and encrypted data outlive a restart."""
        path = self.folder / "secrets.json"
        if not path.exists():
            key = base64.b64encode(secrets.token_bytes(32)).decode()
            new = {"SECRET_KEY": secrets.token_urlsafe(50), "DATA_KEYS": f"local:{key}"}
            with open(path, "w", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
                json.dump(new, file)
        kept: dict[str, str] = json.loads(path.read_text())
        return kept

    def make_sockets(self) -> Path:
        """Afresh: a socket or its lock file left by a killed server could stop the next one."""
        if self.sockets.parent == self.outside:
            _own_folder(self.outside)
        shutil.rmtree(self.sockets, ignore_errors=True)
        self.sockets.mkdir(mode=0o755)
        if account := database_account():
            os.chown(self.sockets, account.uid, account.gid)
        return self.sockets

    def make_postgres(self) -> Path:
        if self.postgres.parent == self.outside:
            _own_folder(self.outside)
        self.postgres.mkdir(exist_ok=True)
        return self.postgres

    def remove(self) -> None:
        """For `make clean`: the folder, and what had to be put elsewhere."""
        self.hold()
        ledger.clear(self.children)
        shutil.rmtree(self.folder)
        shutil.rmtree(self.outside, ignore_errors=True)

    def _room(self, name: str) -> Path:
        room = self.folder / name
        room.mkdir(exist_ok=True)
        return room


def _own_folder(folder: Path) -> None:
    """Ours alone; as root others may pass through, or the server's account couldn't reach what is its own."""
    mode = 0o700 if database_account() is None else 0o711
    folder.mkdir(parents=True, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != os.getuid():
        raise Problem(f"{folder} belongs to another user: remove it, or run as that user")
    folder.chmod(mode)


def _sweep() -> None:
    """Removes what a run left that was killed together with its guard."""
    for folder in Path(tempfile.gettempdir()).glob(f"{THROWAWAY_PREFIX}*"):
        found = folder.lstat()
        if found.st_uid != os.getuid() or time.time() - found.st_mtime < ABANDONED_AFTER:
            continue
        try:
            State(folder, throwaway=True).remove()
        except (Problem, OSError):
            continue  # in use
