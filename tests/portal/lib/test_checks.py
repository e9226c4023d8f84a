import pytest
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper

from portal.lib.checks import database_folds_kazakh_letters

DEAF = "otinim_deaf_to_cyrillic"


@pytest.mark.django_db
def test_our_database_knows_kazakh_letters():
    assert database_folds_kazakh_letters(databases=["default"]) == []


def test_nothing_is_asked_of_a_database_that_was_not_named():
    assert database_folds_kazakh_letters() == []


@pytest.mark.django_db(transaction=True)
def test_a_database_that_ignores_cyrillic_letters_is_refused(monkeypatch):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DEAF}")
        cursor.execute(f"CREATE DATABASE {DEAF} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
    deaf = DatabaseWrapper(connection.settings_dict | {"NAME": DEAF}, alias="default")
    monkeypatch.setattr("portal.lib.checks.connections", {"deaf": deaf})
    try:
        problems = database_folds_kazakh_letters(databases=["deaf"])
    finally:
        deaf.close()
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {DEAF}")
    assert [problem.id for problem in problems] == ["portal.E001"]
