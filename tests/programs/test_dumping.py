"""A call as a program file: what is dumped can be loaded, and dumps the same."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pydantic import BaseModel

from programs import presets
from programs.definition.document import Applicants, CallPart, Contacts, OrganizationPart, ProgramPart
from programs.definition.plain import plain
from programs.definition.reading import read_program
from programs.dumping import document_of, dump
from programs.loading import load
from programs.models import Call, CallDraft, Program
from tests.programs.making import both, program

pytestmark = pytest.mark.django_db
FILES = sorted(Path(presets.__path__[0]).glob("**/*-20*.yaml"))


def dumped(folder, slug, **options):
    file = folder / "dumped.yaml"
    call_command("dump_program", slug, output=file, **options)
    return file


def forget():
    """As if the portal had never heard of the program."""
    Call.objects.update(current_edition=None)
    CallDraft.objects.all().delete()
    Call.objects.all().delete()
    Program.objects.update(parent=None)
    Program.objects.all().delete()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_dump_loads_and_dumps_the_same(file, tmp_path):
    document = read_program(file)[0]
    load(document)
    first = dumped(tmp_path, document.call.slug)
    text = first.read_text()
    again = read_program(first)[0]
    assert plain(again) == plain(document)
    assert load(again).lines() == ["nothing changed"]
    forget()
    load(again)
    assert dumped(tmp_path, document.call.slug).read_text() == text


def full(made):
    """Every live value that a file can say, none of them the default."""
    made["organization"]["call_types"] = {"travel": both("Іс-сапар"), "competitive": both("Конкурстық")}
    for part in (made["program"], made["program"]["parent"]):
        part |= {
            "summary": both("а"),
            "description": both("б"),
            "contacts": {"email": "a@birlik.example", "phone": "1"},
        }
    made["call"] |= {name: both(name) for name in ("summary", "description", "audience", "needed")}
    made["call"] |= {"minutes": 40, "noun": "statement", "grace": "20 min", "zone": "Asia/Tokyo"}
    made["call"] |= {"applicants": {"kinds": ["person", "organization"], "each": 3}}
    made["call"] |= {"documents": [{"title": both("Ереже"), "file": "rules.pdf", "digest": "0" * 64, "type": "pdf"}]}


def says(part: BaseModel):
    """Settings that differ from the default, the model's own name before each."""
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        if info.is_required() or value != info.get_default(call_default_factory=True):
            yield type(part), name
        if isinstance(value, BaseModel):
            yield from says(value)


def test_every_live_value_is_dumped(monkeypatch):
    document = program(full)
    said = {*says(document.organization), *says(document.program), *says(document.call)}
    for model in (OrganizationPart, ProgramPart, CallPart, Contacts, Applicants):
        assert said >= {(model, name) for name in model.model_fields}
    monkeypatch.setattr("programs.loading.store_enclosures", lambda _document: [])
    load(document)
    call = Call.objects.get()
    assert document_of(call, call.draft.definition) == document


def test_live_values_are_those_of_the_call_and_not_of_the_file():
    load(program())
    call = Call.objects.get()
    call.closes_at += timedelta(days=7)
    call.title_ru = "Новое название"
    call.save()
    text = dump(call)
    assert "  closes: 2027-03-08 18:00\n" in text
    assert 'ru: "Новое название"' in text


def test_edition_can_be_dumped_instead_of_the_working_copy(tmp_path):
    load(program(), publish=True)
    draft = CallDraft.objects.get()
    draft.definition["forms"]["application"]["sections"][0]["title"] = both("Жаңа")
    draft.save()
    assert "Жаңа" in dumped(tmp_path, "open-media-2027").read_text()
    assert "Жаңа" not in dumped(tmp_path, "open-media-2027", edition=1).read_text()
    with pytest.raises(CommandError, match="open-media-2027 has no edition 2"):
        dumped(tmp_path, "open-media-2027", edition=2)


def test_dump_goes_to_standard_output_byte_for_byte(tmp_path):
    load(program())
    out = StringIO()
    call_command("dump_program", "open-media-2027", stdout=out)
    assert out.getvalue() == dumped(tmp_path, "open-media-2027").read_text() == dump(Call.objects.get())


def test_what_cannot_be_dumped_is_said(tmp_path):
    with pytest.raises(CommandError, match="no call 'nowhere'"):
        dumped(tmp_path, "nowhere")
    load(program())
    CallDraft.objects.update(definition={"format": 1, "forms": {}})
    with pytest.raises(CommandError, match="open-media-2027 can't be written as a file"):
        dumped(tmp_path, "open-media-2027")
    CallDraft.objects.all().delete()
    with pytest.raises(CommandError, match="has no working copy"):
        dumped(tmp_path, "open-media-2027")
