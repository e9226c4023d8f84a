from typing import Any

from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url


def see_other(to: Any, *arguments: Any) -> HttpResponseRedirect:
    """After a POST: the answer is a page of its own (303), so that reloading it sends nothing again."""
    return HttpResponseRedirect(resolve_url(to, *arguments), status=303)
