import re
from datetime import UTC, date, datetime, time
from typing import Any, Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs.fields.base import Invalid, Kind, Question, kind

DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4})")


class DateQuestion(Question):
    kind: Literal["date"]
    min: date | None = None
    max: date | None = None


@kind
class Date(Kind):
    name = "date"
    settings = DateQuestion
    template = "fields/input.html"
    input_mode = "numeric"
    input_width = "short"

    def guide(self, question: Any) -> str:
        return _("For example 05.09.2026")

    def parse_text(self, question: Any, text: str) -> str:
        day = read_date(text)
        if question.min and day < question.min:
            raise Invalid(_("Write a date not before %(day)s.") % {"day": short(question.min)})
        if question.max and day > question.max:
            raise Invalid(_("Write a date not after %(day)s.") % {"day": short(question.max)})
        return day.isoformat()

    def to_raw(self, question: Any, value: Any) -> list[str]:
        return [] if value is None else [short(date.fromisoformat(value))]

    def for_rules(self, question: Any, value: Any) -> datetime:
        return datetime.combine(date.fromisoformat(value), time(), UTC)

    def sample(self, question: Any) -> datetime:
        return datetime(2027, 1, 1, tzinfo=UTC)

    def display(self, question: Any, value: Any) -> str:
        return "" if value is None else date_format(date.fromisoformat(value), "DATE_FORMAT")

    def export(self, question: Any, value: Any) -> date | None:
        return None if value is None else date.fromisoformat(value)

    def faults(self, question: Any) -> list[str]:
        if question.min and question.max and question.min > question.max:
            return ["min is after max: no date can be answered"]
        return []


def short(day: date) -> str:
    return f"{day:%d.%m.}{day.year:04}"


def read_date(text: str) -> date:
    """Day first, or ISO; raises Invalid, telling apart what isn't a date from a day that doesn't exist."""
    bare = text.strip().rstrip(".").replace(" ", "")
    if found := YEAR_FIRST.fullmatch(bare):
        year, month, day = (int(part) for part in found.groups())
    elif found := DAY_FIRST.fullmatch(bare) or DIGITS.fullmatch(bare):
        day, month, year = (int(part) for part in found.groups())
    else:
        raise Invalid(_("Write the date as day.month.year, for example 05.09.2026."))
    try:
        result = date(year, month, day)
    except ValueError as error:
        raise Invalid(_("There is no such day in the calendar. Check the day and the month.")) from error
    if not 1900 <= result.year <= 2100:
        raise Invalid(_("Check the year: it should have four digits, for example 2026."))
    return result
