"""The supervisor behind `make run` and `make test`: brings PostgreSQL, Valkey and a mail catcher, and takes them away."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Problem(Exception):
    """Something the person at the keyboard can put right; shown as one line, without a traceback."""
