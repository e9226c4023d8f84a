import sys

import pytest

from portal.dev import Problem, keeper, ledger
from portal.dev.keeper import Keeper
from portal.dev.processes import Child, Command
from tests.portal.dev.conftest import wait_until


@pytest.fixture
def children(tmp_path):
    folder = tmp_path / "children"
    folder.mkdir()
    return folder


@pytest.fixture
def start(children):
    started = []

    def start_child(command: Command) -> Child:
        started.append(Child(command, children))
        return started[-1]

    yield start_child
    ledger.clear(children)
    for child in started:
        child.process.wait()


def python(code: str, **options) -> Command:
    return Command("sample", [sys.executable, "-c", code], **options)


def test_child_that_died_is_started_again_after_a_growing_pause(start, monkeypatch, capsys):
    monkeypatch.setattr(keeper, "FIRST_PAUSE", 0.01)
    looked_after = Keeper(start(python("raise SystemExit(7)")))
    looked_after.pause = 0.01
    for _ in range(2):
        wait_until(lambda: not looked_after.child.is_running())
        looked_after.look()
        wait_until(lambda: looked_after.look() or looked_after.restart_at is None)
    assert looked_after.pause == pytest.approx(0.04)
    assert "sample ended (7)" in capsys.readouterr().out


def test_vital_child_that_died_ends_the_run_with_its_last_words(start, children, tmp_path):
    command = python("print('one'); print('two')", vital=True, log=tmp_path / "log")
    looked_after = Keeper(start(command))
    wait_until(lambda: not looked_after.child.is_running())
    with pytest.raises(Problem, match="sample ended:\none\ntwo"):
        looked_after.look()


def test_stop_ends_what_the_child_left_in_its_group(start, children, tmp_path):
    code = (
        "import subprocess, sys, time, signal; signal.signal(signal.SIGTERM, lambda *_: sys.exit());"
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
        f"open({str(tmp_path / 'pid')!r}, 'w').write(str(p.pid)); time.sleep(600)"
    )
    child = start(python(code))
    wait_until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text())
    grandchild = int((tmp_path / "pid").read_text())
    child.stop()
    wait_until(lambda: not ledger.is_alive(grandchild))
    assert not list(children.iterdir())


def test_stop_kills_a_child_that_does_not_listen(start, monkeypatch, tmp_path):
    monkeypatch.setattr(ledger, "GRACE", 0.2)
    code = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
    )
    child = start(python(code, log=tmp_path / "log"))
    wait_until(lambda: child.last_words() == "deaf")
    child.stop()
    assert child.process.returncode == -9


def test_entry_of_another_boot_names_nobody(start, children):
    child = start(python("import time; time.sleep(600)"))
    [path] = children.iterdir()
    text = path.read_text()
    path.write_text(text.replace(ledger.entries(children)[0].machine, "another boot"))
    ledger.clear(children)
    assert child.is_running()
    path.write_text(text)
    ledger.clear(children)
    assert not child.is_running()


def test_entry_of_a_reused_number_names_nobody(start, children):
    child = start(python("import time; time.sleep(600)"))
    [path] = children.iterdir()
    text = path.read_text()
    started = ledger.entries(children)[0].started
    path.write_text(text.replace(f'"started": "{started}"', '"started": "1"'))
    ledger.clear(children)
    assert child.is_running()
    path.write_text(text)
