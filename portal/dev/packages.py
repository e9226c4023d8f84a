"""What pip can't bring: a browser for the tests, Pango for PDF, gettext for extracting messages."""

import os
import shutil
import subprocess
from collections.abc import Callable
from ctypes.util import find_library
from dataclasses import dataclass

from portal.dev import Problem, say


@dataclass(frozen=True)
class Need:
    what: str
    debian: tuple[str, ...]
    is_met: Callable[[], bool]


def chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


BROWSER = Need("the browser tests need Chromium", ("chromium",), lambda: chromium() is not None)
PANGO = Need(
    "PDF documents need Pango",
    ("libpango-1.0-0", "libpangoft2-1.0-0"),
    lambda: bool(find_library("pango-1.0") and find_library("pangoft2-1.0")),
)
GETTEXT = Need("extracting messages needs gettext", ("gettext",), lambda: shutil.which("xgettext") is not None)


def ensure(*needs: Need) -> None:
    """Installs what is missing where we may (root on Debian and its like), else says what to install."""
    missing = [need for need in needs if not need.is_met()]
    if not missing:
        return
    names = [name for need in missing for name in need.debian]
    reasons = "; ".join(need.what for need in missing)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Problem(f"{reasons}: install {' '.join(names)}")
    say(f"{reasons}: installing {' '.join(names)}")
    apt = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=300"]
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in ([*apt, "update"], [*apt, "install", "--yes", "--no-install-recommends", *names]):
        done = subprocess.run(
            command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        if done.returncode:
            raise Problem(f"{reasons}: installing {' '.join(names)} failed:\n{done.stdout.strip()[-2000:]}")
