"""Django's makemessages; a sentence whose context is a call's noun (`context call.noun`) is there once per noun."""

import re
import sys

from django.core.management import execute_from_command_line
from django.utils.translation import template

NOUNS = ("application", "statement")  # of programs.models.call.Noun, which needs settings
BY_NOUN = re.compile(r"\bcontext (?:\w+\.)*noun\b")

templatize = template.templatize


def once_per_noun(src: str, origin: str | None = None) -> str:
    if not BY_NOUN.search(src):
        return templatize(src, origin)
    return "".join(templatize(BY_NOUN.sub(f'context "{noun}"', src), origin) for noun in NOUNS)


if __name__ == "__main__":
    template.templatize = once_per_noun
    execute_from_command_line(sys.argv)
