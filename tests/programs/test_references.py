"""Search in a reference list: Kazakh letters, slips of the fingers, places in a tree, days."""

from datetime import date

import pytest

from programs.definition.base import Text
from programs.reference_files import read_lines
from programs.reference_loading import load_list
from programs.references import MOST_HITS, named, search

PLACES = """code,parent,title_kk,title_ru,valid_from,valid_until
61,,Түркістан облысы,Туркестанская область,,
6132,61,Сайрам ауданы,Сайрамский район,,
613255,6132,Қарабұлақ ауылы,село Карабулак,,
613256,6132,Ақсукент ауылы,село Аксукент,,
19,,Алматы облысы,Алматинская область,,
1942,19,Кербұлақ ауданы,Кербулакский район,,
194230,1942,Қарабұлақ ауылы,село Карабулак,,
194231,1942,Қараой ауылы,село Караой,,
11,,Ақмола облысы,Акмолинская область,,2026-12-31
12,,Өскемен қаласы,город Усть-Каменогорск,2027-06-01,
13,,50% үлес_ауыл,"Пятьдесят \\ процентов",,
"""
DAY = date(2027, 2, 1)


@pytest.fixture
def places(db):
    return load_list("places", read_lines(PLACES), title=Text(kk="Жерлер", ru="Места"))


def hits(typed, **more):
    return [found.code for found in search("places", typed, **{"day": DAY} | more)]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Қарабұлақ", ["613255", "194230"]),
        ("карабул", ["613255", "194230"]),
        ("КАРАБУЛАК  АУЫЛЫ", ["613255", "194230"]),
        ("село Кара", ["194231", "613255", "194230"]),
        ("булак", ["1942", "613255", "194230"]),  # inside a title
        ("ауылы аксу", ["613256"]),  # in any order
        ("карабулк", ["613255", "194230"]),  # a letter too few
        ("карабуллак", ["613255", "194230"]),
        ("туркистан", ["61"]),
        ("саирам аудани", ["6132"]),
        ("194230", ["194230"]),
        ("жоқ мұндай", []),
        ("%", []),
        ("_", []),
        ("\\", []),
        ("50%", ["13"]),
        ("ab'; DROP", []),
        ("а" * 10_000, []),
        ("😀 \x00", []),
    ],
)
@pytest.mark.usefixtures("places")
def test_what_is_typed_finds_what_is_meant(typed, codes):
    found = hits(typed)
    assert set(found[: len(codes)]) == set(codes)
    assert codes or not found


@pytest.mark.usefixtures("places")
def test_prefixes_come_first():
    assert set(hits("ауыл")) == {"13", "613255", "613256", "194230", "194231"}
    assert hits("50% үлес")[0] == hits("пятьдесят")[0] == "13"
    assert hits("саирам")[0] == "6132"


@pytest.mark.usefixtures("places")
def test_a_hit_tells_what_it_belongs_to_the_nearest_first():
    [found] = [found for found in search("places", "карабулак", day=DAY) if found.code == "194230"]
    assert [code for code, _kk, _ru in found.above] == ["1942", "19"]
    assert found.level == 3


@pytest.mark.usefixtures("places")
def test_only_what_is_valid_on_the_day_is_found():
    assert hits("Ақмола") == []
    assert hits("Ақмола", day=date(2026, 12, 31)) == ["11"]
    assert hits("Өскемен") == []
    assert hits("Өскемен", day=date(2027, 6, 1)) == ["12"]


@pytest.mark.usefixtures("places")
def test_a_search_keeps_to_a_level_and_below_an_item():
    assert hits("карабулак", under="19") == ["194230"]
    assert hits("карабулак", under="6132") == ["613255"]
    assert hits("кербулак", level=1) == []
    assert hits("", under="6132") == ["613256", "613255"]


@pytest.mark.usefixtures("places")
def test_nothing_typed_lists_the_top_by_the_kazakh_alphabet():
    assert hits("") == ["13", "19", "61"]
    assert hits("", day=date(2027, 7, 1)) == ["13", "19", "12", "61"]


@pytest.mark.usefixtures("places")
def test_a_search_is_one_statement(django_assert_num_queries):
    for typed in ("карабулак", "карабулк", ""):
        with django_assert_num_queries(1):
            search("places", typed)
    with django_assert_num_queries(1):
        assert {found.code for found in named("places", names=["карабулак ауылы"], codes=["61"], day=DAY)} == {
            "613255", "194230", "61",
        }  # fmt: skip


@pytest.mark.django_db
def test_a_list_that_isnt_there_has_nothing():
    assert search("places", "а") == []


@pytest.mark.django_db
def test_hits_are_few():
    text = "code,title_kk,title_ru\n" + "".join(f"{n},Ауыл {n},Село {n}\n" for n in range(50))
    load_list("places", read_lines(text), title=Text(kk="Ж", ru="М"))
    assert len(search("places", "ауыл")) == len(search("places", "село")) == len(search("places", "")) == MOST_HITS
