import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from pydantic import BeforeValidator, Field

from programs.definition.base import Text
from programs.fields.base import Invalid, Kind, Question, kind

SPACES = re.compile(r"[\s\u00a0\u202f]+")
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
MOST_DIGITS = 15  # a double keeps that many


def read_number(text: str) -> Decimal | None:
    """`1 234,5`, `1234.5` and `1 234.50` are numbers; None for anything else."""
    bare = SPACES.sub("", text).replace("−", "-").replace(",", ".")
    if not NUMBER.fullmatch(bare) or len(re.sub(r"\D", "", bare)) > MOST_DIGITS:
        return None
    return Decimal(bare) + 0  # -0 is 0


def digits_after_comma(number: Decimal) -> int:
    """As typed, zeros included: whoever writes 1,000 for a thousand must not be understood as one."""
    return -int(number.as_tuple().exponent)


def spoken(number: Decimal | int) -> str:
    return number_format(number, force_grouping=True)


def in_both(value: Any) -> Any:
    """`"%"` is `{kk: "%", ru: "%"}`."""
    return {"kk": value, "ru": value} if isinstance(value, str) else value


Unit = Annotated[Text, BeforeValidator(in_both)]


class NumberQuestion(Question):
    min: Decimal | None = None
    max: Decimal | None = None
    unit: Unit = Field(default=Text(), description="shown after the input")


class Number(Kind):
    template = "fields/input.html"
    input_mode = "decimal"
    input_width = "short"

    def parse_text(self, question: Any, text: str) -> Any:
        number = self.read(question, text)
        if question.min is not None and number < question.min:
            raise Invalid(_("Write a number not below %(least)s.") % {"least": spoken(question.min)})
        if question.max is not None and number > question.max:
            raise Invalid(_("Write a number not above %(most)s.") % {"most": spoken(question.max)})
        return self.store(number)

    def read(self, question: Any, text: str) -> Decimal:
        raise Invalid(text)

    def store(self, number: Decimal) -> Any:
        return format(number.normalize(), "f")

    def for_rules(self, question: Any, value: Any) -> float:
        return float(value)

    def sample(self, question: Any) -> float:
        return 1.0

    def to_raw(self, question: Any, value: Any) -> list[str]:
        return [] if value is None else [spoken(Decimal(value))]

    def display(self, question: Any, value: Any) -> str:
        if value is None:
            return ""
        return f"{spoken(Decimal(value))}\u00a0{question.unit}" if question.unit else spoken(Decimal(value))

    def export(self, question: Any, value: Any) -> Decimal | int | None:
        return None if value is None else Decimal(value)

    def faults(self, question: Any) -> list[str]:
        if question.min is not None and question.max is not None and question.min > question.max:
            return ["min is above max: no number can be answered"]
        return []


class IntegerQuestion(NumberQuestion):
    kind: Literal["integer"]


@kind
class Integer(Number):
    name = "integer"
    settings = IntegerQuestion
    input_mode = "numeric"

    def read(self, question: Any, text: str) -> Decimal:
        number = read_number(text)
        if number is None or digits_after_comma(number):
            raise Invalid(_("Write a whole number in digits, for example 25."))
        return number

    def store(self, number: Decimal) -> int:
        return int(number)

    def export(self, question: Any, value: Any) -> int | None:
        return None if value is None else int(value)


class DecimalQuestion(NumberQuestion):
    kind: Literal["decimal"]
    places: int = Field(default=2, ge=0, le=6)


@kind
class DecimalNumber(Number):
    name = "decimal"
    settings = DecimalQuestion

    def read(self, question: Any, text: str) -> Decimal:
        number = read_number(text)
        if number is None:
            raise Invalid(_("Write a number in digits, for example 12,5."))
        if digits_after_comma(number) > question.places:
            raise Invalid(_("Write at most %(places)d digits after the comma.") % {"places": question.places})
        return number


class MoneyQuestion(NumberQuestion):
    kind: Literal["money"]
    min: Decimal | None = Decimal(0)
    unit: Unit = Text(kk="₸", ru="₸")


def spoken_money(value: Any) -> str:
    """With tiyn only where there are any: 1 500 000 ₸, 99,50 ₸."""
    amount = Decimal(value)
    places = 0 if amount == amount.to_integral_value() else 2
    return f"{number_format(amount, decimal_pos=places, force_grouping=True)}\u00a0₸"


@kind
class Money(Number):
    name = "money"
    settings = MoneyQuestion

    def read(self, question: Any, text: str) -> Decimal:
        number = read_number(text.rstrip("₸ тг.").rstrip())
        if number is None:
            raise Invalid(_("Write the amount in digits, for example 150 000 or 99,50."))
        if digits_after_comma(number) > 2:
            raise Invalid(_("Write the amount with at most two digits after the comma."))
        return number

    def store(self, number: Decimal) -> str:
        return str(number.quantize(Decimal("0.01")))

    def to_raw(self, question: Any, value: Any) -> list[str]:
        return [] if value is None else [spoken_money(value).removesuffix("\u00a0₸")]

    def display(self, question: Any, value: Any) -> str:
        return "" if value is None else spoken_money(value)
