"""Every format of definitions that was ever released is read, shown and means what it meant.

`<format>/<name>.json` holds a definition as an edition stores it, and the same with all defaults of its day written out.
A file is never changed; a released format gets more of them, a new format a folder of its own (`frozen` makes one).
"""

import json
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override
from pydantic import BaseModel

from applications.configuring.previewing import preview_pages
from programs.answers import Answers
from programs.definition.compare import compare
from programs.definition.document import FORMAT, Definition
from programs.evaluation import evaluate
from programs.presentation import shown

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*/*.json"))


def meaning(part):
    """The definition with every default written out."""
    if isinstance(part, BaseModel):
        fields = type(part).model_fields.items()
        return {info.alias or name: meaning(getattr(part, name)) for name, info in fields}
    if isinstance(part, dict):
        return {key: meaning(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [meaning(value) for value in part]
    return part if part is None or isinstance(part, bool | int | str) else str(part)


def frozen(definition):
    """What a file holds."""
    return json.dumps({"definition": definition.dump(), "means": meaning(definition)}, ensure_ascii=False) + "\n"


@pytest.fixture(params=FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def released(request):
    return json.loads(request.param.read_text())


@pytest.fixture
def definition(released):
    return Definition.model_validate(released["definition"])


def test_each_format_has_files():
    assert {int(file.parent.name) for file in FILES} == set(range(1, FORMAT + 1))


def within(old, new, path=()):
    """Where something is absent now, or something else."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key, value in old.items():
            yield from within(value, new[key], (*path, key)) if key in new else [(*path, key)]
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, pair in enumerate(zip(old, new, strict=True)):
            yield from within(*pair, (*path, number))
    elif old != new:
        yield path


def test_it_means_what_it_meant(released, definition):
    assert list(within(released["means"], meaning(definition))) == []


def test_its_digest_stays(released, definition):
    assert definition.dump() == released["definition"]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_section_is_shown_in_both_languages(definition, language, rf, db):
    with override(language):
        for form in definition.forms.values():
            evaluate(form, {})
            for section in form.sections:
                assert isinstance(shown(section, Answers(), {}), list)
                fields = [field for page in preview_pages(form, section) for field in page.fields]
                for field in fields:
                    assert render_to_string(field.template, {"field": field}, rf.get("/"))


def test_it_can_be_compared(definition):
    assert compare(definition, definition) == []
