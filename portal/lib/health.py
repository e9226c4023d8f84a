"""For whoever watches over the server: is the process up, can it serve."""

from functools import cache

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """503 without the database or with migrations to apply; without Redis pages work, so it is only reported."""
    database = _database()
    ready = database == "ok"
    body = {"status": "ok" if ready else "not ready", "database": database, "cache": _cache()}
    return JsonResponse(body, status=200 if ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            applied = set(cursor.fetchall())
    except DatabaseError:
        return "away"
    return "ok" if _last_migrations() <= applied else "migrations to apply"


@cache
def _last_migrations() -> frozenset[tuple[str, str]]:
    """Of each app, as the running code has them on disk."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _cache() -> str:
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=0.5, socket_timeout=0.5) as server:
            server.ping()
    except (redis.RedisError, OSError):
        return "away"
    return "ok"
