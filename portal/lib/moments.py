"""Times as people say them: the date with its zone, and how long there is left."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext, gettext_lazy, ngettext, ngettext_lazy, pgettext

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

# People know a zone by the city, in the language they read.
ZONES = {
    "Asia/Almaty": gettext_lazy("Almaty time"),
    "Asia/Aqtau": gettext_lazy("Aktau time"),
    "Asia/Aqtobe": gettext_lazy("Aktobe time"),
    "Asia/Atyrau": gettext_lazy("Atyrau time"),
    "Asia/Oral": gettext_lazy("Oral time"),
    "Asia/Qostanay": gettext_lazy("Kostanay time"),
    "Asia/Qyzylorda": gettext_lazy("Kyzylorda time"),
}
CLOSES_IN = {
    "day": ngettext_lazy("%(count)d day left", "%(count)d days left", "count"),
    "hour": ngettext_lazy("closes in %(count)d hour", "closes in %(count)d hours", "count"),
    "minute": ngettext_lazy("closes in %(count)d minute", "closes in %(count)d minutes", "count"),
}


def date_and_time(at: datetime, zone: ZoneInfo) -> str:
    return formats.date_format(at.astimezone(zone), "DATETIME_FORMAT")


def zone_name(zone: ZoneInfo, at: datetime) -> str:
    """«Алматы уақыты (UTC+5)»"""
    offset = at.astimezone(zone).utcoffset() or timedelta()
    hours, rest = divmod(abs(offset) // MINUTE, 60)
    sign = "-" if offset < timedelta() else "+"
    return f"{ZONES.get(zone.key, zone.key)} (UTC{sign}{hours}{f':{rest:02}' if rest else ''})"


def closes_in(until: datetime, now: datetime) -> str:
    """In days, on the last two days in hours, in the last hour in minutes; rounded down, promising nobody too much."""
    left = until - now
    if left >= 2 * DAY:
        return CLOSES_IN["day"] % {"count": left.days}
    if left >= HOUR:
        return CLOSES_IN["hour"] % {"count": left // HOUR}
    if left >= MINUTE:
        return CLOSES_IN["minute"] % {"count": left // MINUTE}
    return gettext("closes in less than a minute") if left > timedelta() else pgettext("call", "closed")


def closing_words() -> dict[str, str | dict[str, str]]:
    """The sentences of `closes_in` for the script: by unit and by the plural category of CLDR, `{}` for the number."""
    samples = {"one": 1, "few": 2, "many": 5, "other": 9}
    words: dict[str, str | dict[str, str]] = {
        unit: {name: (sentence % {"count": number}).replace(str(number), "{}") for name, number in samples.items()}
        for unit, sentence in CLOSES_IN.items()
    }
    return words | {"last": gettext("closes in less than a minute"), "over": pgettext("call", "closed")}


def opens_in(at: datetime, now: datetime) -> str:
    """Rounded up: nobody comes too early."""
    wait = at - now
    if wait > 2 * DAY:
        days = -(-wait // DAY)
        return ngettext("opens in %(count)d day", "opens in %(count)d days", days) % {"count": days}
    hours = -(-wait // HOUR)
    return ngettext("opens in %(count)d hour", "opens in %(count)d hours", hours) % {"count": hours}


def is_soon(until: datetime, now: datetime) -> bool:
    """So little time is left that the page says it louder."""
    return until - now < 3 * DAY
