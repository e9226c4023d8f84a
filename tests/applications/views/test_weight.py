"""What a section page weighs on its way to the applicant."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.factories import FORMS, both, draft, published_call, save_answers

pytestmark = pytest.mark.django_db

OPTIONS = [{"key": f"option_{number}", "label": both(f"{number}-нұсқа", f"Вариант {number}")} for number in range(1, 6)]
KINDS = [
    {"kind": "text", "hint": both("Жарғыдағыдай", "Как в уставе")},
    {"kind": "long_text", "hint": both("Не болып жатыр, қайда, кімдерге", "Что происходит, где и с кем")},
    {"kind": "integer", "unit": "%"},
    {"kind": "money"},
    {"kind": "date", "hint": both("Мысалы, 05.09.2027", "Например, 05.09.2027")},
    {"kind": "yes_no"},
    {"kind": "choice", "options": OPTIONS},
    {"kind": "choices", "options": OPTIONS},
    {"kind": "email"},
    {"kind": "phone"},
]
TEN_FIELDS = [
    kind
    | {"key": f"field_{number}", "label": both("Ұйымның толық атауы", "Полное название организации"), "required": True}
    for number, kind in enumerate(KINDS)
]
TEXT = "Ауылда кітапхана бар, бірақ жастар келмейді: жаңа кітап та, кездесетін орын да жоқ. "


@pytest.fixture
def section(applicant, signed_in):
    """A section of ten fields, some of them answered, in a form of fourteen sections."""
    gate, *_others, last = FORMS["application"]["sections"]
    title = both("Жобаның нәтижелері", "Результаты проекта")
    middle = [
        {"key": f"part_{number}", "title": title, "questions": [] if number else TEN_FIELDS} for number in range(12)
    ]
    call = published_call(forms={"application": {"sections": [gate, *middle, last]}})
    application = draft(call, applicant)
    answers = {"part_0": {"field_0": ["«Көңіл» қоры"], "field_1": [TEXT * 3], "field_4": ["31.02.2027"]}}
    save_answers(application.filings.get(), {"applicant": {"legal_name": ["Қор"]}} | answers, actor=applicant)
    return signed_in.get(f"/kk/applications/{application.number}/application/part_0/").content


def zipped(content):
    return len(gzip.compress(content, 6))


def test_a_section_of_ten_fields_is_light(section):
    assert section.count(b"q-field_9") > 1
    assert len(section) <= 20_000
    assert zipped(section) <= 5_000


def test_styles_and_scripts_of_a_section_are_light(section):
    addresses = re.findall(r'(?:<link rel="stylesheet"|<script)[^>]*? (?:href|src)="/static/([^"]+)"', section.decode())
    assert len(addresses) > 5
    assert sum(zipped(Path(finders.find(address)).read_bytes()) for address in addresses) <= 60_000
