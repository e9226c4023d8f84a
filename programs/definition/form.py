"""A form: sections of questions, and the order in which their rules are worked out."""

from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Literal

from pydantic import ConfigDict, Field

from programs import expressions
from programs.definition.base import Key, Strict, Text
from programs.definition.check import Check
from programs.definition.question import AnyQuestion
from programs.fields.base import Question
from programs.fields.tables import walk

CHECK = "check"  # the address of the check page, so no section may have this key


class Section(Strict):
    key: Key
    title: Text
    step: Text = Field(
        default=Text(), description="its name in the stepper of a sequential form, where the title is long"
    )
    intro: Text = Text()
    help: Text = Field(default=Text(), description="how to fill in this section; Markdown")
    gate: bool = Field(default=False, description="the other sections open once this one is complete")
    summary: bool = Field(default=False, description="the check page: shows the whole form, then submits")
    questions: list[AnyQuestion] = []
    checks: list[Check] = []

    model_config = ConfigDict(ignored_types=(cached_property,))

    @cached_property
    def by_key(self) -> dict[str, Question]:
        return {question.key: question for question in self.questions}


class Form(Strict):
    navigation: Literal["free", "sequential"] = Field(
        default="free", description="free: a menu of sections; sequential: steps, one after the other"
    )
    next: Text = Field(default=Text(), description="button of a step: saves and goes on")
    back: Text = Field(default=Text(), description="button of a step: saves and goes back")
    submit: Text = Field(default=Text(), description="button of the check page")
    sections: list[Section] = Field(min_length=1)

    model_config = ConfigDict(ignored_types=(cached_property,))

    @cached_property
    def by_key(self) -> dict[str, Section]:
        return {section.key: section for section in self.sections}

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question of the form by its key, which is unique within it."""
        return {question.key: question for section in self.sections for question in section.questions}

    @cached_property
    def section_of(self) -> dict[str, Section]:
        return {question.key: section for section in self.sections for question in section.questions}

    @property
    def is_sequential(self) -> bool:
        return self.navigation == "sequential"

    @cached_property
    def gate(self) -> Section | None:
        return next((section for section in self.sections if section.gate), None)

    @cached_property
    def summary(self) -> Section:
        """The check page; the last section when the definition names none is a fault found at publication."""
        return next((section for section in self.sections if section.summary), self.sections[-1])

    @cached_property
    def fillable(self) -> list[Section]:
        return [section for section in self.sections if not section.summary]

    def section_after(self, key: str) -> Section:
        keys = [section.key for section in self.sections]
        return self.sections[min(keys.index(key) + 1, len(keys) - 1)]

    def section_before(self, key: str) -> Section:
        keys = [section.key for section in self.sections]
        return self.sections[max(keys.index(key) - 1, 0)]

    @cached_property
    def order(self) -> list[str]:
        """Question keys such that each comes after those its rules read; raises CycleError."""
        graph = TopologicalSorter(
            {key: reads(question) & set(self.questions) for key, question in self.questions.items()}
        )
        return list(graph.static_order())

    @cached_property
    def roots(self) -> frozenset[str]:
        """What the names that its rules read begin with: answers, row, application, …"""
        rules = [check.rule for section in self.sections for check in section.checks]
        for place in walk(self.questions.values()):
            rules += [source for _place, source in place.question.type.rules(place.question)]
            rules += [check.rule for check in getattr(place.question, "checks", [])]
        return frozenset(root for rule in rules for root in expressions.roots(rule))

    def cycle(self) -> list[str]:
        try:
            TopologicalSorter({key: reads(question) for key, question in self.questions.items()}).prepare()
        except CycleError as error:
            return list(error.args[1])
        return []


def reads(question: Question) -> set[str]:
    """Keys of the answers that this question's rules read, those of its columns included, at every depth."""
    sources = [source for place in walk([question]) for _place, source in place.question.type.rules(place.question)]
    return {key for source in sources for root, key in expressions.references(source) if root == "answers"}
