"""Telling a worker that there is something to do. Optional, caught and short: a sweep finds the work anyway."""

import logging
import time
from typing import Any

from celery import Signature, Task
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
RETRY_AFTER = 5.0  # seconds for which an unreachable broker isn't asked again
# Without max_retries Celery tries for six seconds, whatever `retry` says; a worker's own connection may be patient.
IMPATIENT = {"max_retries": 0, "socket_connect_timeout": 1, "socket_timeout": 1}


class Broker:
    away_until = 0.0


def wake(task: Task[Any, Any] | Signature[Any]) -> None:
    """Never raises because the broker is away, and takes a second at most."""
    if time.monotonic() < Broker.away_until:
        return
    try:
        with task.app.connection_for_write(transport_options=IMPATIENT) as connection:
            task.apply_async(connection=connection, retry=False)  # type: ignore[call-arg] # unknown to the stubs
    except (KombuError, RedisError, OSError) as error:
        Broker.away_until = time.monotonic() + RETRY_AFTER
        logger.warning("the broker is away (%s): %s waits for the next sweep", type(error).__name__, task.name)
