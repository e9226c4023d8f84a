from hashlib import sha256
from typing import Any, Literal

from django.utils.translation import gettext as _

from programs.definition.base import Text
from programs.fields.base import Invalid, Kind, Question, kind


class StatementQuestion(Question):
    kind: Literal["statement"]
    text: Text
    tone: Literal["plain", "warning"] = "plain"


@kind
class Statement(Kind):
    """A text among the questions; Markdown."""

    name = "statement"
    settings = StatementQuestion
    template = "fields/statement.html"
    has_answer = False


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
