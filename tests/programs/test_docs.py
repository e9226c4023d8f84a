"""The tutorial of docs/programs.md can be followed word by word, its examples are right, and nothing is left out."""

import re
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from pydantic import BaseModel
from ruamel.yaml import YAML

from programs import expressions
from programs.definition.check import Check
from programs.definition.document import Applicants, CallPart, Contacts, Definition, OrganizationPart, ProgramPart
from programs.definition.eligibility import Eligibility, NeededDocument, Requirement
from programs.definition.faults import faults
from programs.definition.form import Form, Section
from programs.definition.letters import PLACEHOLDERS, Letter
from programs.definition.reading import read_program
from programs.fields.base import kinds
from programs.stage_kinds.base import stage_kinds
from tests.journeys.files import PDF
from tests.programs.making import definition

TEXT = (Path(__file__).parents[2] / "docs" / "programs.md").read_text()
TUTORIAL, REFERENCE = TEXT.split("\n## For looking things up\n")
FILE = "village-libraries-2027.yaml"


def fences(text, language):
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


SMALLEST, MORE = fences(TUTORIAL, "yaml")
SHELLS = fences(TUTORIAL, "console")
_EDITOR, HEAD, TABLE, FIXED, RULES, ELIGIBILITY, LETTERS, _INCLUDES = fences(REFERENCE, "yaml")


def plain(text):
    return YAML(typ="safe", pure=True).load(text)


def shell(text):
    """What the page says that the commands print, and what they do."""
    said, done = text.splitlines(), []
    for line in said:
        if line.startswith("$ manage.py "):
            done.append(line)
            out = StringIO()
            try:
                call_command(*line.removeprefix("$ manage.py ").split(), stdout=out)
            except CommandError as error:
                out.write(f"CommandError: {error}\n")
            done += out.getvalue().splitlines()
    assert done == said


@time_machine.travel("2026-12-01", tick=False)
@pytest.mark.django_db
def test_tutorial_can_be_followed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = Path(FILE)
    check, slip, publish, misspelt, again, dates, texts, dump = SHELLS

    file.write_text(SMALLEST)
    shell(check)
    file.write_text(SMALLEST.replace(', ru: "Гранты библиотекам — 2027"', ""))
    shell(slip)
    file.write_text(SMALLEST)
    shell(publish)

    place = "      - key: confirmation\n"
    longer = SMALLEST.replace(place, "".join(f"      {line}\n" for line in MORE.splitlines()) + place)
    file.write_text(longer.replace("rule: answers.total", "rule: answers.totl"))
    shell(misspelt)
    file.write_text(longer)
    shell(again)

    file.write_text(longer.replace("closes: 2027-03-01 18:00", "closes: 2027-03-15 18:00"))
    shell(dates)
    shell(texts)
    shell(dump)
    assert read_program(file)[0].forms["application"].by_key["books"]


def test_head_of_a_file_is_right(tmp_path):
    file = tmp_path / FILE
    start = SMALLEST.index("forms:")
    file.write_text(f"format: 1\n{HEAD}{SMALLEST[start:]}")
    (tmp_path / "rules.pdf").write_bytes(PDF)
    document, _source = read_program(file)
    assert document.call.type == "competitive"


@pytest.mark.parametrize("example", [TABLE, FIXED])
def test_table_is_right(example):
    assert faults(definition(*plain(example))) == []


def test_eligibility_is_right():
    found, made = plain(ELIGIBILITY), definition(*plain(TABLE)).dump()
    made = made | {"eligibility": found["eligibility"], "forms": made["forms"] | found["forms"]}
    assert faults(type(definition()).model_validate(made)) == []


def test_letter_is_right():
    assert Letter.model_validate(plain(LETTERS)["letters"]["awarded"])


@pytest.mark.parametrize("line", [line for line in RULES.splitlines() if line])
def test_rule_is_one(line):
    (source,) = plain(line).values()
    assert not expressions.reads(source).unknown


MODELS = [
    *(OrganizationPart, ProgramPart, Contacts, CallPart, Applicants, Definition, Form, Section, Check),
    *(Eligibility, Requirement, NeededDocument, Letter, *(stage_kinds[name] for name in stage_kinds)),
]


def is_named(name):
    return re.search(rf"`[^`\n]*\b{re.escape(name)}\b[^`\n]*`|\b{re.escape(name)}:", TEXT)


@pytest.mark.parametrize("name", sorted({*kinds, *stage_kinds, *PLACEHOLDERS}))
def test_everything_is_named(name):
    assert is_named(name)


def settings_of(model):
    """Its names as files write them, those of the parts inside included."""
    for name, info in model.model_fields.items():
        yield info.alias or name
        for part in (info.annotation, *getattr(info.annotation, "__args__", ())):
            if isinstance(part, type) and issubclass(part, BaseModel) and not {"kk", "ru"} <= set(part.model_fields):
                yield from settings_of(part)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_setting_is_named(model):
    names = model.model_fields if model is ProgramPart else settings_of(model)  # a program has one as its parent
    assert [name for name in names if not is_named(name)] == []


@pytest.mark.parametrize("kind", sorted(kinds))
def test_every_setting_of_a_kind_is_named(kind):
    assert [name for name in settings_of(kinds[kind].settings) if not is_named(name)] == []


@pytest.mark.parametrize("name", sorted(expressions.FUNCTIONS))
def test_every_function_is_named(name):
    assert f"`{name}(" in REFERENCE


@pytest.mark.parametrize(
    "option", ["--dry-run", "--publish", "--live", "--force", "--confirm", "--edition", "--output"]
)
def test_options_are_those_of_the_commands(option):
    assert option in REFERENCE
