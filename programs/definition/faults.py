"""What stands in the way of publishing a definition, each with its path and a sentence that says what to do."""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from programs.definition.base import Text, repeated
from programs.definition.capacity import capacity_faults
from programs.definition.cycles import column_cycle
from programs.definition.document import Definition, ProgramFile, ProgramPart
from programs.definition.eligibility_faults import eligibility_faults, eligibility_form
from programs.definition.exposure import exposure_faults
from programs.definition.form import CHECK, Section
from programs.definition.reachability import unreachable
from programs.definition.reference_faults import reference_faults
from programs.definition.rule_faults import Fault, Path, rule_faults
from programs.definition.specimens import Ground
from programs.definition.work import MOST_STEPS, work_of
from programs.fields.base import Question
from programs.fields.tables import walk
from programs.prefills import prefill_faults

APPLICATION = "application"  # the key of the form that a case begins with


def faults(definition: Definition) -> list[Fault]:
    found = list(_texts(definition, ()))
    for key in definition.forms:
        found += _form(_ground(definition, key), ("forms", key))
    found += eligibility_faults(definition, APPLICATION)
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
    return [Fault(path, f"two of them have the key {key!r}: a {what} needs its own") for key in repeated(keys)]


def _ground(definition: Definition, key: str) -> Ground:
    application = definition.forms.get(APPLICATION) if key != APPLICATION else None
    if definition.eligibility and definition.eligibility.form == key:
        return Ground(definition.forms[key], has_case=False)
    return Ground(definition.forms[key], application, eligibility_form(definition), definition.forms)


def _form(ground: Ground, path: Path) -> Iterator[Fault]:
    form, sections = ground.form, (*path, "sections")
    yield from _repeated([section.key for section in form.sections], sections, "section")
    keys = [question.key for section in form.sections for question in section.questions]
    yield from _repeated(keys, sections, "question of a form")
    summaries = [section.summary for section in form.sections]
    if not ground.has_case and any(summaries):
        yield Fault(sections, "an eligibility form is shown on one page: leave out the check page (summary: true)")
    elif ground.has_case and (summaries.count(True) != 1 or not summaries[-1]):
        yield Fault(sections, "make the last section, and no other, the check page (summary: true)")
    if [section.gate for section in form.sections].count(True) > 1:
        yield Fault(sections, "only one section can be the gate")
    if form.is_sequential and form.gate:
        yield Fault(sections, "the steps of a sequential form open one after the other: leave out gate")
    yield from _rules(ground, path)


def _rules(ground: Ground, path: Path) -> Iterator[Fault]:
    form, sections = ground.form, (*path, "sections")
    found = [
        fault
        for number, section in enumerate(form.sections)
        for fault in _section(ground, section, (*sections, number))
    ]
    yield from found
    if not found and work_of(ground) > MOST_STEPS:
        yield Fault(sections, "all its rules together take too long with as many rows as its tables allow: allow fewer")
    if cycle := form.cycle():
        yield Fault(sections, f"these questions wait for each other: {' → '.join(cycle)}")
        return
    places = {
        question.key: (*sections, number, "questions", place)
        for number, section in enumerate(form.sections)
        for place, question in enumerate(section.questions)
    }
    faulty = {fault.path for fault in found}
    for key, message in unreachable(form):
        if (*places[key], "show_if") not in faulty:
            yield Fault((*places[key], "show_if"), message)


def _section(ground: Ground, section: Section, path: Path) -> Iterator[Fault]:
    if section.key == CHECK:
        yield Fault((*path, "key"), "«check» is the address of the check page: choose another key")
    yield from (Fault(path, message) for message in capacity_faults(section))
    for number, question in enumerate(section.questions):
        yield from _question(ground, question, (*path, "questions", number))
    if section.summary:
        yield from _not_on_the_check_page(section.questions, (*path, "questions"))
    for number, check in enumerate(section.checks):
        place = (*path, "checks", number)
        yield from rule_faults(ground, check.rule, (*place, "rule"))
        if check.at not in section.by_key:
            yield Fault((*place, "at"), f"there is no question {check.at!r} in this section to show the message at")


def _not_on_the_check_page(questions: Sequence[Any], path: Path) -> Iterator[Fault]:
    """Tables whose rows are edited on pages of their own, below that of the section; files."""
    for number, question in enumerate(questions):
        if question.type.is_table and question.is_row_by_row:
            message = "the check page has no pages for the rows of this table: move it to another section"
            yield Fault((*path, number), message)
        elif any(place.question.type.is_file for place in walk([question])):
            yield Fault((*path, number), "the check page takes no files: move the question to another section")


def _question(ground: Ground, question: Question, path: Path, tables: tuple[Any, ...] = ()) -> Iterator[Fault]:
    """`tables` are those that it is a column in, from the outside."""
    if question.type.has_answer and question.kind != "consent" and not question.label:
        yield Fault((*path, "label"), "the question has no label in kk and ru")
    for message in [
        *question.type.faults(question),
        *exposure_faults(ground, question, tables),
        *reference_faults(ground.form, question, tables),
        *prefill_faults(question, in_table=bool(tables), eligibility=ground.eligibility),
        *_rows_from(ground, question),
    ]:
        yield Fault(path, message)
    for place, source in question.type.rules(question):
        yield from rule_faults(ground, source, (*path, place), tables, number=place == "value")
    if question.type.is_table:
        yield from _table(ground, question, path, (*tables, question))


def _rows_from(ground: Ground, question: Any) -> Iterator[str]:
    """The table of another form that gives the rows."""
    if source := getattr(question, "rows_from", ""):
        form, _, key = source.partition(".")
        found = ground.forms[form].questions.get(key) if form in ground.forms else None
        if found is None or not found.type.is_table:
            yield f"rows_from: the form {form!r} of this definition has no table {key!r}"


def _table(ground: Ground, table: Any, path: Path, tables: tuple[Any, ...]) -> Iterator[Fault]:
    for number, column in enumerate(table.columns):
        yield from _question(ground, column, (*path, "columns", number), tables)
    for number, check in enumerate(table.checks):
        place = (*path, "checks", number)
        yield from rule_faults(ground, check.rule, (*place, "rule"), tables)
        if not table.column(check.at):
            yield Fault((*place, "at"), f"there is no column {check.at!r} in this table to show the message at")
    if cycle := column_cycle(table):
        yield Fault((*path, "columns"), f"these columns wait for each other: {' → '.join(cycle)}")
