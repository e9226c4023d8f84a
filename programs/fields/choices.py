from collections.abc import Iterable
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import Field

from portal.lib.text import fold
from programs.definition.base import Key, Strict, Text, repeated
from programs.fields.base import Invalid, Kind, Question, kind

MOST_RADIOS = 7


class Option(Strict):
    """One thing to choose; the key is what is stored, so texts may be corrected later."""

    key: Key
    label: Text
    hint: Text = Text()


class OptionsQuestion(Question):
    options: list[Option] = Field(min_length=1, max_length=300)

    def option(self, key: str) -> Option | None:
        return next((option for option in self.options if option.key == key), None)


def named(text: str, option: Option) -> bool:
    """Whether a person who writes this means that option."""
    return fold(text) in {fold(option.label.kk), fold(option.label.ru), option.key}


class OfOptions(Kind):
    is_group = True

    def from_cell(self, question: Any, text: str) -> list[str]:
        return [next((option.key for option in question.options if named(text, option)), text)]

    def shows(self, question: Any, raw: list[str]) -> bool:
        return all(question.option(text) for text in raw if text)

    def faults(self, question: Any) -> list[str]:
        keys = [option.key for option in question.options]
        return [f"two options have the key {key!r}" for key in repeated(keys)]


def in_every_language(options: Iterable[Option | None]) -> str:
    return " ".join(f"{option.label.kk} {option.label.ru}" for option in options if option)


# What people write in spreadsheets, folded.
YES_OR_NO = {fold(word): "yes" for word in ("иә", "да", "yes", "+")} | {
    fold(w): "no" for w in ("жоқ", "нет", "no", "-")
}


class YesNoQuestion(Question):
    kind: Literal["yes_no"]


@kind
class YesNo(Kind):
    name = "yes_no"
    settings = YesNoQuestion
    template = "fields/yes_no.html"
    is_group = True

    def parse(self, question: Any, raw: list[str]) -> bool | None:
        answer = next(filter(None, raw), "")
        if answer not in {"", "yes", "no"}:
            raise Invalid(_("Choose “Yes” or “No”."))
        return {"yes": True, "no": False}.get(answer)

    def from_cell(self, question: Any, text: str) -> list[str]:
        return [YES_OR_NO.get(fold(text), text)]

    def to_raw(self, question: Any, value: Any) -> list[str]:
        return [] if value is None else ["yes" if value else "no"]

    def shows(self, question: Any, raw: list[str]) -> bool:
        return False

    def sample(self, question: Any) -> bool:
        return True

    def display(self, question: Any, value: Any) -> str:
        return "" if value is None else _("Yes") if value else _("No")


class ChoiceQuestion(OptionsQuestion):
    kind: Literal["choice"]

    @property
    def as_radios(self) -> bool:
        return len(self.options) <= MOST_RADIOS


@kind
class Choice(OfOptions):
    name = "choice"
    settings = ChoiceQuestion
    template = "fields/choice.html"

    def parse(self, question: Any, raw: list[str]) -> str | None:
        key = next(filter(None, raw), None)
        if key and not question.option(key):
            raise Invalid(_("Choose one of the options of the list."))
        return key

    def sample(self, question: Any) -> str:
        return str(question.options[0].key)

    def display(self, question: Any, value: Any) -> str:
        option = question.option(value) if value else None
        return str(option.label) if option else ""

    def words(self, question: Any, value: Any) -> str:
        return in_every_language([question.option(value)])


class ChoicesQuestion(OptionsQuestion):
    kind: Literal["choices"]
    most: int | None = Field(default=None, ge=1, description="how many may be chosen")


@kind
class Choices(OfOptions):
    name = "choices"
    settings = ChoicesQuestion
    template = "fields/choices.html"

    def parse(self, question: Any, raw: list[str]) -> list[str] | None:
        chosen = list(dict.fromkeys(filter(None, raw)))
        if any(not question.option(key) for key in chosen):
            raise Invalid(_("Choose among the options of the list."))
        if question.most and len(chosen) > question.most:
            raise Invalid(
                ngettext("Choose at most %(most)d option.", "Choose at most %(most)d options.", question.most)
                % {"most": question.most}
            )
        return [option.key for option in question.options if option.key in chosen] or None

    def from_cell(self, question: Any, text: str) -> list[str]:
        """As `display` writes them: one after the other, between semicolons."""
        parts = [part for part in text.split(";") if part.strip()]
        return [key for part in parts for key in super(Choices, self).from_cell(question, part)]

    def to_raw(self, question: Any, value: Any) -> list[str]:
        return list(value or [])

    def sample(self, question: Any) -> list[str]:
        return [question.options[0].key]

    def display(self, question: Any, value: Any) -> str:
        found = [question.option(key) for key in value or []]
        return "; ".join(str(option.label) for option in found if option)

    def words(self, question: Any, value: Any) -> str:
        return in_every_language(map(question.option, value))
