"""How often somebody may ask for something, counted in the cache."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def is_too_often(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Counts this request; of an account, or of an address of visitors, behind which many may stand."""
    who = f"user:{request.user.pk}" if request.user.is_authenticated else f"ip:{get_adapter().get_client_ip(request)}"
    key = f"rate:{what}:{who}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) > most
    except ValueError:  # it ran out between the two
        return False
