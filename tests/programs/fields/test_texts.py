import pytest
from django.utils import translation

from programs.fields.base import Invalid
from tests.programs.making import question


def parse(kind, text, **settings):
    asked = question(kind, **settings)
    return asked.type.parse(asked, [text])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("  Дала   дауысы ", "Дала дауысы"),
        ("бір\nжол", "бір жол"),
        ("«Әжем» 😀 қоры", "«Әжем» 😀 қоры"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("{{ applicant.name }}", "{{ applicant.name }}"),
    ],
)
def test_short_text_is_one_line_and_otherwise_untouched(text, value):
    assert parse("text", text) == value


def test_long_text_keeps_its_lines():
    assert parse("long_text", "\n\nБірінші\n\n  екінші\n") == "Бірінші\n\n  екінші"


@pytest.mark.parametrize(("kind", "limit"), [("text", 200), ("long_text", 2000)])
def test_limit_counts_characters_not_bytes(kind, limit):
    assert parse(kind, "ә" * limit)
    assert parse(kind, "😀" * limit)
    with pytest.raises(Invalid):
        parse(kind, "ә" * (limit + 1))


def test_message_says_how_much_is_too_much():
    with translation.override("en"), pytest.raises(Invalid, match="by 8000 characters: at most 2000 fit"):
        parse("long_text", "x" * 10_000)


@pytest.mark.parametrize("kind", ["text", "long_text"])
@pytest.mark.parametrize("raw", [[], [""], [" \n\t "]])
def test_blank_is_no_answer(kind, raw):
    asked = question(kind)
    assert asked.type.parse(asked, raw) is None


def test_texts_go_into_rules_and_onto_the_page_as_they_are():
    asked = question("long_text")
    assert asked.type.for_rules(asked, "а\nб") == asked.type.display(asked, "а\nб") == "а\nб"
