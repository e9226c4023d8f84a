"""The examples of docs/programs.md are right, and nothing that a program can say is left out."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from programs import expressions
from programs.definition.faults import faults
from programs.definition.form import Section
from programs.definition.letters import PLACEHOLDERS, Letter
from programs.definition.reading import read_program
from programs.fields.base import kinds
from programs.stage_kinds.base import Stage, stage_kinds
from tests.programs.making import definition

TEXT = (Path(__file__).parents[2] / "docs" / "programs.md").read_text()
WHOLE, TABLE, RULES, ELIGIBILITY, LETTERS, _INCLUDES = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)


def plain(text):
    return YAML(typ="safe", pure=True).load(text)


def test_whole_program_can_be_published(tmp_path):
    file = tmp_path / "example.yaml"
    file.write_text(WHOLE)
    document, _source = read_program(file)
    assert document.call.type == "competitive"


def test_table_is_right():
    assert faults(definition(*plain(TABLE))) == []


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


@pytest.mark.parametrize(
    "name", sorted({*kinds, *stage_kinds, *PLACEHOLDERS, *Section.model_fields, *Stage.model_fields})
)
def test_everything_is_named(name):
    assert re.search(rf"`[^`\n]*\b{re.escape(name)}\b[^`\n]*`|\b{re.escape(name)}:", TEXT)


@pytest.mark.parametrize("name", sorted(expressions.FUNCTIONS))
def test_every_function_is_named(name):
    assert f"`{name}(" in TEXT


@pytest.mark.parametrize("kind", sorted(kinds))
def test_every_setting_of_a_kind_is_named(kind):
    for name, info in kinds[kind].settings.model_fields.items():
        assert re.search(rf"\b{info.alias or name}\b", TEXT), name
