import pytest

from programs.definition.document import Definition
from programs.definition.reading import FileFaults, read_definition
from programs.editing import EditedMeanwhile, edit, written
from programs.models import CallDraft
from tests.factories import account, published_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def working():
    return CallDraft.objects.get(call=published_call())


def test_what_is_written_reads_as_what_is_stored(working):
    definition, _source = read_definition(written(working))
    assert definition.dump() == Definition.model_validate(working.definition).dump()


def test_an_edit_counts_and_names_the_editor(working):
    actor = account()
    definition, _source = read_definition(written(working).replace("Бюджет", "Қаржы"))
    stored = edit(working.call, definition, base_revision=1, actor=actor)
    assert (stored.revision, stored.edited_by) == (2, actor)


def test_an_edit_of_something_older_is_refused(working):
    definition, _source = read_definition(written(working).replace("Бюджет", "Қаржы"))
    with pytest.raises(EditedMeanwhile):
        edit(working.call, definition, base_revision=0, actor=account())


@pytest.mark.parametrize("text", ["a: [", "- 1", "forms: {include: a.yaml}", "x: 1\n" * 2, "\t", "a" * 1_100_000])
def test_what_is_no_definition_is_refused_with_a_line(text):
    with pytest.raises(FileFaults) as refused:
        read_definition(text)
    assert all(finding.line >= 1 for finding in refused.value.findings)
