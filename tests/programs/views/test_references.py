import pytest

from programs.definition.base import Text
from programs.reference_files import read_lines
from programs.reference_loading import load_list
from programs.views import references

PLACES = """code,parent,title_kk,title_ru
61,,Түркістан облысы,Туркестанская область
6132,61,Сайрам ауданы,Сайрамский район
613255,6132,Қарабұлақ ауылы,село Карабулак
"""


@pytest.fixture(autouse=True)
def places(db):
    return load_list("places", read_lines(PLACES), title=Text(kk="Жерлер", ru="Места"))


def test_items_are_offered_in_the_language_of_the_page(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/kk/references/places/", {"q": "карабулк"})
    assert response.json() == {
        "items": [{"code": "613255", "text": "Қарабұлақ ауылы (Сайрам ауданы, Түркістан облысы)"}]
    }
    assert response["Cache-Control"] == "private, max-age=60"
    assert client.get("/ru/references/places/", {"q": "613255"}).json()["items"][0]["text"] == (
        "село Карабулак (Сайрамский район, Туркестанская область)"
    )


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({}, ["61"]),
        ({"under": "61", "level": "3"}, ["613255"]),
        ({"q": "карабулак", "level": "1"}, []),
        ({"q": "карабулак", "level": "x"}, ["613255"]),
        ({"q": "карабулак", "level": "²"}, ["613255"]),
        ({"q": "карабулак", "under": "62"}, []),
        ({"q": "\x00", "under": "\x00"}, []),
        ({"q": "а" * 5000}, []),
    ],
)
def test_what_is_asked_for_is_kept_to(client, asked, codes):
    response = client.get("/kk/references/places/", asked)
    assert [item["code"] for item in response.json()["items"]] == codes


def test_a_list_that_isnt_there_has_nothing(client):
    assert client.get("/kk/references/nothing/", {"q": "а"}).json() == {"items": []}
    assert client.post("/kk/references/places/").status_code == 405


def test_whoever_asks_too_often_waits(client, sign_in, applicant, monkeypatch):
    monkeypatch.setattr(references, "MOST_A_MINUTE", {True: 3, False: 2})
    asked = [client.get("/kk/references/places/").status_code for _ in range(3)]
    assert asked == [200, 200, 429]
    account = sign_in(applicant)
    assert [account.get("/kk/references/places/").status_code for _ in range(4)] == [200, 200, 200, 429]
