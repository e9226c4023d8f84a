"""Every program that comes with the portal can be published, in both languages."""

from functools import cache
from pathlib import Path

import pytest

from programs import presets
from programs.definition.base import LANGUAGES, Text
from programs.definition.reading import read_program
from programs.loading import load

FOLDER = Path(presets.__path__[0])
FILES = sorted(FOLDER.glob("*/*.yaml"))
KAZAKH, RUSSIAN = set("әғқңөұүһі"), set("ыэёщ")


@cache
def read(file):
    return read_program(file)[0]


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def document(request):
    return read(request.param)


def texts(part):
    if isinstance(part, Text):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from texts(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from texts(value)
    elif hasattr(type(part), "model_fields"):
        for name in type(part).model_fields:
            yield from texts(getattr(part, name))


def test_there_are_presets_of_several_organizations():
    assert len({read(file).organization.slug for file in FILES}) >= 4


def test_texts_are_complete_and_without_slips(document):
    found = [text for text in texts(document) if text]
    assert len(found) > 40
    for text in found:
        assert text.missing == []
        for language in LANGUAGES:
            words = text.in_(language)
            assert words == words.strip()
            assert "!" not in words
            assert "  " not in words.replace("\n  ", "\n")


def test_kazakh_and_russian_are_not_swapped(document):
    kazakh = "".join(text.kk for text in texts(document)).lower()
    russian = "".join(text.ru for text in texts(document)).lower()
    assert min(kazakh.count(letter) for letter in KAZAKH - {"һ"}) > 5
    assert sum(russian.count(letter) for letter in KAZAKH) < 40  # names of places and people
    for text in texts(document):
        if len(text.kk) > 40:
            assert KAZAKH & set(text.kk.lower()), text.kk
            assert not set("щ") & set(text.kk.lower()), text.kk


def test_every_section_helps(document):
    for form in document.forms.values():
        for section in form.sections:
            assert section.intro, section.key
            assert section.help, section.key


def test_page_of_the_call_says_what_people_ask(document):
    call, offered = document.call, document.program
    for text in (call.summary, call.description, call.audience, call.needed, offered.summary):
        assert text
    assert call.minutes
    assert offered.contacts.email.endswith(".example")


def test_last_section_shows_the_whole_form_and_asks_to_confirm_it(document):
    last = document.forms["application"].sections[-1]
    assert last.summary
    assert "truth" in [question.key for question in last.questions if question.kind == "consent" and question.required]


@pytest.mark.django_db
def test_presets_load_together_and_again():
    for _ in range(2):
        outcomes = [load(read(file), publish=True) for file in FILES]
    assert [outcome.lines() for outcome in outcomes] == [["nothing changed"]] * len(FILES)
