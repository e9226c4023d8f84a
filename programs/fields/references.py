from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pydantic import Field

from portal.lib.text import fold
from programs import references
from programs.definition.base import Key
from programs.fields.base import Invalid, Kind, Question, kind
from programs.references import Found


class ReferenceQuestion(Question):
    kind: Literal["reference"]
    reference_list: Key = Field(alias="list", description="the key of a reference list")
    level: int | None = Field(default=None, ge=1, le=9, description="only items that stand so deep; 1 is the top")
    under: str = Field(default="", description="a reference of the same list: only what belongs to its answer")


@dataclass(frozen=True)
class Typed:
    """What a form posts: the text, the code that the script noted for it, the one chosen among those offered."""

    text: str
    code: str = ""
    chosen: str = ""

    @classmethod
    def read(cls, raw: Sequence[str]) -> "Typed":
        return cls(*(text.strip() for text in raw[:3])) if raw else cls("")

    @property
    def codes(self) -> list[str]:
        return [self.chosen] if self.chosen else [code for code in (self.code, self.text) if code]

    @property
    def names(self) -> list[str]:
        """A title, alone or as `spoken` writes it."""
        if self.chosen or not self.text:
            return []
        return [fold(self.text), fold(self.text.rpartition(" (")[0] or self.text)]


@dataclass(frozen=True)
class Combobox:
    hits: list[tuple[str, str]]  # (code, text) of what may be meant
    code: str
    above: str  # the code that the answer has to belong to


@kind
class Reference(Kind):
    """The value is a code with its titles and those of what it belongs to: it is read without the list, for ever."""

    name = "reference"
    settings = ReferenceQuestion
    template = "fields/reference.html"
    is_group = True

    def parse(self, question: Any, raw: list[str]) -> dict[str, Any] | None:
        outcome: Any = self.parse_all(question, [raw], [None])[0]
        if isinstance(outcome, Invalid):
            raise outcome
        found: dict[str, Any] | None = outcome
        return found

    def parse_all(self, question: Any, raws: Sequence[list[str]], before: Sequence[Any]) -> list[Any]:
        """An answer that comes back as it was shown isn't looked up: it stays when its item has ended since."""
        typed = [Typed.read(raw) for raw in raws]
        stays = [is_as_shown(one, value) for one, value in zip(typed, before, strict=True)]
        wanted = [one for one, same in zip(typed, stays, strict=True) if not same]
        names = {name for one in wanted for name in one.names}
        codes = {code for one in wanted for code in one.codes}
        found = references.named(question.reference_list, names=names, codes=codes) if codes else []
        allowed = [item for item in found if question.level in {None, item.level}]
        return [
            value if same else resolved(one, allowed) for one, same, value in zip(typed, stays, before, strict=True)
        ]

    def to_raw(self, question: Any, value: Any) -> list[str]:
        return [] if value is None else [spoken(value), value["code"]]

    def typed_text(self, question: Any, raw: list[str]) -> str:
        return Typed.read(raw).text

    def guide(self, question: Any) -> str:
        return _("Type the first letters and choose from the list")

    def carry(self, old: Question, question: Any, value: Any) -> Any:
        if isinstance(old, ReferenceQuestion) and old.reference_list == question.reference_list:
            if question.level not in {None, level_of(value)}:
                raise Invalid(_("Choose from the list."))
            return value
        return super().carry(old, question, value)

    def conflict(self, question: Any, value: Any, known: Mapping[str, Any]) -> str:
        above = known.get(question.under)
        if above is None or above in {code for code, _kk, _ru in value.get("above", [])}:
            return ""
        return _("This doesn't belong to what you chose above. Choose again.")

    def widget(self, question: Any, raw: list[str], known: Mapping[str, Any], *, is_answer: bool) -> Combobox:
        typed = Typed.read(raw)
        above = str(known.get(question.under, ""))
        hits = []
        if typed.text and not is_answer:
            hits = references.search(question.reference_list, typed.text, level=question.level, under=above)
        return Combobox([(hit.code, spoken(value_of(hit))) for hit in hits], typed.code, above)

    def for_rules(self, question: Any, value: Any) -> str:
        return str(value["code"])

    def display(self, question: Any, value: Any) -> str:
        return "" if value is None else spoken(value)

    def words(self, question: Any, value: Any) -> str:
        return f"{value['kk']} {value['ru']}"

    def missing(self, question: Any) -> str:
        return _("Choose from the list.")


def value_of(found: Found) -> dict[str, Any]:
    value: dict[str, Any] = {"code": found.code, "kk": found.kk, "ru": found.ru}
    return value | {"above": [list(item) for item in found.above]} if found.above else value


def level_of(value: Mapping[str, Any]) -> int:
    return len(value.get("above", [])) + 1


def spoken(value: Mapping[str, Any], language: str = "") -> str:
    """«Қарабұлақ ауылы (Сайрам ауданы, Түркістан облысы)», in the active language unless said."""
    is_russian = (language or get_language() or "").startswith("ru")
    title = value["ru" if is_russian else "kk"]
    above = ", ".join(ru if is_russian else kk for _code, kk, ru in value.get("above", []))
    return f"{title} ({above})" if above else str(title)


def is_as_shown(typed: Typed, value: Any) -> bool:
    return value is not None and not typed.chosen and (typed.text, typed.code) == (spoken(value), value["code"])


def resolved(typed: Typed, found: Iterable[Found]) -> Any:
    """The value that was meant, None or an Invalid."""
    if not typed.text and not typed.chosen:
        return None
    by_code = {item.code: item for item in found}
    if typed.chosen:
        item = by_code.get(typed.chosen)
        return value_of(item) if item else Invalid(_("This isn't in the list any more. Choose again."))
    named = [item for item in by_code.values() if item.code == typed.text or is_called(item, typed.text)]
    noted = [item for item in named if item.code == typed.code]
    if len(noted or named) == 1:
        return value_of((noted or named)[0])
    if named:
        return Invalid(_("Several in the list are called that: choose the one you mean."))
    return Invalid(_("Nothing in the list is called exactly that. Choose from the list."))


def is_called(item: Found, text: str) -> bool:
    value = value_of(item)
    return fold(text) in {fold(name) for name in (item.kk, item.ru, spoken(value, "kk"), spoken(value, "ru"))}
