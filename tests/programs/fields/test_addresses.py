import pytest
from django.utils import translation

from programs.fields.addresses import REGIONS
from programs.fields.base import Invalid
from tests.programs.fields.specimens import load_places
from tests.programs.making import question


def parse(asked, *raw):
    return asked.type.parse(asked, list(raw))


def refused(asked, *raw):
    with translation.override("en"), pytest.raises(Invalid) as caught:
        parse(asked, *raw)
    return str(caught.value)


def test_an_address_keeps_what_was_given_part_by_part():
    found = parse(question("address"), "61", " Сайрам   ауданы", "Қарабұлақ", "", "5", "", "a05 a1b3")
    assert found == {
        "region": "61", "district": "Сайрам ауданы", "locality": "Қарабұлақ", "house": "5", "postcode": "A05A1B3",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (["", "", "", "Абай"], "Add to the address: region or city of national significance, town or village, house."),
        (["71"], "Add to the address: house."),  # a city that is a region
        (["99", "", "Ауыл", "", "5"], "Choose the region"),
        (["71", "", "", "", "5", "", "1234"], "A postcode is"),
        (["71", "", "", "ә" * 121, "5"], "at most 120 characters"),
    ],
)
def test_what_an_address_lacks_is_said(raw, said):
    assert said in refused(question("address"), *raw)


def test_the_inputs_that_lack_something_are_marked():
    asked = question("address")
    for is_answer, lacking in ((False, ["locality", "house"]), (True, [])):
        parts = asked.type.widget(asked, ["61", "", "", "Абай"], {}, is_answer=is_answer).parts
        assert [part.key for part in parts if part.is_lacking] == lacking
    assert [part.key for part in parts if not part.is_optional] == ["region", "locality", "house"]


def test_a_place_alone_can_be_asked_for():
    asked = question("address", to="locality")
    assert asked.parts == ["region", "district", "locality"]
    assert parse(asked, "61", "", "Қарабұлақ") == {"region": "61", "locality": "Қарабұлақ"}
    assert parse(asked, "75", "", "") == {"region": "75"}


def test_every_region_has_a_name_in_both_languages():
    assert len(REGIONS) == 20
    assert not [code for code, name in REGIONS.items() if name.missing]


@pytest.mark.django_db
def test_a_place_can_be_searched_in_a_list(django_assert_num_queries):
    load_places()
    asked = question("address", list="places")
    assert asked.parts == ["place", "street", "house", "flat", "postcode"]
    with django_assert_num_queries(1):
        found = parse(asked, "карабулак ауылы", "", "613255", "Абай", "5", "", "")
    assert (found["place"]["code"], found["house"]) == ("613255", "5")
    raw = asked.type.to_raw(asked, found)
    with django_assert_num_queries(0):
        assert asked.type.parse_all(asked, [raw], [found]) == [found]
        assert asked.type.carry(asked, asked, found) == found
    assert asked.type.display(asked, found) == "Қарабұлақ ауылы (Сайрам ауданы, Түркістан облысы), Абай, 5-үй"
    assert asked.type.for_rules(asked, found)["place"] == "613255"
    assert refused(asked, "Атлантида", "", "Абай", "5", "", "")
    widget = asked.type.widget(asked, ["карабулак", "", "Абай", "5", "", ""], {}, is_answer=False)
    assert len(widget.place.hits) == 2
    assert [part.text for part in widget.parts] == ["карабулак", "Абай", "5", "", ""]


def test_what_isnt_an_address_yet_is_read_as_one():
    asked = question("address")
    assert asked.type.typed_text(asked, ["61", "", "", "Абай"]) == "Түркістан облысы, Абай"


def test_an_address_is_carried_where_it_still_suffices():
    short, whole = question("address", to="locality"), question("address")
    found = parse(whole, "61", "", "Қарабұлақ", "Абай", "5")
    assert short.type.carry(whole, short, found) == {"region": "61", "locality": "Қарабұлақ"}
    with pytest.raises(Invalid):
        whole.type.carry(short, whole, {"region": "61", "locality": "Қарабұлақ"})
    text = question("text")
    assert text.type.carry(whole, text, found) == "Түркістан облысы, Қарабұлақ, Абай, 5-үй"
