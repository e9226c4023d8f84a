from pydantic import Field

from programs.definition.base import Key, Strict, Text


class Check(Strict):
    """A rule over what was answered and the message for where it doesn't hold."""

    rule: str = Field(min_length=1)
    message: Text
    at: Key = Field(description="the question, or in a table the column, beside which the message stands")
    soft: bool = Field(default=False, description="only advises: nothing is incomplete, or kept from being sent, by it")
