from decimal import Decimal

import pytest
from django.utils import translation

from programs.fields.base import Invalid
from tests.programs.making import question

NBSP, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


def parse(asked, text):
    return asked.type.parse(asked, [text])


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("integer", "25", 25),
        ("integer", " 1 234 ", 1234),
        ("integer", f"1{NBSP}234{NARROW}567", 1_234_567),
        ("integer", "-5", -5),
        ("integer", "−5", -5),
        ("integer", "+7", 7),
        ("integer", "007", 7),
        ("integer", "-0", 0),
        ("integer", "٣", 3),
        ("decimal", "12,5", "12.5"),
        ("decimal", "12.50", "12.5"),
        ("decimal", "1 234,50", "1234.5"),
        ("decimal", "0", "0"),
        ("decimal", "-0,00", "0"),
        ("decimal", "100", "100"),
        ("money", "1 234,50", "1234.50"),
        ("money", f"1{NBSP}500{NBSP}000{NBSP}₸", "1500000.00"),
        ("money", "150 000 тг.", "150000.00"),
        ("money", "99.5", "99.50"),
        ("money", "0", "0.00"),
        ("money", "-0", "0.00"),
        ("money", "999999999999,99", "999999999999.99"),
    ],
)
def test_number_is_read_as_people_here_write_it(kind, text, value):
    assert parse(question(kind), text) == value


@pytest.mark.parametrize("kind", ["integer", "decimal", "money"])
@pytest.mark.parametrize(
    "text",
    [
        "он бес",
        "12a",
        "1,2,3",
        "1.234,50",
        "--5",
        "5-",
        "1e3",
        "inf",
        "nan",
        "½",
        "0x10",
        "12345678901234567",
        "😀",
        "<b>1</b>",
    ],
)
def test_what_is_no_number_is_refused(kind, text):
    with pytest.raises(Invalid):
        parse(question(kind), text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [("integer", "1,000"), ("integer", "2,5"), ("money", "150,000"), ("money", "1.000"), ("decimal", "1,000")],
)
def test_comma_for_thousands_is_refused_rather_than_understood_as_one(kind, text):
    with pytest.raises(Invalid):
        parse(question(kind), text)


@pytest.mark.parametrize(
    ("kind", "limits", "text", "is_answer"),
    [
        ("integer", {"min": 1, "max": 10}, "0", False),
        ("integer", {"min": 1, "max": 10}, "1", True),
        ("integer", {"min": 1, "max": 10}, "10", True),
        ("integer", {"min": 1, "max": 10}, "11", False),
        ("decimal", {"min": "0.01"}, "0,01", True),
        ("decimal", {"min": "0.01"}, "0", False),
        ("decimal", {"places": 0}, "1,0", False),
        ("decimal", {"places": 4}, "1,2345", True),
        ("money", {}, "-1", False),
        ("money", {"max": "100"}, "100,01", False),
    ],
)
def test_limits_include_their_ends(kind, limits, text, is_answer):
    asked = question(kind, **limits)
    if is_answer:
        assert parse(asked, text) is not None
    else:
        with pytest.raises(Invalid):
            parse(asked, text)


@pytest.mark.parametrize("raw", [[], [""], ["   "], [NBSP]])
@pytest.mark.parametrize("kind", ["integer", "decimal", "money"])
def test_nothing_typed_is_no_answer(kind, raw):
    asked = question(kind)
    assert asked.type.parse(asked, raw) is None


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("integer", 1234567, f"1{NBSP}234{NBSP}567"),
        ("decimal", "1234.5", f"1{NBSP}234,5"),
        ("money", "1500000.00", f"1{NBSP}500{NBSP}000{NBSP}₸"),
        ("money", "99.50", f"99,50{NBSP}₸"),
        ("money", "0.00", f"0{NBSP}₸"),
    ],
)
def test_number_is_shown_as_people_here_write_it(language, kind, value, shown):
    asked = question(kind)
    with translation.override(language):
        assert asked.type.display(asked, value) == shown


def test_limit_in_the_message_is_written_in_the_format_of_the_page():
    with translation.override("kk"), pytest.raises(Invalid) as caught:
        parse(question("integer", max=15000), "15001")
    assert f"15{NBSP}000" in str(caught.value)


def test_rules_see_doubles():
    assert question("integer").type.for_rules(None, 3) == 3.0
    assert isinstance(question("integer").type.for_rules(None, 3), float)
    assert question("money").type.for_rules(None, "0.10") == 0.1


def test_limits_that_exclude_everything_are_a_fault():
    assert question("integer", min=5, max=1).type.faults(question("integer", min=5, max=1))
    assert not question("integer", min=1, max=1).type.faults(question("integer", min=1, max=1))


def test_money_is_kept_with_two_digits():
    assert Decimal(parse(question("money"), "5")).as_tuple().exponent == -2


def test_a_unit_that_both_languages_share_is_a_plain_text():
    asked = question("integer", unit="%")
    assert (asked.unit.kk, asked.unit.ru) == ("%", "%")
    assert question("integer", unit={"kk": "адам", "ru": "чел."}).unit.ru == "чел."
