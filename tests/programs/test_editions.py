"""An edition never changes: the database refuses it, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction

from programs.loading import load
from programs.models import Edition
from tests.programs.making import program

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    load(program(), publish=True)
    return Edition.objects.get()


@pytest.mark.parametrize(
    "change",
    [
        lambda edition: Edition.objects.filter(pk=edition.pk).update(definition={}),
        lambda edition: Edition.objects.filter(pk=edition.pk).update(number=2),
        lambda edition: edition.save(),
        lambda edition: Edition.objects.filter(pk=edition.pk)._raw_delete("default"),
    ],
    ids=["definition", "number", "save", "delete"],
)
def test_edition_cannot_be_changed_or_deleted(edition, change):
    before = Edition.objects.values().get()
    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        change(edition)
    assert Edition.objects.values().get() == before


@pytest.mark.parametrize("statement", ["UPDATE programs_edition SET digest = 'x'", "DELETE FROM programs_edition"])
def test_edition_cannot_be_changed_by_plain_sql(edition, statement):
    with pytest.raises(IntegrityError, match="never change"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_two_editions_of_a_call_cannot_share_a_number(edition):
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(
            call=edition.call, number=1, definition={}, digest="x", published_at=edition.published_at
        )
