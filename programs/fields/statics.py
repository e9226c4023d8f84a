from hashlib import sha256
from typing import Any, Literal

from django.utils.translation import gettext as _
from pydantic import Field

from programs.definition.base import Strict, Text
from programs.fields.base import Invalid, Kind, Question, kind


class Picture(Strict):
    """An author gives the file and what it shows; the rest is written when the program is loaded.

    The picture itself is kept under the digest of what it holds, so that older editions keep theirs.
    """

    file: str = Field(min_length=1, max_length=200, description="beside the program file: PNG, JPEG or WEBP")
    alt: Text = Field(description="what it shows, for those who don't see it")
    digest: str = Field(default="", pattern=r"^([0-9a-f]{64})?$", description="written by the portal")
    type: Literal["", "png", "jpeg", "webp"] = Field(default="", description="written by the portal")
    width: int = Field(default=0, ge=0, description="written by the portal")
    height: int = Field(default=0, ge=0, description="written by the portal")

    @property
    def name(self) -> str:
        """In its address and in the storage."""
        return f"{self.digest}.{self.type}"


class StatementQuestion(Question):
    kind: Literal["statement"]
    text: Text
    tone: Literal["plain", "warning"] = "plain"
    picture: Picture | None = None


@kind
class Statement(Kind):
    """A text among the questions, Markdown; with a picture below it."""

    name = "statement"
    settings = StatementQuestion
    template = "fields/statement.html"
    has_answer = False

    def faults(self, question: Any) -> list[str]:
        picture = question.picture
        if picture and not (picture.digest and picture.type and picture.width and picture.height):
            return [
                f"the picture {picture.file!r} isn't stored: load the program from its file, with the picture beside"
            ]
        return []


class ConsentQuestion(Question):
    kind: Literal["consent"]
    text: Text

    @property
    def version(self) -> str:
        """Changes with the wording; a snapshot keeps it beside the answer."""
        return sha256(f"{self.text.kk}\n{self.text.ru}".encode()).hexdigest()[:12]


@kind
class Consent(Kind):
    """A tick under a text; never ticked beforehand."""

    name = "consent"
    settings = ConsentQuestion
    template = "fields/consent.html"

    def parse(self, question: Any, raw: list[str]) -> bool | None:
        return True if "yes" in raw else None

    def to_raw(self, question: Any, value: Any) -> list[str]:
        return ["yes"] if value else []

    def shows(self, question: Any, raw: list[str]) -> bool:
        return False

    def carry(self, old: Question, question: Any, value: Any) -> Any:
        """Who agreed to other words is asked again."""
        if getattr(old, "version", None) != question.version:
            raise Invalid(_("The words have changed since you agreed: please read them and tick the box again."))
        return value

    def sample(self, question: Any) -> bool:
        return True

    def missing(self, question: Any) -> str:
        return _("Tick the box to go on.")

    def display(self, question: Any, value: Any) -> str:
        return _("Yes") if value else ""
