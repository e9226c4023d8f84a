"""The JSON Schema for editors: it takes what the reader takes, and refuses the commonest slips."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from programs import presets
from programs.definition.reading import read_plain
from programs.definition.schema import program_schema
from programs.fields.base import kinds
from programs.stage_kinds.base import stage_kinds
from tests.programs.definition.test_reading import GOOD

COMMITTED = Path(__file__).parents[3] / "docs" / "program.schema.json"
PRESETS = sorted(Path(presets.__path__[0]).glob("**/*-20*.yaml"))
SCHEMA = Draft202012Validator(program_schema())


def seen_by_an_editor(data):
    """Editors read a date as text."""
    if isinstance(data, dict):
        return {key: seen_by_an_editor(value) for key, value in data.items()}
    if isinstance(data, list):
        return [seen_by_an_editor(item) for item in data]
    return data.isoformat() if isinstance(data, date) else data


def errors(text):
    data = YAML(typ="safe", pure=True).load(text)
    return list(SCHEMA.iter_errors(seen_by_an_editor(data)))


def test_committed_schema_is_current():
    out = StringIO()
    call_command("program_schema", stdout=out)
    assert COMMITTED.read_text() == out.getvalue(), "run: manage.py program_schema > docs/program.schema.json"


def test_schema_is_one():
    Draft202012Validator.check_schema(program_schema())


@pytest.mark.parametrize("file", PRESETS, ids=lambda file: file.stem)
def test_presets_are_valid_with_and_without_what_they_include(file):
    assert errors(file.read_text()) == []
    assert list(SCHEMA.iter_errors(seen_by_an_editor(read_plain(file).data))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: text,", "kind: txet,"),
        ("kind: text,", "kind: text, colour: red,"),
        ("kind: text,", "kind: text, max: -1,"),
        ("key: name, kind", "key: Name, kind"),
        ("{key: name, kind: text,", "{key: name,"),
        ("kind: decision", "kind: lottery"),
        ("opens: 2027-01-15 09:00", "opens: 15.01.2027"),
        ("  closes:", "  grace: soon\n  closes:"),
        ('kk: "Негізгі"', 'en: "Main", kk: "Негізгі"'),
        (', ru: "Название"', ""),
        ("  application:", "  My Form:"),
        ("slug: birlik\n", "slug: Birlik\n"),
    ],
)
def test_slip_is_shown_while_it_is_typed(old, new):
    assert GOOD.count(old) == 1
    assert errors(GOOD) == []
    assert errors(GOOD.replace(old, new))


@pytest.mark.parametrize("registry", [kinds, stage_kinds], ids=lambda registry: registry.what)
def test_every_kind_is_told_apart(registry):
    union = SCHEMA.schema["$defs"][registry.what.title().replace(" ", "")]
    assert sorted(union["discriminator"]["mapping"]) == sorted(registry)
    assert len(union["oneOf"]) == len(set(registry))


def test_settings_written_in_words_are_taken():
    text = GOOD.replace("  closes:", "  grace: 20 min\n  closes:").replace(
        "kind: text,", "kind: file, files: {max: 3, each: 512 KB},"
    )
    assert errors(text) == []


def test_printed_schema_is_json():
    out = StringIO()
    call_command("program_schema", stdout=out)
    assert json.loads(out.getvalue()) == program_schema()
