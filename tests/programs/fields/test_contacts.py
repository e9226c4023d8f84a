import pytest
from django.utils import translation

from programs.fields.base import Invalid
from tests.programs.making import question


def parse(kind, text):
    asked = question(kind)
    return asked.type.parse(asked, [text])


@pytest.mark.parametrize("text", ["aigul@birlik.example", " a.b+c@mail.birlik.example "])
def test_email_address_is_kept_without_spaces_around(text):
    assert parse("email", text) == text.strip()


@pytest.mark.parametrize(
    "text", ["aigul", "aigul@", "@birlik.example", "a b@birlik.example", "a@b", "a@b.c, d@e.f", "x" * 10_000]
)
def test_what_is_no_email_address_is_refused(text):
    with pytest.raises(Invalid):
        parse("email", text)


@pytest.mark.parametrize(
    "text",
    [
        "+7 701 234 56 78",
        "8 701 234 56 78",
        "87012345678",
        "7012345678",
        "+7(701)234-56-78",
        "8-701-234-56-78",
        "+77012345678",
    ],
)
def test_phone_is_read_however_it_is_written(text):
    assert parse("phone", text) == "+77012345678"


def test_phone_of_an_office_keeps_its_extension():
    asked = question("phone")
    value = parse("phone", "8 (7172) 12-34-56 доб. 101")
    assert value == "+77172123456;ext=101"
    assert asked.type.parse(asked, asked.type.to_raw(asked, value)) == value
    assert "101" in asked.type.display(asked, value)


def test_phone_of_another_country_is_kept():
    assert parse("phone", "+49 30 901820") == "+4930901820"


@pytest.mark.parametrize(
    "text", ["12", "+7 701 234 56", "+7 709 234 56 78", "телефон жоқ", "+" * 300, "😀", "8 701 234 56 78 9"]
)
def test_what_is_no_phone_is_refused(text):
    with pytest.raises(Invalid):
        parse("phone", text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("https://birlik.example/kk/", "https://birlik.example/kk/"),
        ("http://birlik.example", "http://birlik.example"),
        ("birlik.example/media?q=1", "https://birlik.example/media?q=1"),
        ("www.birlik.example", "https://www.birlik.example"),
        ("қор.қаз", "https://қор.қаз"),
    ],
)
def test_web_address_may_be_written_without_its_scheme(text, value):
    assert parse("url", text) == value


@pytest.mark.parametrize(
    "text",
    [
        "javascript://birlik.example/%0aalert(1)",
        "javascript:alert(1)",
        "ftp://birlik.example",
        "@birlik",
        "сайт жоқ",
        "http://",
        "https://[",
        "x" * 10_000,
    ],
)
def test_what_is_no_web_address_is_refused(text):
    with pytest.raises(Invalid):
        parse("url", text)


@pytest.mark.parametrize("text", ["000740000728", "0007 4000 0728", "000740-000728", " 000740000728 "])
def test_bin_with_its_check_digit_is_taken(text):
    assert parse("bin", text) == "000740000728"


@pytest.mark.parametrize("text", ["00074000072", "0007400007288", "бір екі үш", "00074000072O", "٠٠٠٧٤٠٠٠٠٧٢٨"])
def test_bin_needs_twelve_digits(text):
    with translation.override("en"), pytest.raises(Invalid, match="12 digits"):
        parse("bin", text)


@pytest.mark.parametrize("text", ["000740000729", "001340000728", "931002451325"])
def test_bin_with_a_slip_or_the_number_of_a_person_is_refused(text):
    with translation.override("en"), pytest.raises(Invalid, match="no such BIN"):
        parse("bin", text)
