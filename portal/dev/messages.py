"""Messages: compiled without gettext, extracted with it, and checked for completeness."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

from portal.dev import ROOT, Problem, packages

LANGUAGES = ("kk", "ru")
PACKAGES = ("portal", "accounts", "programs", "applications", "notifications", "templates")
OWN = Path("LC_MESSAGES") / "django.po"


def compile_messages(root: Path = ROOT) -> None:
    """Only what changed, each file whole or not at all: a running server may be reading."""
    for source in sorted((root / "locale").rglob("*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        unfinished = target.with_suffix(f".{os.getpid()}.tmp")
        polib.pofile(str(source)).save_as_mofile(str(unfinished))
        unfinished.replace(target)


def extract(root: Path = ROOT) -> None:
    """Without settings, so that only `locale/` is written and never the catalogue of the libraries' messages."""
    packages.ensure(packages.GETTEXT)
    languages = [option for language in LANGUAGES for option in ("--locale", language)]
    script = Path(__file__).with_name("extraction.py")
    command = ["makemessages", *languages, "--no-obsolete", "--add-location", "file", "--ignore", "tests"]
    env = {name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "PYTHONPATH")}
    done = subprocess.run(
        [sys.executable, "-P", str(script), *command], cwd=root, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Problem(f"extracting the messages failed:\n{done.stdout}{done.stderr}")


def check(root: Path = ROOT) -> None:
    findings = _differences(root)
    for source in sorted((root / "locale").rglob("*.po")):
        findings += _gaps(source, root)
    if findings:
        raise Problem("\n  ".join(["messages:", *findings]))
    print("messages: complete")


def _differences(root: Path) -> list[str]:
    """Between what the sources say now and what the catalogues hold."""
    findings = []
    with tempfile.TemporaryDirectory(prefix="otinim-messages-") as folder:
        copy = Path(folder)
        for name in (*PACKAGES, "locale"):
            shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        extract(copy)
        for language in LANGUAGES:
            kept = _keys(root / "locale" / language / OWN)
            found = _keys(copy / "locale" / language / OWN)
            findings += [f"{language}: not in the catalogue: {_shown(key)}" for key in sorted(found - kept)]
            findings += [f"{language}: no longer in the sources: {_shown(key)}" for key in sorted(kept - found)]
    return findings


def _gaps(source: Path, root: Path) -> list[str]:
    name = source.relative_to(root)
    entries = [entry for entry in polib.pofile(str(source)) if not entry.obsolete]
    findings = [f"{name}: fuzzy: {entry.msgid!r}" for entry in entries if entry.fuzzy]
    findings += [f"{name}: empty: {entry.msgid!r}" for entry in entries if not entry.fuzzy and not entry.translated()]
    formats = subprocess.run(
        ["msgfmt", "--check-format", "--output-file", os.devnull, str(source)],
        capture_output=True,
        text=True,
        check=False,
    )
    return findings + formats.stderr.splitlines()


def _keys(source: Path) -> set[tuple[str, str, str]]:
    if not source.exists():
        return set()
    entries = (entry for entry in polib.pofile(str(source)) if not entry.obsolete)
    return {(entry.msgctxt or "", entry.msgid, entry.msgid_plural) for entry in entries}


def _shown(key: tuple[str, str, str]) -> str:
    context, message, _ = key
    return f"{message!r} ({context})" if context else repr(message)


MODES = {"compile": compile_messages, "extract": extract, "check": check}
