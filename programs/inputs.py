"""What the templates of question kinds need: one plain object for each input."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.lib import paths
from programs.answers import Answers


@dataclass
class Input:
    """A question with what was answered to it, and what is said about that."""

    question: Any
    path: str
    raw: list[str] = field(default_factory=list)
    error: str = ""
    advice: Sequence[str] = ()  # what is worth a second look
    text: str = ""  # of what is shown and not typed
    widget: Any = None  # whatever else the template of its kind needs
    # Typed, but nothing that the inputs could show: an option that isn't in the list, pasted.
    typed: str = ""

    def fill(self, answers: Answers, value: Any, beside: Mapping[str, Any]) -> None:
        """`beside` are the other answers of the form, or of the row, as rules see them."""
        question, kind = self.question, self.question.type
        typed = answers.raw_at(question, self.path)
        self.raw = typed or kind.to_raw(question, value)
        self.widget = kind.widget(question, self.raw, beside, is_answer=typed is None)
        if typed and not kind.shows(question, typed):
            self.typed = "; ".join(typed)

    @property
    def id(self) -> str:
        return f"q-{self.path}"

    @property
    def template(self) -> str:
        template: str = self.question.type.template
        return template

    @property
    def hint(self) -> str:
        """The author's; else how an answer is written, once and not in every row."""
        is_in_row = paths.SEPARATOR in self.path
        return str(self.question.hint) or ("" if is_in_row else self.question.type.guide(self.question))

    @property
    def is_optional(self) -> bool:
        """Where nothing has to be answered, no question is marked as optional either."""
        return False

    @property
    def first(self) -> str:
        return self.raw[0] if self.raw else ""

    @property
    def descriptions(self) -> dict[str, Any]:
        """What belongs to the input besides its label, in the order of the page; empty where it isn't there."""
        return {"hint": self.hint, "error": self.error, "advice": self.advice, "typed": self.typed}

    @property
    def described_by(self) -> str:
        return " ".join(f"{self.id}-{name}" for name, there in self.descriptions.items() if there)
