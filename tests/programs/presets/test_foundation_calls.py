"""S4–S6: what all calls of the foundation have in common."""

from pathlib import Path

import pytest

from programs import presets
from programs.definition.base import Text
from programs.definition.reading import read_program

FILES = sorted((Path(presets.__path__[0]) / "foundation-grants").glob("*.yaml"))


@pytest.fixture(params=FILES, ids=lambda file: file.stem, scope="module")
def document(request):
    return read_program(request.param)[0]


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


def test_initiatives_belong_to_programs(document):
    """S2."""
    assert document.program.parent.summary


def test_foundation_decides_under_its_own_name(document):
    (stage,) = document.stages
    assert (stage.kind, stage.label) == ("decision", Text(kk="Қор шешімі", ru="Решение Фонда"))
