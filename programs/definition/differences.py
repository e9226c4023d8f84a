"""How a difference between two editions is said to the people who publish."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from programs.definition.base import Text


@dataclass(frozen=True)
class Difference:
    """`path` is made of keys: form, section, question, column."""

    path: str
    words: str
    # Whether it only adds what nobody has to answer: no answer is lost by it, no draft becomes incomplete.
    is_additive: bool = False

    def __str__(self) -> str:
        return f"{self.path}: {self.words}"


# Settings as people call them; one that isn't here is called by its name in files.
SETTINGS: dict[str, Any] = {
    "accept": gettext_lazy("types of files"),
    "as": gettext_lazy("shown as"),
    "back": gettext_lazy("text of the button “back”"),
    "blind": gettext_lazy("shown to reviewers who must not know the applicant"),
    "body": gettext_lazy("text of the letter"),
    "each": gettext_lazy("size of one file"),
    "gate": gettext_lazy("opens the other sections"),
    "help": gettext_lazy("explanation of how to fill in"),
    "hint": gettext_lazy("hint"),
    "intro": gettext_lazy("introduction"),
    "label": gettext_lazy("name"),
    "listed": gettext_lazy("shown in lists of staff"),
    "locked": gettext_lazy("can't be changed by the applicant"),
    "max": gettext_lazy("not more than"),
    "message": gettext_lazy("message"),
    "min": gettext_lazy("not less than"),
    "most": gettext_lazy("how many may be chosen"),
    "navigation": gettext_lazy("order of filling in"),
    "next": gettext_lazy("text of the button “next”"),
    "opens": pgettext_lazy("stage", "opens"),
    "places": gettext_lazy("digits after the comma"),
    "prefill": gettext_lazy("filled in beforehand from"),
    "reserve": gettext_lazy("has a reserve"),
    "row_title": gettext_lazy("name of a row"),
    "rows": pgettext_lazy("setting", "rows"),
    "rows_from": gettext_lazy("rows are taken from"),
    "show_if": gettext_lazy("asked where"),
    "step": gettext_lazy("name of the step"),
    "subject": gettext_lazy("subject of the letter"),
    "submit": gettext_lazy("text of the button that sends"),
    "summary": gettext_lazy("is the check page"),
    "text": gettext_lazy("text"),
    "title": gettext_lazy("title"),
    "tone": gettext_lazy("tone"),
    "unit": gettext_lazy("unit"),
    "value": gettext_lazy("formula"),
}
# Explanations, and what only staff see: changing them takes nothing from anybody.
EXPLANATIONS = frozenset({"hint", "help", "intro", "row_title", "unit", "tone", "step", "next", "back", "submit"})
HARMLESS = EXPLANATIONS | {"listed"}
# Limits by the direction in which they admit more.
WIDER = {"max": 1, "most": 1, "each": 1, "places": 1, "min": -1}


def setting(name: str) -> str:
    return str(SETTINGS.get(name, name))


def spoken(value: Any) -> str:
    """A value of a setting: as in files where it has no better words."""
    if value is None or value in ("", [], Text()):
        return "—"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Text):
        return f"“{value}”"
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(map(spoken, value))
    return str(value)


def admits_more(name: str, old: Any, new: Any) -> bool:
    """Whether every answer that was right stays so."""
    if name in HARMLESS:
        return True
    if name == "accept":
        return set(old) <= set(new)
    if name not in WIDER:
        return False
    if old is None or new is None:  # no limit
        return new is None
    return bool(new >= old if WIDER[name] > 0 else new <= old)


REQUIRED = {
    True: gettext_lazy("“%(name)s” is required now."),
    "at_submission": gettext_lazy("“%(name)s” is required before sending now."),
    "soft": gettext_lazy("“%(name)s” is asked for now, but stands in nobody's way."),
    False: gettext_lazy("“%(name)s” isn't required any more."),
}
SENSITIVE = {
    True: gettext_lazy("“%(name)s” has become sensitive: answers are stored encrypted."),
    False: gettext_lazy(
        "“%(name)s” isn't sensitive any more: earlier answers are set aside, not shown to more people."
    ),
}
STRICTNESS = [False, "soft", "at_submission", True]
