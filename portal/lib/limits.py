"""How often something may be done by whoever is asking; counted in the cache, forgotten by itself."""

from django.core.cache import cache


def is_within(key: str, *, most: int, seconds: int) -> bool:
    """Counts one more attempt; False once there were more than `most` in this stretch of time."""
    key = f"limit:{key}"
    if cache.add(key, 1, seconds):
        return True
    try:
        return int(cache.incr(key)) <= most
    except ValueError:  # it ran out between the two calls
        return True
