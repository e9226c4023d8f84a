"""Letters of a definition, where they differ from the portal's own."""

import re
from typing import Literal

from pydantic import model_validator

from programs.definition.base import LANGUAGES, Strict, Text

LetterKey = Literal["submitted", "withdrawn", "lapsed", "awarded", "reserve", "refused"]
PLACEHOLDERS = frozenset(
    {
        "applicant.name",
        "application.number",
        "call.title",
        "organization.title",
        "decision.reason",
        "deadline",
        "link",
    }
)
# Whatever stands in double braces, so that a slip of the author is found and never sent.
PLACEHOLDER = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.DOTALL)


class Letter(Strict):
    """Markdown with placeholders such as {{ application.number }}, from a closed list."""

    subject: Text
    body: Text

    @model_validator(mode="after")
    def _known_placeholders(self) -> "Letter":
        for text in (self.subject, self.body):
            for language in LANGUAGES:
                unknown = set(PLACEHOLDER.findall(text.in_(language))) - PLACEHOLDERS
                if unknown:
                    raise ValueError(f"letters don't know {', '.join(sorted(unknown))}")
        return self
