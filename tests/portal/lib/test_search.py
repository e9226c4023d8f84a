import pytest
from django.db import connection

from portal.lib.search import words_of
from portal.lib.text import FOLDED, alphabetical, fold


@pytest.mark.django_db
def test_the_database_folds_as_python_does():
    from django.db.models import Value

    from accounts.models import Organization
    from portal.lib.search import Folded

    text = "ӘҒҚҢӨҰҮҺІ әғқңөұүһі Ёлка Йод Iлияс Һақ"
    Organization.objects.create(slug="one", title_kk="x", title_ru="x")
    folded = Organization.objects.values_list(Folded(Value(text)), flat=True).get()
    assert folded == fold(text)
    assert connection.vendor == "postgresql"
    assert all(len(chr(source)) == len(target) == 1 for source, target in FOLDED.items())


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
