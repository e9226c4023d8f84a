import os

import pytest
from django.db import connection
from django.utils import translation

pytest_plugins = ["tests.cast"]

# From the first journey on, the browser keeps an event loop in this thread; Django would refuse to work beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """At the end the test database is dropped, which the session of a process killed just before may still hold up."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def quick_and_alone(settings, request):
    """Passwords cost nothing, no test counts another one's attempts or speaks the language that one ended with."""
    translation.activate(settings.LANGUAGE_CODE)
    settings.WHITENOISE_AUTOREFRESH = True  # static files are found when asked for, not collected before
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": request.node.nodeid}
    }
