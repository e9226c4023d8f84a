import re
import tomllib

import pytest

from portal.dev import ROOT

LEAK = re.compile(r"https?://|file:|--(extra-)?index|--find-links|--trusted-host|(^|\s)/\w", re.MULTILINE)
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
PIN = re.compile(r"^([a-z0-9.-]+)(?:\[[a-z0-9,-]+\])?==([^\s;]+)", re.MULTILINE)


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").iterdir()), ids=lambda path: path.name)
def test_requirements_name_neither_hosts_nor_paths(path):
    assert not LEAK.search(path.read_text())


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_pin_of_a_lock_has_hashes(path):
    entries = re.split(r"\n(?=[a-z0-9])", path.read_text())
    assert entries
    for entry in entries:
        assert PIN.match(entry), entry
        assert "--hash=sha256:" in entry, entry


def test_locks_agree_with_each_other():
    pins = {path.stem: dict(PIN.findall(path.read_text())) for path in LOCKS}
    assert pins["runtime"].items() <= pins["local"].items() <= pins["dev"].items()
    assert pins["boot"].items() <= pins["local"].items()


def test_locks_hold_what_the_sources_ask_for():
    for path in LOCKS:
        asked = re.findall(r"^([A-Za-z0-9.-]+)", path.with_suffix(".in").read_text(), re.MULTILINE)
        names = {re.sub("[_.]", "-", name.lower()) for name in asked if not name.startswith("-")}
        assert names <= {name for name, _ in PIN.findall(path.read_text())}, path.name


def test_project_asks_for_the_python_of_the_locks():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["requires-python"] == ">=3.11,<3.12"
