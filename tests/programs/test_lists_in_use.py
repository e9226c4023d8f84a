import pytest

from programs.definition.faults import faults
from programs.lists_in_use import list_faults
from programs.loading import load
from programs.models import ReferenceList
from programs.publishing import NotPublishable
from tests.programs.making import definition, program, settings

PLACE = settings("reference", "place", list="places")


def told(*questions):
    return [(fault.path[-2:], fault.message) for fault in faults(definition(*questions))]


def test_a_reference_stands_under_one_of_the_same_list():
    region = settings("reference", "region", list="places", level=1)
    assert told(region, PLACE | {"under": "region", "level": 3}) == []
    [(_path, message)] = told(PLACE | {"under": "region"})
    assert message == "under: this form has no question 'region' that it could belong to"
    [(_path, message)] = told(PLACE | {"under": "place"})
    assert "no question 'place'" in message
    [(_path, message)] = told(settings("text", "region"), PLACE | {"under": "region"})
    assert message == "under: 'region' isn't a reference of the same list"
    [(_path, message)] = told(region, PLACE | {"under": "region", "level": 1})
    assert message == "level: it has to stand deeper than 'region'"


def test_in_a_table_it_stands_under_a_column():
    region = settings("reference", "region", list="places", level=1)
    table = settings("table", "rows_of_it", columns=[region, PLACE | {"under": "region"}])
    assert told(table) == []
    [(_path, message)] = told(settings("table", "rows_of_it", columns=[PLACE | {"under": "elsewhere"}]))
    assert message == "under: this table has no column 'elsewhere' that it could belong to"


@pytest.mark.django_db
def test_a_list_has_to_be_there_and_be_shared_or_ones_own(organization, other_organization, django_assert_num_queries):
    made = definition(settings("table", "t", columns=[settings("text", "a"), PLACE]))
    with django_assert_num_queries(1):
        [fault] = list_faults(made, organization.pk)
    assert fault.path == ("forms", "application", "sections", 0, "questions", 0, "columns", 1, "list")
    assert "no reference list 'places'" in fault.message
    there = ReferenceList.objects.create(key="places", title_kk="Ж", title_ru="М", organization=other_organization)
    assert list_faults(made, organization.pk)
    there.organization = None
    there.save()
    assert list_faults(made, organization.pk) == []
    with django_assert_num_queries(0):
        assert list_faults(definition(settings("text")), organization.pk) == []


@pytest.mark.django_db
def test_what_names_a_list_that_isnt_there_isnt_published():
    document = program(lambda plain: plain["forms"]["application"]["sections"][0]["questions"].append(PLACE))
    with pytest.raises(NotPublishable, match="no reference list 'places'"):
        load(document, publish=True)
    ReferenceList.objects.create(key="places", title_kk="Ж", title_ru="М")
    assert load(document, publish=True).edition == 1
