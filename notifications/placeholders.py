"""What letters may say about the case: `{{ application.number }}` and a few more, never a template language."""

import re
from collections.abc import Mapping

from programs.definition.letters import PLACEHOLDER

# A paragraph that speaks of something there isn't, such as a reason that nobody gave, is left out.
OPTIONAL = frozenset({"applicant.name", "decision.reason"})
BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t]*\n")


class UnknownPlaceholder(LookupError):
    """The letter speaks of something that letters know nothing of; publication should have refused it."""


def fill(text: str, values: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise UnknownPlaceholder(match[1])
        return values[match[1]]

    return PLACEHOLDER.sub(value, text)


def without_empty_paragraphs(text: str, values: Mapping[str, str]) -> str:
    empty = {name for name in OPTIONAL if not values.get(name)}
    paragraphs = BETWEEN_PARAGRAPHS.split(text.strip())
    return "\n\n".join(paragraph for paragraph in paragraphs if not empty & set(PLACEHOLDER.findall(paragraph)))
