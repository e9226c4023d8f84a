"""One place that knows the time."""

import math
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

# A proxy's clock may differ a little from ours; a claim from further away is not believed.
BELIEVABLE = timedelta(minutes=5)


def now() -> datetime:
    return timezone.now()


def received_at(request: HttpRequest) -> datetime:
    """When the request reached the outermost trusted proxy (`X-Request-Start: t=<seconds>`), else when we took it."""
    taken = now()
    header = request.headers.get("X-Request-Start", "")
    if not settings.TRUSTED_PROXIES or not header:
        return taken
    try:
        number = float(header.removeprefix("t="))
        # nginx writes seconds, some proxies milliseconds or microseconds.
        while 1e11 < number < math.inf:
            number /= 1000
        claimed = datetime.fromtimestamp(number, tz=UTC)
    except (ValueError, OverflowError, OSError):
        return taken
    return claimed if taken - BELIEVABLE <= claimed <= taken else taken
