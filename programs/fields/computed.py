from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from pydantic import Field

from programs.expressions import money_value
from programs.fields.base import Kind, Question, kind
from programs.fields.numbers import spoken, spoken_money


class ComputedQuestion(Question):
    kind: Literal["computed"]
    value: str = Field(min_length=1, description="a formula")
    as_: Literal["money", "integer", "decimal"] = Field(default="decimal", alias="as")


@kind
class Computed(Kind):
    """Derived whenever it is shown; only a snapshot keeps it."""

    name = "computed"
    settings = ComputedQuestion
    template = "fields/computed.html"
    is_computed = True

    def from_result(self, question: Any, result: Any) -> Any:
        """The typed value of a formula's result, None when there is none."""
        amount = money_value(result)
        if amount is None:
            return None
        if question.as_ == "integer":
            return int(amount.to_integral_value(ROUND_HALF_UP))
        return str(amount)

    def for_rules(self, question: Any, value: Any) -> float:
        return float(value)

    def sample(self, question: Any) -> float:
        return 1.0

    def display(self, question: Any, value: Any) -> str:
        if value is None:
            return ""
        return spoken_money(value) if question.as_ == "money" else spoken(Decimal(value).normalize() + 0)

    def export(self, question: Any, value: Any) -> int | Decimal | None:
        return value if value is None or isinstance(value, int) else Decimal(value)

    def rules(self, question: Any) -> list[tuple[str, str]]:
        return [*super().rules(question), ("value", question.value)]
