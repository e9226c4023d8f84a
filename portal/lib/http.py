from typing import Any

from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url

MOST_DIGITS = 9  # what a column of the database holds in any case


def whole_number(text: str, *, most_digits: int = MOST_DIGITS) -> int | None:
    """A number that a page was made with, as it comes back; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= most_digits else None


def see_other(to: Any, *arguments: Any) -> HttpResponseRedirect:
    """After a POST: the answer is a page of its own (303), so that reloading it sends nothing again."""
    return HttpResponseRedirect(resolve_url(to, *arguments), status=303)
