from pydantic import Field

from programs.definition.base import Key, Strict, Text


class Requirement(Strict):
    """One condition that applicants have to meet, and what a visitor is told about it."""

    key: Key
    rule: str = Field(min_length=1, description="over the answers of the eligibility form")
    show_if: str = Field(default="", description="a rule; where it doesn't hold, the requirement isn't one")
    met: Text
    not_met: Text
    unknown: Text = Field(default=Text(), description="said while what the rule reads isn't answered")


class NeededDocument(Strict):
    title: Text
    show_if: str = Field(default="", description="a rule; the document is named where it holds")


class Eligibility(Strict):
    """A form that anyone can try before they have an account, and the requirements it is about."""

    form: Key
    intro: Text = Field(default=Text(), description="above the questions; Markdown")
    requirements: list[Requirement] = Field(min_length=1, max_length=50)
    documents: list[NeededDocument] = Field(default=[], max_length=50)
    blocks: bool = Field(default=False, description="nobody can start without meeting all requirements")
