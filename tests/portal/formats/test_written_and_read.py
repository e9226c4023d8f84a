"""Dates and numbers as people in Kazakhstan write them, in both languages, written and read."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import polib
import pytest
from django import forms
from django.test import override_settings
from django.utils import formats, timezone, translation

NBSP = "\N{NO-BREAK SPACE}"
DAY = date(2026, 9, 5)
MOMENT = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)


class Dated(forms.Form):
    day = forms.DateField(localize=True)


class Amount(forms.Form):
    amount = forms.DecimalField(localize=True, max_digits=20, decimal_places=2)


@pytest.fixture(scope="module", autouse=True)
def month_names(tmp_path_factory):
    """Month names come from the catalogue: as it stands, whatever has been compiled before."""
    folder = tmp_path_factory.mktemp("locale")
    source = Path(__file__).parents[3] / "locale" / "libraries" / "kk" / "LC_MESSAGES" / "django.po"
    target = folder / "kk" / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True)
    polib.pofile(str(source)).save_as_mofile(str(target))
    with override_settings(LOCALE_PATHS=[folder]):
        yield


@pytest.mark.parametrize(
    ("language", "name", "value", "written"),
    [
        ("kk", "DATE_FORMAT", DAY, "2026 ж. 5 қыркүйек"),
        ("kk", "DATE_FORMAT", MOMENT, "2026 ж. 21 қараша"),
        ("kk", "SHORT_DATE_FORMAT", DAY, "05.09.2026"),
        ("kk", "DATETIME_FORMAT", MOMENT, "2026 ж. 21 қараша, 14:05"),
        ("kk", "SHORT_DATETIME_FORMAT", MOMENT, "21.11.2026 14:05"),
        ("kk", "YEAR_MONTH_FORMAT", DAY, "2026 ж. қыркүйек"),
        ("kk", "MONTH_DAY_FORMAT", DAY, "5 қыркүйек"),
        ("ru", "DATE_FORMAT", MOMENT, "21 ноября 2026 г."),
        ("ru", "SHORT_DATE_FORMAT", DAY, "05.09.2026"),
        ("ru", "DATETIME_FORMAT", MOMENT, "21 ноября 2026 г., 14:05"),
        ("ru", "MONTH_DAY_FORMAT", DAY, "5 сентября"),
    ],
)
def test_dates_are_written(language, name, value, written):
    with translation.override(language):
        assert formats.date_format(value, name) == written


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_times_have_24_hours_and_two_digits(language):
    with translation.override(language):
        assert formats.time_format(MOMENT.replace(hour=9).time()) == "09:05"


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (Decimal("1234567.89"), 2, "1 234 567,89"),
        (Decimal(1500000), 2, "1 500 000,00"),
        (999, None, "999"),
        (-1000, None, "-1 000"),
    ],
)
def test_numbers_are_written(language, value, places, written):
    with translation.override(language):
        assert formats.number_format(value, places, force_grouping=True) == written.replace(" ", NBSP)


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("typed", ["05.09.2026", "5.9.2026", "05.09.26", "2026-09-05", "05/09/2026", "05-09-2026"])
def test_day_comes_before_month(language, typed):
    with translation.override(language):
        form = Dated({"day": typed})
        assert form.is_valid()
        assert form.cleaned_data["day"] == DAY


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("typed", ["31.02.2026", "09/25/2026", "5 қыркүйек", "2026"])
def test_impossible_dates_are_refused(language, typed):
    with translation.override(language):
        assert not Dated({"day": typed}).is_valid()


def test_kazakh_refusal_shows_an_example():
    with translation.override("kk"):
        assert Dated({"day": "31.02.2026"}).errors["day"] == ["Күнді дұрыс енгізіңіз (мысалы, 05.09.2026)."]


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("typed", ["1 234 567,89", f"1{NBSP}234{NBSP}567,89", "1234567,89", "1234567.89"])
def test_numbers_are_read(language, typed):
    with translation.override(language):
        form = Amount({"amount": typed})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["amount"] == Decimal("1234567.89")


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_stored_values_survive_a_form_saved_untouched(language):
    moment = timezone.make_aware(datetime.fromisoformat("2026-11-21T23:59:59"))
    field = forms.DateTimeField(localize=True)
    with translation.override(language):
        typed = field.widget.format_value(timezone.make_naive(moment))
        assert field.to_python(typed) == moment


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_week_starts_on_monday(language):
    with translation.override(language):
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
