"""Tests that run side by side get a Redis database each, as pytest-django gives them a PostgreSQL database each.

A plugin rather than a conftest: the settings read the environment before any conftest is there.
"""

import os
import re

SIDE = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
JOURNEYS = 7 + SIDE


def redis_url(url: str, database: int) -> str:
    """The same server, another of its databases."""
    if "db=" in url:
        return re.sub(r"db=\d+", f"db={database}", url)
    return re.sub(r"/\d*$", f"/{database}", url)


if "PYTEST_XDIST_WORKER" in os.environ and "REDIS_URL" in os.environ:
    os.environ["REDIS_URL"] = redis_url(os.environ["REDIS_URL"], SIDE)
