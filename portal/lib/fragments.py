"""Parts of pages that depend on nothing but their data and the language: rendered once while the data stay the same."""

from collections.abc import Hashable
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def fragment(template: str, **data: Hashable) -> SafeString:
    """The data are compared by value, so what is shown is never older than they are."""
    render = _render if settings.DEBUG else _remembered
    return render(template, get_language() or settings.LANGUAGE_CODE, **data)


def _render(template: str, language: str, **data: Hashable) -> SafeString:
    return render_to_string(template, {**data})


_remembered = lru_cache(maxsize=64)(_render)
