from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from portal.lib import moments

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ALMATY = ZoneInfo("Asia/Almaty")


@pytest.mark.parametrize(
    ("left", "kk", "ru"),
    [
        (timedelta(days=19, hours=23), "19 күн қалды", "осталось 19 дней"),
        (timedelta(days=21), "21 күн қалды", "остался 21 день"),
        (timedelta(days=2), "2 күн қалды", "осталось 2 дня"),
        (timedelta(days=2, microseconds=-1), "47 сағаттан кейін жабылады", "закроется через 47 часов"),
        (timedelta(hours=1), "1 сағаттан кейін жабылады", "закроется через 1 час"),
        (timedelta(minutes=59, seconds=59), "59 минуттан кейін жабылады", "закроется через 59 минут"),
        (timedelta(seconds=59), "бір минут ішінде жабылады", "закроется меньше чем через минуту"),
        (timedelta(0), "жабылды", "приём закрыт"),
        (timedelta(days=-5), "жабылды", "приём закрыт"),
    ],
)
def test_time_left_is_said_in_words(left, kk, ru):
    with override("kk"):
        assert moments.closes_in(NOW + left, NOW) == kk
    with override("ru"):
        assert moments.closes_in(NOW + left, NOW) == ru


@pytest.mark.parametrize(
    ("wait", "ru"),
    [
        (timedelta(days=2, seconds=1), "откроется через 3 дня"),
        (timedelta(days=2), "откроется через 48 часов"),
        (timedelta(minutes=10), "откроется через 1 час"),
    ],
)
def test_waiting_is_rounded_up(wait, ru):
    with override("ru"):
        assert moments.opens_in(NOW + wait, NOW) == ru


def test_the_script_gets_every_plural_form():
    with override("ru"):
        words = moments.closing_words()
    assert words["day"] == {
        "one": "остался {} день", "few": "осталось {} дня", "many": "осталось {} дней", "other": "осталось {} дней",
    }  # fmt: skip
    assert words["over"] == "приём закрыт"


@pytest.mark.parametrize(
    ("zone", "at", "name"),
    [
        ("Asia/Almaty", NOW, "Алматы уақыты (UTC+5)"),
        ("Asia/Almaty", datetime(2024, 2, 1, tzinfo=UTC), "Алматы уақыты (UTC+6)"),
        ("Asia/Kolkata", NOW, "Asia/Kolkata (UTC+5:30)"),
        ("America/St_Johns", NOW, "America/St_Johns (UTC-3:30)"),
        ("UTC", NOW, "UTC (UTC+0)"),
    ],
)
def test_a_zone_is_named_with_its_offset_at_that_time(zone, at, name):
    with override("kk"):
        assert moments.zone_name(ZoneInfo(zone), at) == name


def test_date_and_time_are_those_of_the_zone():
    late = datetime(2026, 12, 31, 19, 30, tzinfo=UTC)
    with override("kk"):
        assert moments.date_and_time(late, ALMATY) == "2027 ж. 1 қаңтар, 00:30"
    with override("ru"):
        assert moments.date_and_time(late, ALMATY) == "1 января 2027 г., 00:30"


def test_three_days_are_soon():
    assert moments.is_soon(NOW + timedelta(days=2, hours=23), NOW)
    assert not moments.is_soon(NOW + timedelta(days=3), NOW)
