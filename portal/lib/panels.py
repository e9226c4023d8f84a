"""What a lower page shows from a higher layer: the layer registers a panel for a place, the page renders the place.

Places: "home" (under the search), "call" (on the card of a call; `call` is given), "menu" (items of the header's menu),
"admin" (items of the header of the administration).
A panel returns HTML or nothing. It is asked for signed-in people only, so that pages of visitors cost nothing; one in
the menu is asked on every page and must not query the database each time.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

Panel = Callable[..., SafeString | str]

_panels: dict[str, list[Panel]] = defaultdict(list)


def register(place: str, panel: Panel) -> None:
    if panel not in _panels[place]:
        _panels[place].append(panel)


def remove(place: str, panel: Panel) -> None:
    _panels[place].remove(panel)


def rendered(place: str, request: HttpRequest, **about: Any) -> list[SafeString | str]:
    user = getattr(request, "user", None)
    if not _panels.get(place) or user is None or not user.is_authenticated:
        return []
    return [html for panel in _panels[place] if (html := panel(request, **about))]
