"""Numbers of people and organizations; the samples are invented, or end in a check digit of their own."""

import pytest
from django.utils import translation

from programs.fields.base import Invalid
from tests.programs.making import question


def parse(kind, text):
    asked = question(kind)
    return asked.type.parse(asked, [text])


@pytest.mark.parametrize(
    "text",
    [
        "931002451325",
        "791028302728",
        "061211600012",
        "980109050588",  # a foreigner's: 0 in the seventh place
        "850101300640",  # the check digit comes from the second weights
        " 931002 451325 ",
        "931-002-451-325",
        "931002\N{NO-BREAK SPACE}451325",
    ],
)
def test_an_iin_is_read_with_spaces_or_without(text):
    assert parse("iin", text) == "".join(filter(str.isdigit, text))


@pytest.mark.parametrize("text", ["940140000380", "821214240092", "931002451326", "123456789011"])
def test_an_iin_with_another_check_digit_is_mistyped(text):
    with pytest.raises(Invalid, match="mistyped"), translation.override("en"):
        parse("iin", text)


@pytest.mark.parametrize("text", ["93100245132", "9310024513255", "ЖСН жоқ", "٩٣١٠٠٢٤٥١٣٢٥"])
def test_an_iin_has_twelve_digits(text):
    with pytest.raises(Invalid, match="12 digits"), translation.override("en"):
        parse("iin", text)


def test_an_iin_is_sensitive_unless_said_otherwise():
    assert question("iin").sensitive
    assert not question("iin", sensitive=False).sensitive


def test_a_bin_has_the_shape_of_one():
    assert parse("bin", "000740000728") == "000740000728"
    with pytest.raises(Invalid, match="mistyped"), translation.override("en"):
        parse("bin", "931002451325")
