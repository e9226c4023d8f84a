"""What a newcomer reads when something is missing."""

import os
import shutil
import subprocess

import pytest

from portal.dev import ROOT


@pytest.fixture
def checkout(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    return tmp_path


def script(path, *failing):
    """A Python that fails when asked for any of these."""
    cases = "".join(f'case "$*" in *"{text}"*) exit 1;; esac\n' for text in failing)
    path.write_text(f"#!/bin/sh\n{cases}")
    path.chmod(0o755)
    return path


def make(checkout, *arguments):
    """As typed by hand, also when `make test` runs this."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE") and name != "MFLAGS"}
    return subprocess.run(["make", *arguments], cwd=checkout, env=env, capture_output=True, text=True)


def complaint(checkout, python):
    done = make(checkout, "run", f"PYTHON={python}")
    assert done.returncode
    assert not (checkout / ".venv").exists()
    return done.stdout.strip()


def test_make_without_python_says_what_to_install(checkout):
    assert complaint(checkout, "python9.9") == (
        "otinim: python9.9 is missing: install Python 3.11, or say make PYTHON=/path/to/python"
    )


def test_make_with_another_python_says_so(checkout):
    python = script(checkout / "python", "version_info")
    assert complaint(checkout, python) == f"otinim: {python} is not Python 3.11"


def test_make_with_a_python_that_makes_no_environments_names_the_package(checkout):
    python = script(checkout / "python", "ensurepip")
    assert complaint(checkout, python).endswith("install the package python3.11-venv")


def test_make_alone_lists_the_targets(checkout):
    done = make(checkout)
    assert done.returncode == 0
    targets = {line.split()[1] for line in done.stdout.splitlines()}
    assert {"run", "test", "test-system", "check"} <= targets
