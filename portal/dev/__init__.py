"""The supervisor behind `make run` and `make test`: brings what the portal needs, and takes it away."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Problem(Exception):
    """Something the person at the keyboard can put right; shown as one line, without a traceback."""


def say(text: str) -> None:
    print(f"otinim: {text}", flush=True)
