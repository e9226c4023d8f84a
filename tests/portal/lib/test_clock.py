from datetime import timedelta

import pytest
from django.test import RequestFactory

from portal.lib import clock

TAKEN = "2027-03-01T12:00:00Z"


@pytest.fixture
def received(settings, time_machine):
    """How long before it was taken a request counts as received, by the header of a trusted proxy."""
    time_machine.move_to(TAKEN, tick=False)
    settings.TRUSTED_PROXIES = 1

    def seconds(header):
        return (clock.now() - clock.received_at(RequestFactory().get("/", headers={"X-Request-Start": header}))).seconds

    return seconds


@pytest.mark.parametrize("unit", [1, 1_000, 1_000_000])
def test_a_trusted_proxy_tells_when_the_request_came(received, unit):
    claimed = (clock.now() - timedelta(seconds=40)).timestamp()
    assert received(f"t={claimed * unit:.0f}") == 40
    assert received(f"{claimed * unit:.0f}") == 40


def test_without_a_trusted_proxy_nobody_is_believed(received, settings):
    settings.TRUSTED_PROXIES = 0
    assert received(f"t={clock.now().timestamp() - 40}") == 0


@pytest.mark.parametrize("shift", [timedelta(minutes=-6), timedelta(seconds=1), timedelta(days=-1)])
def test_a_time_far_off_or_still_to_come_is_not_believed(received, shift):
    assert received(f"t={(clock.now() + shift).timestamp()}") == 0


@pytest.mark.parametrize(
    "header", ["", "t=", "t=inf", "t=-inf", "t=nan", "t=1e400", "t=-5", "t=12,5", "soon", "t=1e99"]
)
def test_nonsense_counts_as_nothing(received, header):
    assert received(header) == 0
