"""Nothing that happens is forgotten by the table of letters."""

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

from notifications.rules import LOUD, RULES, SILENT
from notifications.texts import LETTERS
from programs.definition.letters import LetterKey
from programs.models.call import Noun

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("portal", "accounts", "programs", "applications", "notifications")
KIND = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*")
# These take the kind of an event as an argument.
RECORDERS = {"record", "_record", "note", "move"}


def recorded():
    """(file, kind) of every call that records; the kind is None where it isn't written out."""
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            tree = ast.parse(path.read_text())
            inside = {
                id(node)
                for outer in ast.walk(tree)
                if getattr(outer, "name", "") in RECORDERS
                for node in ast.walk(outer)
            }
            for call in ast.walk(tree):
                if isinstance(call, ast.Call) and name_of(call.func) in RECORDERS and id(call) not in inside:
                    texts = [node.value for argument in arguments(call) for node in ast.walk(argument) if is_text(node)]
                    kinds = [text for text in texts if KIND.fullmatch(text)]
                    yield from ((path.relative_to(ROOT), kind) for kind in kinds or [None])


def name_of(function):
    return getattr(function, "id", getattr(function, "attr", ""))


def arguments(call):
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_scan_sees_what_it_should():
    kinds = {kind for _, kind in recorded()}
    assert {"application.started", "application.submitted", "decision.published", "membership.added"} <= kinds


@pytest.mark.parametrize(("path", "kind"), sorted(set(recorded()), key=str), ids=str)
def test_every_kind_of_event_has_a_letter_or_is_declared_silent(path, kind):
    assert kind, f"{path} records an event whose kind this test can't read: write it out"
    assert kind in LOUD | SILENT


def test_silent_kinds_are_recorded_somewhere():
    assert {kind for _, kind in recorded()} >= LOUD | SILENT


def test_no_kind_is_both():
    assert not LOUD & SILENT


@pytest.mark.parametrize("noun", Noun)
def test_every_letter_has_words(noun):
    assert set(LETTERS[noun]) == set(get_args(LetterKey)) == {rule.letter for rule in RULES}
