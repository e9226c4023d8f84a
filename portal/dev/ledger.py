"""What must not outlive a supervisor: one small file per child process, written by the child itself before it execs."""

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

GRACE = 20.0  # seconds between asking a child to end and killing it


@dataclass(frozen=True)
class Entry:
    pid: int
    started: str  # tells the child from a stranger that got the same number later
    machine: str
    name: str
    stop_signal: int
    last: bool  # a service: ended after those that use it
    own_group: bool

    @classmethod
    def of_this_process(cls, name: str, *, stop_signal: int, last: bool, own_group: bool) -> "Entry":
        pid = os.getpid()
        return cls(pid, _stat(pid)[19], _machine(), name, stop_signal=stop_signal, last=last, own_group=own_group)

    def write(self, folder: Path) -> None:
        (folder / str(self.pid)).write_text(json.dumps(asdict(self)))

    def is_running(self) -> bool:
        fields = _stat(self.pid)
        return bool(fields) and fields[19] == self.started and fields[0] != "Z"

    def ask(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, self.stop_signal)

    def kill(self) -> None:
        """Also what the child left behind, such as the process that Django's reloader or Celery's beat runs in."""
        for pid in self._survivors():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _survivors(self) -> list[int]:
        if not self.own_group:
            return [self.pid] if self.is_running() else []
        leader = _stat(self.pid)
        if leader and leader[19] != self.started:
            return []
        return [pid for pid, fields in _processes() if fields[2] == str(self.pid) and fields[0] != "Z"]


def entries(folder: Path) -> list[Entry]:
    """Those of this boot and this container; what others wrote names strangers by now."""
    found = []
    for path in folder.glob("*"):
        with suppress(ValueError, TypeError):
            found.append(Entry(**json.loads(path.read_text())))
    return [entry for entry in found if entry.machine == _machine()]


def clear(folder: Path) -> None:
    """Ends every child that the ledger names: those that use services first, then the services."""
    for last in (False, True):
        end(folder, [entry for entry in entries(folder) if entry.last is last])
    for path in folder.glob("*"):
        path.unlink(missing_ok=True)


def end(folder: Path, batch: list[Entry]) -> None:
    for entry in batch:
        if entry.is_running():
            entry.ask()
    deadline = time.monotonic() + GRACE
    while any(entry.is_running() for entry in batch) and time.monotonic() < deadline:
        time.sleep(0.02)
    for entry in batch:
        entry.kill()
    for entry in batch:
        (folder / str(entry.pid)).unlink(missing_ok=True)


def is_alive(pid: int) -> bool:
    fields = _stat(pid)
    return bool(fields) and fields[0] != "Z"


def _stat(pid: int) -> list[str]:
    """Fields of /proc/<pid>/stat after the name: 0 state, 2 process group, 19 start time. Empty without a process."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return text.rpartition(")")[2].split()


def _processes() -> Iterator[tuple[int, list[str]]]:
    for path in Path("/proc").iterdir():
        if path.name.isdigit() and (fields := _stat(int(path.name))):
            yield int(path.name), fields


def _machine() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip() + str(Path("/proc/self/ns/pid").readlink())
