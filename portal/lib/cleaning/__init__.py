"""The copy of a file that people get: the same pages and pictures without what acts by itself or tells on its author.

Hostile files are rewritten in a process of their own, which has neither our settings nor keys, and an end to its time
and memory: `python -m portal.lib.cleaning MIME`, the file on standard input, its copy on standard output.
"""

import logging
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

logger = logging.getLogger(__name__)

SECONDS = 90  # by the clock; of computing less, see limits.py
ROOT = Path(__file__).resolve().parents[3]
WITHOUT_SECRETS = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


class Uncleanable(Exception):
    """No copy could be made: the file can't be rewritten, or takes too much computing or memory."""


class OutOfTime(Exception):
    """By the clock, which also goes on while a machine is busy with other things: to be tried again."""


def cleaned(source: IO[bytes], mime: str) -> IO[bytes]:
    """A temporary file with the clean copy, at its beginning; raises Uncleanable, OutOfTime."""
    copy: IO[bytes] = TemporaryFile()  # noqa: SIM115 (the caller closes it)
    try:
        with TemporaryFile() as plain:
            source.seek(0)
            shutil.copyfileobj(source, plain)
            plain.seek(0)
            _run(plain, copy, mime)
        copy.seek(0)
    except BaseException:
        copy.close()
        raise
    return copy


def _run(plain: IO[bytes], copy: IO[bytes], mime: str) -> None:
    command = [sys.executable, "-m", "portal.lib.cleaning", mime]
    try:
        done = subprocess.run(
            command,
            stdin=plain,
            stdout=copy,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=WITHOUT_SECRETS,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise OutOfTime from error
    if done.returncode:
        # A parser's message may quote the file, so only the kind of the error is kept.
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2].partition(":")[0]
        logger.info("a file couldn't be cleaned: code %d, %s", done.returncode, last[:80])
        raise Uncleanable(last[:80])
