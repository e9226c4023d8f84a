"""What stands in the way of publishing a definition, each with its path and a sentence that says what to do."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from programs import expressions
from programs.definition.base import Text
from programs.definition.document import Definition, ProgramFile, ProgramPart
from programs.definition.form import CHECK, Form, Section
from programs.definition.rule_faults import Fault, Path, rule_faults
from programs.fields.base import Question

# What a section may post, so that its form always fits into what the server takes (DATA_UPLOAD_MAX_… in the settings).
MOST_INPUTS = 15_000
MOST_CHARACTERS = 1_500_000


def faults(definition: Definition) -> list[Fault]:
    found = list(_texts(definition, ()))
    for key, form in definition.forms.items():
        found += _form(form, ("forms", key))
    if not any(stage.kind == "decision" for stage in definition.stages):
        found.append(Fault(("stages",), "add a stage of kind decision: without one no application can be decided"))
    if len(definition.stages) > 1:
        found.append(Fault(("stages", 1), "keep a single stage: the portal doesn't lead from one to the next yet"))
    return found


def file_faults(document: ProgramFile) -> list[Fault]:
    """What only a file can have wrong: its organization, program and call."""
    found = []
    known = document.organization.call_types
    if document.call.type and document.call.type not in known:
        found.append(Fault(("call", "type"), f"organization.call_types has no {document.call.type!r}"))
    slugs: list[str] = []
    program: ProgramPart | None = document.program
    path: Path = ("program",)
    while program:
        if program.slug in slugs:
            found.append(Fault((*path, "slug"), f"{program.slug!r} can't be its own parent"))
        slugs.append(program.slug)
        program, path = program.parent, (*path, "parent")
    return found


def _texts(part: Any, path: Path) -> Iterator[Fault]:
    """A text that is given in one language is wanted in both; one that the schema requires can't be empty."""
    if isinstance(part, Text):
        if part:
            yield from (Fault(path, f"the text is missing in {language}") for language in part.missing)
    elif isinstance(part, BaseModel):
        for name, info in type(part).model_fields.items():
            value = getattr(part, name)
            if isinstance(value, Text) and info.is_required() and not value:
                yield Fault((*path, name), "the text is missing in kk and ru")
            yield from _texts(value, (*path, info.alias or name))
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from _texts(value, (*path, key))
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from _texts(value, (*path, number))


def _repeated(keys: list[str], path: Path, what: str) -> list[Fault]:
    again = sorted({key for key in keys if keys.count(key) > 1})
    return [Fault(path, f"two of them have the key {key!r}: a {what} needs its own") for key in again]


def _form(form: Form, path: Path) -> Iterator[Fault]:
    sections = (*path, "sections")
    yield from _repeated([section.key for section in form.sections], sections, "section")
    keys = [question.key for section in form.sections for question in section.questions]
    yield from _repeated(keys, sections, "question of a form")
    if [section.summary for section in form.sections].count(True) != 1 or not form.sections[-1].summary:
        yield Fault(sections, "make the last section, and no other, the check page (summary: true)")
    if [section.gate for section in form.sections].count(True) > 1:
        yield Fault(sections, "only one section can be the gate")
    cycle = form.cycle()
    if cycle:
        yield Fault(sections, f"these questions wait for each other: {' → '.join(cycle)}")
    for number, section in enumerate(form.sections):
        yield from _section(form, section, (*sections, number))


def _section(form: Form, section: Section, path: Path) -> Iterator[Fault]:
    if section.key == CHECK:
        yield Fault((*path, "key"), "«check» is the address of the check page: choose another key")
    if sum(_inputs(question) for question in section.questions) > MOST_INPUTS:
        yield Fault(path, f"its form has more than {MOST_INPUTS} inputs: allow fewer rows, or divide the section")
    if sum(_characters(question) for question in section.questions) > MOST_CHARACTERS:
        yield Fault(path, f"it takes more than {MOST_CHARACTERS} characters: shorten its texts, or divide the section")
    for number, question in enumerate(section.questions):
        yield from _question(form, question, (*path, "questions", number))
    for number, check in enumerate(section.checks):
        place = (*path, "checks", number)
        yield from rule_faults(form, check.rule, (*place, "rule"))
        if check.at not in section.by_key:
            yield Fault((*place, "at"), f"there is no question {check.at!r} in this section to show the message at")


def _inputs(question: Any) -> int:
    """How many fields a browser sends for it at most."""
    if question.type.is_table:
        return 1 + int(question.rows.max) * (1 + sum(_inputs(column) for column in question.columns))
    if not question.type.has_answer or question.type.is_computed or question.type.is_file:
        return 0
    return 1 + len(getattr(question, "options", [""])) if question.type.is_group else 1


def _characters(question: Any) -> int:
    if question.type.is_table:
        return int(question.rows.max) * sum(_characters(column) for column in question.columns)
    limit = getattr(question, "max", None)
    return limit if isinstance(limit, int) else 100


def _question(form: Form, question: Question, path: Path, table: Any = None) -> Iterator[Fault]:
    """`table` is given when the question is a column of one."""
    if question.type.has_answer and question.kind != "consent" and not question.label:
        yield Fault((*path, "label"), "the question has no label in kk and ru")
    for message in [*question.type.faults(question), *_exposure(form, question, table)]:
        yield Fault(path, message)
    for place, source in question.type.rules(question):
        yield from rule_faults(form, source, (*path, place), table, number=place == "value")
    if question.type.is_table:
        yield from _table(form, question, path)


def _table(form: Form, table: Any, path: Path) -> Iterator[Fault]:
    for number, column in enumerate(table.columns):
        yield from _question(form, column, (*path, "columns", number), table)
    for number, check in enumerate(table.checks):
        place = (*path, "checks", number)
        yield from rule_faults(form, check.rule, (*place, "rule"), table)
        if not table.column(check.at):
            yield Fault((*place, "at"), f"there is no column {check.at!r} in this table to show the message at")


def _exposure(form: Form, question: Question, table: Any) -> Iterator[str]:
    """Lists and sums are read by staff who may not read sensitive answers."""
    kind = question.type
    if question.listed and (table or kind.is_table or kind.is_file or not kind.has_answer):
        yield "only a single answer of the form can be listed: no table, column, file or statement"
    if question.listed and question.sensitive:
        yield "a sensitive answer can't be listed: lists are for staff who may not read it"
    if kind.is_computed and not (question.sensitive or (table and table.sensitive)):
        for key in sorted(_sensitive_parts(form, question, table)):
            yield f"it is worked out from the sensitive answer {key!r}: mark it as sensitive too"


def _sensitive_parts(form: Form, question: Any, table: Any) -> Iterator[str]:
    for root, key in expressions.references(question.value):
        read = form.questions.get(key) if root == "answers" else table and table.column(key)
        if read and read.sensitive:
            yield key
    for name, key in expressions.totals(question.value):
        summed: Any = form.questions.get(name)
        column = summed.column(key) if summed and summed.type.is_table else None
        if column and column.sensitive:
            yield key
