"""The forms of programs of quite different shape are files, and can be published: no code knows any of them."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from programs import presets
from programs.definition.reading import read_program
from programs.fields.base import kinds
from programs.fields.tables import walk
from programs.loading import load
from programs.models import Call

SHAPES = {
    "S": Path(presets.__path__[0]) / "foundation-grants" / "open-media-2027.yaml",
    "B": Path(presets.__path__[0]) / "samples" / "scholarship-2027.yaml",
    "M": Path(presets.__path__[0]) / "samples" / "school-admission-2027.yaml",
    "V": Path(__file__).parent / "voucher-queue.yaml",
    "G1-G4": Path(presets.__path__[0]) / "samples" / "project-plan-2027.yaml",
    "G8": Path(__file__).parent / "state-grant-application.yaml",
}


@pytest.fixture
def lists():
    titles = ["--title-kk", "Қызмет көрсетушілер", "--title-ru", "Поставщики услуг"]
    call_command(
        "load_reference", "providers", str(Path(__file__).parent / "providers.csv"), *titles, stdout=StringIO()
    )


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.django_db
@pytest.mark.usefixtures("lists")
def test_program_of_this_shape_is_published_from_its_file(shape):
    document = read_program(SHAPES[shape])[0]
    load(document, publish=True)
    assert Call.objects.get(slug=document.call.slug).is_published()


def test_no_kind_of_question_is_without_use():
    forms = [form for file in SHAPES.values() for form in read_program(file)[0].forms.values()]
    assert {place.question.kind for form in forms for place in walk(form.questions.values())} == set(kinds)
