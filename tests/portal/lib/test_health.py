import pytest
from django.db import DatabaseError, connection

pytestmark = pytest.mark.django_db


def test_the_process_is_up_without_asking_anything(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert response.json() == {"status": "ok"}
    assert "no-store" in response["Cache-Control"]


def test_ready_takes_one_query(client, django_assert_num_queries):
    client.get("/readyz")
    with django_assert_num_queries(1):
        response = client.get("/readyz")
    assert response.json() == {"status": "ok", "database": "ok", "cache": "ok"}


def test_without_redis_it_is_ready_and_says_so(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    response = client.get("/readyz")
    assert (response.status_code, response.json()["cache"]) == (200, "away")


def test_with_a_migration_to_apply_it_is_not_ready(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'programs'")
    response = client.get("/readyz")
    assert (response.status_code, response.json()["database"]) == (503, "migrations to apply")


def test_without_the_database_it_is_not_ready(client, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", refuse)
    assert client.get("/healthz").status_code == 200
    response = client.get("/readyz")
    assert (response.status_code, response.json()["database"]) == (503, "away")


def test_they_are_only_read(client):
    assert client.post("/healthz").status_code == 405
    assert client.post("/readyz").status_code == 405
