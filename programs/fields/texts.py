from typing import Any, Literal

from django.utils.translation import ngettext
from pydantic import Field

from programs.fields.base import Invalid, Kind, Question, kind


def check_length(text: str, limit: int) -> None:
    over = len(text) - limit
    if over > 0:
        raise Invalid(
            ngettext(
                "Shorten the text by %(over)d character: at most %(limit)d fit.",
                "Shorten the text by %(over)d characters: at most %(limit)d fit.",
                over,
            )
            % {"over": over, "limit": limit}
        )


class TextQuestion(Question):
    kind: Literal["text"]
    max: int = Field(default=200, ge=1, le=1000)


@kind
class ShortText(Kind):
    name = "text"
    settings = TextQuestion
    template = "fields/input.html"

    def parse_text(self, question: Any, text: str) -> str:
        text = " ".join(text.split())
        check_length(text, question.max)
        return text


class LongTextQuestion(Question):
    kind: Literal["long_text"]
    max: int = Field(default=2000, ge=1, le=50_000)
    rows: int = Field(default=6, ge=2, le=30, description="height of the input, in lines")


@kind
class LongText(Kind):
    name = "long_text"
    settings = LongTextQuestion
    template = "fields/long_text.html"

    def parse_text(self, question: Any, text: str) -> str:
        check_length(text, question.max)
        return text
