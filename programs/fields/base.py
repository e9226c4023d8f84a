"""A question kind: one shared stateless object that owns every aspect of its answers."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal

from django.utils.translation import gettext as _
from pydantic import Field

from portal.lib.registry import Registry
from programs.definition.base import Key, Strict, Text


class Invalid(ValueError):
    """What was typed isn't an answer; the message tells the person what is expected."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class Question(Strict):
    """Settings that every kind has; each kind adds its own."""

    key: Key
    kind: str
    label: Text = Text()
    hint: Text = Text()
    required: bool | Literal["at_submission", "soft"] = Field(
        default=False,
        description="true: reported once the section is saved; at_submission: on the check page; soft: never blocks",
    )
    show_if: str = Field(default="", description="a rule; the question is asked where it holds")
    sensitive: bool = False
    listed: bool = Field(default=False, description="shown and filtered in the lists of staff")
    blind: bool = Field(default=False, description="shown to reviewers who must not know whose application it is")
    prefill: str = Field(default="", description="where the first answer is taken from: person.phone, organization.bin")
    locked: bool = Field(default=False, description="shown as it was prefilled, not to be changed on the page")

    @property
    def type(self) -> "Kind":
        return kinds[self.kind]


class Kind:
    """Base of all kinds. `raw` is what a form posted (a list of strings), `value` is typed and fit for JSON."""

    name: ClassVar[str]
    settings: ClassVar[type[Question]] = Question
    template: ClassVar[str]
    # Kinds that only show something have no answer, no gap and no place in a snapshot.
    has_answer: ClassVar[bool] = True
    is_computed: ClassVar[bool] = False
    is_table: ClassVar[bool] = False
    is_file: ClassVar[bool] = False
    # Several inputs under one label: the label becomes a legend, the raw text has a line for each.
    is_group: ClassVar[bool] = False
    # For kinds with a single line of input.
    input_type: ClassVar[str] = "text"
    input_mode: ClassVar[str] = ""
    input_width: ClassVar[str] = ""  # "short", "middle" or the whole line

    def parse(self, question: Any, raw: list[str]) -> Any:
        """The typed value, None when nothing was answered; raises Invalid."""
        text = raw[0].strip() if raw else ""
        return self.parse_text(question, text) if text else None

    def parse_text(self, question: Any, text: str) -> Any:
        return text

    def parse_all(self, question: Any, raws: Sequence[list[str]], before: Sequence[Any]) -> list[Any]:
        """Of the cells of a column: a value, None or an Invalid for each.

        Kinds that look answers up do it in one go. `before` is what is stored: an answer that comes back as it was
        shown may stay as it is.
        """
        return [self._attempt(question, raw) for raw in raws]

    def _attempt(self, question: Any, raw: list[str]) -> Any:
        try:
            return self.parse(question, raw)
        except Invalid as invalid:
            return invalid

    def from_cell(self, question: Any, text: str) -> list[str]:
        """What a form would post for a cell of a spreadsheet, where people write labels instead of keys."""
        return [text]

    def to_raw(self, question: Any, value: Any) -> list[str]:
        """What the inputs show for a value: the inverse of `parse`."""
        return [] if value is None else [str(value)]

    def typed_text(self, question: Any, raw: list[str]) -> str:
        """What was typed, as it is read where there are no inputs."""
        return "; ".join(filter(None, raw))

    def guide(self, question: Any) -> str:
        """How an answer is written, in a few words; shown where the author gives no hint."""
        return ""

    def shows(self, question: Any, raw: list[str]) -> bool:
        """Whether the inputs can show these texts though they aren't an answer (yet)."""
        return self.has_answer and not (self.is_computed or self.is_file or self.is_table)

    def widget(self, question: Any, raw: list[str], known: Mapping[str, Any], *, is_answer: bool) -> Any:
        """What the template needs besides the question and the texts of the inputs: `field.widget` there.

        `known` are the other answers as rules see them; without `is_answer` the texts are no answer (yet).
        """
        return None

    def conflict(self, question: Any, value: Any, known: Mapping[str, Any]) -> str:
        """Why this answer doesn't go with the others (as rules see them), "" when it does."""
        return ""

    def carry(self, old: "Question", question: Any, value: Any) -> Any:
        """An answer to an older question as one to this question; raises Invalid."""
        return self.parse(question, self.typed(old, value))

    def typed(self, old: "Question", value: Any) -> list[str]:
        """What a person would type here for the answer to another question: an option by its label."""
        if old.type.is_group and not self.is_group:
            return [old.type.display(old, value)]
        return old.type.to_raw(old, value)

    def for_rules(self, question: Any, value: Any) -> Any:
        return value

    def for_json(self, question: Any, value: Any) -> Any:
        """The answer in an export as JSON: keys and codes, never words of a language."""
        return value

    def sample(self, question: Any) -> Any:
        """Some answer as rules see it, for trying them out before publication."""
        return "text"

    def display(self, question: Any, value: Any) -> str:
        """The answer as people read it, on pages and on paper, in the active language."""
        return "" if value is None else str(value)

    def export(self, question: Any, value: Any) -> str | int | float | Decimal | date | None:
        """The answer in a cell of a spreadsheet, so that numbers can be added up and dates sorted."""
        return self.display(question, value) or None

    def words(self, question: Any, value: Any) -> str:
        """What the answer is found by in the lists of staff, in every language."""
        return self.display(question, value)

    def missing(self, question: Any) -> str:
        """What is said beside a required question without an answer."""
        return _("Choose an answer.") if self.is_group else _("Fill in this field.")

    def faults(self, question: Any) -> list[str]:
        """Contradictions in the settings, as sentences for the author of the definition."""
        return []

    def rules(self, question: Any) -> list[tuple[str, str]]:
        """(place, source) of every rule in the settings."""
        return [("show_if", question.show_if)] if question.show_if else []


kinds: Registry[Kind] = Registry("question kind")


def kind(cls: type[Kind]) -> type[Kind]:
    kinds.add(cls.name, cls())
    return cls
