from datetime import UTC, datetime

import pytest
from django.utils import translation

from programs.fields.base import Invalid
from tests.programs.making import question


def parse(text, **settings):
    asked = question("date", **settings)
    return asked.type.parse(asked, [text])


@pytest.mark.parametrize(
    "text",
    [
        "05.09.2026",
        "5.9.2026",
        "05/09/2026",
        "5-9-2026",
        "2026-09-05",
        "05 09 2026",
        "05. 09. 2026",
        "05092026",
        " 05.09.2026. ",
    ],
)
def test_date_is_read_day_first_or_iso(text):
    assert parse(text) == "2026-09-05"


@pytest.mark.parametrize("text", ["29.02.2028", "31.12.2100", "01.01.1900"])
def test_rare_days_exist(text):
    assert parse(text)


@pytest.mark.parametrize("text", ["31.02.2026", "29.02.2027", "31.04.2026", "00.01.2026", "01.13.2026", "2026-02-31"])
def test_day_that_does_not_exist_is_told_apart(text):
    with translation.override("en"), pytest.raises(Invalid, match="no such day"):
        parse(text)


@pytest.mark.parametrize(
    "text", ["ертең", "05.09", "05.09.26", "2026", "5092026", "05.09.2026 ж", "<i>", "😀", "1" * 10_000]
)
def test_what_is_no_date_is_refused(text):
    with translation.override("en"), pytest.raises(Invalid, match=r"day\.month\.year"):
        parse(text)


@pytest.mark.parametrize("text", ["01.01.0026", "01.01.1899", "01.01.2101", "05.09.9999"])
def test_year_that_nobody_means_is_refused(text):
    with translation.override("en"), pytest.raises(Invalid, match="Check the year"):
        parse(text)


def test_limits_include_their_ends():
    limits = {"min": "2027-05-01", "max": "2028-04-30"}
    assert parse("01.05.2027", **limits) == "2027-05-01"
    assert parse("30.04.2028", **limits) == "2028-04-30"
    for text in ("30.04.2027", "01.05.2028"):
        with pytest.raises(Invalid):
            parse(text, **limits)


@pytest.mark.parametrize(("language", "shown"), [("ru", "5 сентября 2026 г."), ("en", "Sept. 5, 2026")])
def test_date_is_shown_in_words_of_the_page(language, shown):
    asked = question("date")
    with translation.override(language):
        assert asked.type.display(asked, "2026-09-05") == shown


def test_input_shows_the_short_form_in_every_language():
    asked = question("date")
    for language in ("kk", "ru"):
        with translation.override(language):
            assert asked.type.to_raw(asked, "0999-09-05") == ["05.09.0999"]


def test_rules_see_midnight_utc():
    asked = question("date")
    assert asked.type.for_rules(asked, "2026-09-05") == datetime(2026, 9, 5, tzinfo=UTC)


def test_limits_that_exclude_every_day_are_a_fault():
    asked = question("date", min="2027-01-02", max="2027-01-01")
    assert asked.type.faults(asked)
