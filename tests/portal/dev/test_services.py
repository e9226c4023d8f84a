"""The supervisor's promise: what it needs is there, and afterwards nothing is left, however it ends."""

import os
import signal
import smtplib
import sys
from email.message import EmailMessage
from pathlib import Path

import psycopg2
import pytest
import redis

from portal.dev import ROOT
from portal.dev.accounts import Account, database_account
from portal.dev.mailbox import newest_letters
from tests.portal.dev.conftest import processes_naming, wait_until


def ask_database(url: str, query: str):
    folder = url.partition("host=")[2]
    connection = psycopg2.connect(host=folder, user="otinim", dbname="otinim")
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = cursor.fetchone()[0] if cursor.description else None
    connection.commit()
    connection.close()
    return found


def assert_nothing_is_left(supervisor):
    wait_until(lambda: not supervisor.leftovers())
    assert not list(supervisor.folder.glob("state/children/*"))
    assert not (supervisor.folder / "state" / "run").exists()


def test_services_answer_and_end_with_sigterm(supervisor):
    process, env = supervisor.services()
    assert ask_database(env["DATABASE_URL"], "SELECT lower('ӘҒҚҢӨҰҮҺІ')") == "әғқңөұүһі"
    assert redis.Redis.from_url(env["REDIS_URL"]).ping()
    letter = EmailMessage()
    letter["Subject"] = "Өтінім қабылданды"
    letter.set_content("Сәлеметсіз бе!")
    host, _, port = env["EMAIL_URL"].removeprefix("smtp://").partition(":")
    with smtplib.SMTP(host, int(port)) as client:
        client.send_message(letter, "a@otinim.example", ["b@otinim.example"])
    [kept] = newest_letters(Path(env["MAIL_CATCHER_DIR"]))
    assert kept.subject == "Өтінім қабылданды"

    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0
    assert_nothing_is_left(supervisor)


def test_services_end_with_ctrl_c_and_keep_the_data(supervisor):
    process, env = supervisor.services()
    ask_database(env["DATABASE_URL"], "CREATE TABLE kept (x int)")
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(timeout=20) == 0
    assert_nothing_is_left(supervisor)

    _, again = supervisor.services()
    assert ask_database(again["DATABASE_URL"], "SELECT count(*) FROM kept") == 0
    assert again["SECRET_KEY"] == env["SECRET_KEY"]
    assert again["DATA_KEYS"] == env["DATA_KEYS"]


def test_killed_supervisor_leaves_nothing(supervisor):
    process, _ = supervisor.services()
    process.kill()
    process.wait()
    assert_nothing_is_left(supervisor)


def test_start_after_supervisor_and_guard_were_killed_clears_up_first(supervisor):
    process, env = supervisor.services()
    ask_database(env["DATABASE_URL"], "CREATE TABLE kept (x int)")
    guard = next(
        pid for pid, line in supervisor.leftovers().items() if "portal.dev services" in line and pid != process.pid
    )
    os.kill(guard, signal.SIGKILL)
    process.kill()
    process.wait()
    orphans = supervisor.leftovers()
    assert len(orphans) >= 3

    _, env = supervisor.services()
    assert not orphans.keys() & supervisor.leftovers().keys()
    assert ask_database(env["DATABASE_URL"], "SELECT count(*) FROM kept") == 0


def test_pid_file_of_a_dead_server_naming_a_stranger_is_no_obstacle(supervisor):
    process, _ = supervisor.services()
    pid_file = supervisor.folder / "state/postgres/data/postmaster.pid"
    text = pid_file.read_text()
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=20)
    pid_file.write_text(text.replace(text.split("\n")[0], str(os.getpid()), 1))
    supervisor.services()


def test_second_supervisor_on_the_same_folder_says_so_in_one_line(supervisor):
    process, _ = supervisor.services()
    second = supervisor.start("services")
    output, _ = second.communicate(timeout=20)
    assert second.returncode == 1
    assert output == f"otinim: {supervisor.folder}/state is in use by process {process.pid}: stop that first\n"
    assert process.poll() is None


@pytest.mark.parametrize("name", ["x" * 150, "with blank, comma & қазақша"])
def test_services_in_a_folder_whose_path_no_socket_can_have(supervisor, name):
    state = supervisor.folder / name / "state"
    process, env = supervisor.services(state=state)
    sockets = Path(env["DATABASE_URL"].partition("host=")[2])
    assert not sockets.is_relative_to(supervisor.folder)
    assert ask_database(env["DATABASE_URL"], "SHOW data_directory").startswith(str(state))
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0
    assert not sockets.parent.exists()


@pytest.mark.skipif(database_account() is None, reason="only root hands the database to another account")
def test_services_in_a_folder_that_the_database_account_cannot_enter(supervisor):
    closed = supervisor.folder / "closed"
    closed.mkdir(mode=0o700)
    state = closed / "state"
    process, env = supervisor.services(state=state)
    data = Path(ask_database(env["DATABASE_URL"], "SHOW data_directory"))
    assert data.is_relative_to("/var/tmp")
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0
    assert data.exists()
    assert supervisor.start("clean", state=state).wait(timeout=20) == 0
    assert not data.parent.parent.exists()
    assert not state.exists()


def test_address_given_from_outside_starts_nothing_of_that_kind(supervisor):
    process, env = supervisor.services(
        DATABASE_URL="postgres://somewhere.example/db", REDIS_URL="redis://somewhere.example"
    )
    assert "DATABASE_URL" not in env
    assert "REDIS_URL" not in env
    assert not [line for line in supervisor.leftovers().values() if "bin/postgres" in line or "valkey-server" in line]
    assert not (supervisor.folder / "state" / "postgres").exists()
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="everything here runs as an ordinary user already")
def test_services_as_an_ordinary_user(supervisor):
    nobody = Account(65534, 65534)
    libraries = Path(psycopg2.__file__).parents[1]
    if not nobody.can_enter(ROOT):
        pytest.skip("an ordinary user can't enter this checkout")
    python = next((path for path in (sys.executable, "/usr/bin/python3.11") if nobody.can_enter(Path(path))), None)
    if not python:
        pytest.skip("no Python 3.11 here that an ordinary user may run")
    state = supervisor.folder / "theirs"
    state.mkdir()
    os.chown(state, nobody.uid, nobody.gid)
    wrapper = ["setpriv", f"--reuid={nobody.uid}", f"--regid={nobody.gid}", "--clear-groups"]
    process, env = supervisor.services(
        state=state, wrapper=wrapper, python=python, PYTHONPATH=f"{ROOT}:{libraries}", HOME=str(state)
    )
    assert ask_database(env["DATABASE_URL"], "SELECT 1") == 1  # root passes the socket's permissions
    process.kill()
    process.wait()
    wait_until(lambda: not supervisor.leftovers())


def test_exec_gives_back_the_exit_code_and_removes_its_folder(supervisor):
    code = "import os, sys; print(os.environ['MAIL_CATCHER_DIR']); sys.exit(3)"
    process = supervisor.start("exec", "--", sys.executable, "-c", code)
    output, _ = process.communicate(timeout=30)
    assert process.returncode == 3
    folder = Path(output.strip()).parent
    assert folder.name.startswith("otinim-test-")
    assert not folder.exists()
    assert not processes_naming(str(folder))


def test_killed_exec_ends_the_command_and_removes_its_folder(supervisor):
    code = "import os, time; print(os.environ['MAIL_CATCHER_DIR'], flush=True); time.sleep(600)"
    process = supervisor.start("exec", "--", sys.executable, "-c", code)
    folder = Path(process.stdout.readline().strip()).parent
    assert folder.exists()
    process.kill()
    process.wait()
    wait_until(lambda: not supervisor.leftovers() and not folder.exists())
