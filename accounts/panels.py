from django.core.cache import cache
from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.roles import is_staff_anywhere
from portal.lib import panels

REMEMBERED_FOR = 300  # seconds: only a link depends on it


def link_to_administration(request: HttpRequest) -> str:
    """In the menu of staff."""
    key = f"is-staff:{request.user.pk}"
    is_staff = cache.get(key)
    if is_staff is None:
        is_staff = is_staff_anywhere(request.user)
        cache.set(key, is_staff, REMEMBERED_FOR)
    return render_to_string("accounts/menu_item.html") if is_staff else ""


def register() -> None:
    panels.register("menu", link_to_administration)
