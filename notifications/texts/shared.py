from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GREETING = _("Dear {{ applicant.name }},")
DECISION_WILL_FOLLOW = _("We will write to you as soon as there is a decision.")
NEXT_STEPS = _("{{ organization.title }} will tell you about the next steps.")
REASON = _("The reasons for the decision:\n> {{ decision.reason }}")


class Words:
    """A letter in the words of one noun: whole sentences, since suffixes can't be glued on."""

    def __init__(self, subject: Promise, *paragraphs: Promise) -> None:
        self.subject = subject
        self.paragraphs = (GREETING, *paragraphs)


@dataclass(frozen=True)
class Labels:
    """Of what every letter shows under its text."""

    number: Promise
    call: Promise
    open: Promise
