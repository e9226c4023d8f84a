"""The daemon's answers, from one that speaks its protocol and, where it is installed, from ClamAV itself."""

import io
import os
import shutil
import subprocess
import time

import pytest

from portal.lib.clamav import Scanner, ScannerAway, TooLarge, scanner
from tests.scanners import EICAR, FakeClamd


@pytest.fixture
def daemon(tmp_path):
    with FakeClamd(tmp_path / "clamd") as fake:
        yield fake


def test_a_clean_file_is_clean_and_a_virus_has_a_name(daemon):
    ask = scanner(daemon.url)
    assert ask.virus_in(io.BytesIO(b"harmless" * 100_000)) == ""
    assert ask.virus_in(io.BytesIO(b"text before " + EICAR)) == "Eicar-Test-Signature"
    assert ask.virus_in(io.BytesIO(b"")) == ""


def test_it_reads_the_file_from_its_beginning(daemon):
    file = io.BytesIO(EICAR)
    file.read()
    assert scanner(daemon.url).virus_in(file)


def test_a_file_above_the_daemons_limit_is_told_apart(tmp_path):
    with FakeClamd(tmp_path / "clamd", most=1000) as fake, pytest.raises(TooLarge):
        scanner(fake.url).virus_in(io.BytesIO(bytes(5_000_000)))


@pytest.mark.parametrize("answer", [b"", b"stream: Can't allocate memory ERROR\0", b"UNKNOWN COMMAND\0", b"\xff\xff\0"])
def test_an_answer_that_says_nothing_of_the_file_counts_as_none(tmp_path, answer):
    with FakeClamd(tmp_path / "clamd", answer=answer) as fake, pytest.raises(ScannerAway):
        scanner(fake.url).virus_in(io.BytesIO(b"abc"))


def test_a_daemon_that_is_away_or_silent_is_away(tmp_path, monkeypatch):
    with pytest.raises(ScannerAway):
        Scanner(str(tmp_path / "nothing")).virus_in(io.BytesIO(b"abc"))
    monkeypatch.setattr("portal.lib.clamav.ANSWER_SECONDS", 0.2)
    with FakeClamd(tmp_path / "clamd", is_silent=True) as fake, pytest.raises(ScannerAway):
        scanner(fake.url).virus_in(io.BytesIO(b"abc"))


def test_over_tcp_too():
    with FakeClamd(None) as fake:
        assert fake.url.startswith("tcp://127.0.0.1:")
        assert scanner(fake.url).virus_in(io.BytesIO(EICAR))


def test_addresses():
    assert scanner("") is None
    assert scanner("unix:///run/clamav/clamd.ctl") == Scanner("/run/clamav/clamd.ctl")
    assert scanner("tcp://clam") == Scanner(("clam", 3310))
    for wrong in ("/run/clamd", "http://clam:3310", "tcp://"):
        with pytest.raises(ValueError, match="CLAMAV_URL"):
            scanner(wrong)


CLAMD = shutil.which("clamd")


@pytest.fixture
def clamd(tmp_path):
    """ClamAV's own daemon with a database of one signature."""
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "test.ndb").write_text(f"Eicar-Test-Signature:0:*:{EICAR.hex()}\n")
    path = tmp_path / "clamd.sock"
    settings = f"LocalSocket {path}\nDatabaseDirectory {tmp_path}/db\nForeground yes\nStreamMaxLength 1M\n"
    (tmp_path / "clamd.conf").write_text(settings)
    process = subprocess.Popen([CLAMD, "-c", tmp_path / "clamd.conf"], stdout=subprocess.DEVNULL, env=os.environ)
    deadline = time.monotonic() + 30
    while not path.exists() and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.1)
    yield scanner(f"unix://{path}")
    process.terminate()
    process.wait()


@pytest.mark.skipif(CLAMD is None, reason="clamd (Debian: clamav-daemon) isn't installed")
def test_clamav_itself_understands_us(clamd):
    assert clamd.virus_in(io.BytesIO(b"harmless")) == ""
    assert clamd.virus_in(io.BytesIO(EICAR)) == "Eicar-Test-Signature.UNOFFICIAL"
    with pytest.raises(TooLarge):
        clamd.virus_in(io.BytesIO(os.urandom(3_000_000)))
