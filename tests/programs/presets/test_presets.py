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


def test_there_are_presets():
    assert len(FILES) >= 3


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
    for text in (call.summary, call.description, call.audience, call.needed, offered.summary, offered.parent.summary):
        assert text
    assert call.minutes
    assert offered.contacts.email.endswith(".example")


def test_first_section_is_the_gate_and_the_last_confirms(document):
    """S4, S6."""
    sections = document.forms["application"].sections
    assert [section.gate for section in sections] == [True] + [False] * (len(sections) - 1)
    assert sections[0].title == Text(kk="Үміткер туралы мәлімет", ru="Сведения о заявителе")
    assert sections[-1].summary
    (truth,) = sections[-1].questions
    assert (truth.kind, truth.required) == ("consent", True)
    assert truth.text == Text(
        kk="Толтырылған мәліметтердің дұрыстығын әрі нақтылығын растаймын.",
        ru="Подтверждаю, что указанные сведения верны и точны.",
    )


def test_gate_asks_required_and_optional_fields(document):
    """S4."""
    gate = document.forms["application"].gate
    assert {bool(question.required) for question in gate.questions if question.type.has_answer} == {True, False}


def test_warning_of_the_original_stands_in_the_form(document):
    """S4: «Назар аударыңыз (!) – ӘР БӨЛІМДІ толтырып болғаннан кейін «Сақтау» батырмасын басып отырыңыз»."""
    warnings = [
        question for question in document.forms["application"].questions.values()
        if question.kind == "statement" and question.tone == "warning"
    ]  # fmt: skip
    assert any("Назар аударыңыз" in warning.label.kk and "«Сақтау»" in warning.text.kk for warning in warnings)
    assert any("Обратите внимание" in warning.label.ru and "«Сохранить»" in warning.text.ru for warning in warnings)


def test_foundation_decides_under_its_own_name(document):
    (stage,) = document.stages
    assert (stage.kind, stage.label) == ("decision", Text(kk="Қор шешімі", ru="Решение Фонда"))


@pytest.mark.django_db
def test_presets_load_together_and_again():
    for _ in range(2):
        outcomes = [load(read(file), publish=True) for file in FILES]
    assert [outcome.lines() for outcome in outcomes] == [["nothing changed"]] * len(FILES)
