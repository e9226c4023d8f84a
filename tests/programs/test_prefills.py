"""The closed list of sources of first answers."""

import pytest

from programs.definition.faults import faults
from tests.programs.making import definition, settings


def messages(*questions, **section):
    return [fault.message for fault in faults(definition(*questions, **section))]


@pytest.mark.parametrize(
    "source", ["person.full_name", "person.email", "organization.title", "organization.bin", "earlier.q"]
)
def test_known_sources(source):
    assert messages(settings("text", "q", prefill=source, locked=True)) == []


@pytest.mark.parametrize("source", ["person.iin", "person", "earlier.", "earlier.Ә", "profile.name", "eligibility"])
def test_unknown_source_is_told_with_those_there_are(source):
    (message,) = messages(settings("text", "q", prefill=source))
    assert "organization.bin" in message


def test_eligibility_has_no_such_question():
    (message,) = messages(settings("text", "q", prefill="eligibility.age"))
    assert "'age'" in message


def test_locked_answer_has_to_come_from_somewhere():
    (message,) = messages(settings("text", "q", locked=True))
    assert "prefill" in message


@pytest.mark.parametrize("kind", ["consent", "file", "statement"])
def test_what_is_no_single_answer_is_not_prefilled(kind):
    (message,) = messages(settings(kind, "q", prefill="person.email"))
    assert "single answer" in message
