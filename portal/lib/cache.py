import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
RETRY_AFTER = 5.0  # seconds for which an unreachable server isn't asked again


def forgiving(name: str) -> Callable[..., Any]:
    def call(self: "ForgivingRedisCache", *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= self.away_until:
            try:
                return getattr(super(ForgivingRedisCache, self), name)(*args, **kwargs)
            except (RedisError, OSError) as error:
                type(self).away_until = time.monotonic() + RETRY_AFTER
                logger.warning("the cache server is away (%s), using this process's memory", type(error).__name__)
        return getattr(self.fallback, name)(*args, **kwargs)

    call.__name__ = name
    return call


class ForgivingRedisCache(RedisCache):
    """Redis, and a cache in this process's memory while Redis is away, so that pages and rate limits go on."""

    away_until = 0.0

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = params.setdefault("OPTIONS", {})
        options.setdefault("socket_connect_timeout", 0.5)
        options.setdefault("socket_timeout", 1)
        super().__init__(server, params)
        self.fallback = LocMemCache("while-redis-is-away", {"OPTIONS": {"MAX_ENTRIES": 10_000}})

    add = forgiving("add")
    get = forgiving("get")
    set = forgiving("set")
    touch = forgiving("touch")
    delete = forgiving("delete")
    get_many = forgiving("get_many")
    has_key = forgiving("has_key")
    incr = forgiving("incr")
    set_many = forgiving("set_many")
    delete_many = forgiving("delete_many")
    clear = forgiving("clear")
