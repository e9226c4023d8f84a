import pytest
from django.db import connection

from portal.lib.search import words_of
from portal.lib.text import FOLDED, IN_ORDER, alphabetical, fold


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["ӘҒҚҢӨҰҮҺІ әғқңөұүһі Ёлка Йод Iлияс Һақ", "  «Ғалам»,\tөзен \n 2027 ", "Ə Media's 100%", "", "—"]
)
def test_the_database_folds_and_orders_as_python_does(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT kazakh_fold(%s), kazakh_order(%s)", [text, text])
        assert cursor.fetchone() == (fold(text), alphabetical(text))
    assert all(len(chr(source)) == len(target) == 1 for source, target in (FOLDED | IN_ORDER).items())


@pytest.mark.django_db
def test_words_of_a_title_are_told_apart_by_anything_but_letters_and_digits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT kazakh_words(%s)", ["№ 5 «Көңіл» мектеп-лицейі"])
        assert [word for word in cursor.fetchone()[0] if word] == ["5", "конил", "мектеп", "лицеии"]


def test_a_query_has_a_bounded_number_of_words():
    assert words_of("  Көңіл   КҮЙ ") == ["конил", "куи"]
    assert len(words_of("а " * 100)) == 8


def test_kazakh_letters_stand_in_their_places():
    titles = [
        "Ян",
        "Өнер",
        "Орман",
        "Әсем",
        "Азамат",
        "«Ғалам»",
        "Гүл",
        "Ілім",
        "Ынта",
        "Қала",
        "Кітап",
        "2027",
        "Media",
    ]
    assert sorted(titles, key=alphabetical) == [
        "2027", "Media", "Азамат", "Әсем", "Гүл", "«Ғалам»", "Кітап", "Қала", "Орман", "Өнер", "Ынта", "Ілім", "Ян",
    ]  # fmt: skip
