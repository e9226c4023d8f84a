"""Plain data as YAML in the house layout: a question on one line where it fits, long texts folded.

Written by hand because the same data must always give the same bytes, whatever the version of a library.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from programs.definition.base import LANGUAGES, Text

WIDTH = 140  # of a line that holds a whole question
FOLD = 110  # of a line of a long text
STEP = "  "

PRINTABLE = r" -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
ONE_LINE = re.compile(f"[{PRINTABLE}]*")
# A folded line ends where one space stands; two in a row, or a line that begins with one, would be read otherwise.
FOLDABLE = re.compile(f"(?! )(?!.*  )[{PRINTABLE}]*(?<! )")
LITERAL = re.compile(rf"(?![ \n])(?!.*[ \n]\Z)(?!.*\n +\n)[{PRINTABLE}\n]*", re.DOTALL)
# What YAML reads as text although nothing is around it.
BARE = re.compile(rf"[^\W\d][{PRINTABLE}]*|[«№][{PRINTABLE}]*|\d+ (?:min|KB|MB)|\d{{4}}-\d\d-\d\d \d\d:\d\d")
NOT_BARE = re.compile(r": |:$| #| $")
NOT_BARE_INSIDE = re.compile(r"[,\[\]{}]|:(?!\d\d$)")
WORDS_OF_YAML = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def write(data: dict[str, Any]) -> str:
    lines: list[str] = []
    for key, value in data.items():
        lines += [""] if isinstance(value, dict | list) and lines else []
        lines += _entry(key, value, "", whole=True)
    return "\n".join(lines) + "\n"


def _entry(key: str, value: Any, indent: str, *, whole: bool = False) -> Iterator[str]:
    """`key: value`; a `whole` part of the file is never squeezed into one line."""
    head = f"{indent}{_scalar(key, inside=True)}:"
    inner = f"{indent}{STEP}"
    if isinstance(value, str):
        yield from _text(head, value, inner)
        return
    squeezed = None if whole and isinstance(value, dict) else _squeezed(value)
    if squeezed is not None and len(head) + 1 + len(squeezed) <= WIDTH:
        yield f"{head} {squeezed}"
        return
    yield head
    if isinstance(value, list):
        for item in value:
            yield from _item(item, inner)
    else:
        yield from _entries(value, inner)


def _entries(value: Any, indent: str) -> Iterator[str]:
    pairs = _languages(value) if isinstance(value, Text) else value
    for key, item in pairs.items():
        yield from _entry(key, item, indent)


def _item(value: Any, indent: str) -> Iterator[str]:
    squeezed = _squeezed(value)
    if squeezed is not None and (len(indent) + 2 + len(squeezed) <= WIDTH or not isinstance(value, dict | Text)):
        yield f"{indent}- {squeezed}"
        return
    for number, line in enumerate(_entries(value, f"{indent}{STEP}")):
        yield line if number else f"{indent}- {line.lstrip()}"


def _squeezed(value: Any) -> str | None:
    """On one line; None for what deserves more: lists of things, and texts of several lines."""
    if isinstance(value, Text):
        texts = _languages(value)
        if not all(ONE_LINE.fullmatch(text) for text in texts.values()):
            return None
        return f"{{{', '.join(f'{key}: {_quoted(text)}' for key, text in texts.items())}}}"
    if isinstance(value, dict):
        return _braced([(f"{_scalar(key, inside=True)}: ", item) for key, item in value.items()], "{}")
    if isinstance(value, list):
        return None if any(isinstance(item, dict | list) for item in value) else _braced([("", v) for v in value], "[]")
    return _scalar(value, inside=True)


def _braced(parts: list[tuple[str, Any]], braces: str) -> str | None:
    squeezed = [(before, _squeezed(item)) for before, item in parts]
    if any(item is None for _before, item in squeezed):
        return None
    return f"{braces[0]}{', '.join(f'{before}{item}' for before, item in squeezed)}{braces[1]}"


def _languages(text: Text) -> dict[str, str]:
    return {language: text.in_(language) for language in LANGUAGES if text.in_(language)}


def _text(head: str, text: str, indent: str) -> Iterator[str]:
    line = f"{head} {_scalar(text)}"
    if len(line) > WIDTH and FOLDABLE.fullmatch(text):
        yield f"{head} >-"
        yield from _folded(text, indent)
    elif "\n" in text and LITERAL.fullmatch(text):
        yield f"{head} |-"
        yield from (f"{indent}{part}" if part else "" for part in text.split("\n"))
    else:
        yield line


def _folded(text: str, indent: str) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and len(indent) + len(line) + 1 + len(word) > FOLD:
            yield f"{indent}{line}"
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield f"{indent}{line}"


def _scalar(value: Any, *, inside: bool = False) -> str:
    """`inside` braces or brackets more has to be quoted."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Decimal):
        text = format(value, "f")
        # A number that a file can't say exactly (100.50, or more digits than a double has) is quoted.
        return text if text in {str(int(value)), str(float(value))} else _quoted(text)
    if not isinstance(value, str):
        return value.isoformat() if isinstance(value, date) else str(value)
    bare = BARE.fullmatch(value) and value.lower() not in WORDS_OF_YAML and not NOT_BARE.search(value)
    return value if bare and not (inside and NOT_BARE_INSIDE.search(value)) else _quoted(value)


def _quoted(text: str) -> str:
    if '"' in text and "'" not in text and ONE_LINE.fullmatch(text):
        return f"'{text}'"
    escaped = json.dumps(text, ensure_ascii=False)
    return re.sub(f"[^{PRINTABLE}]", lambda found: f"\\u{ord(found[0]):04x}", escaped)
