import pytest

pytest_plugins = ["tests.cast"]


@pytest.fixture(autouse=True)
def quick_and_alone(settings, request):
    """Passwords cost nothing, and no test counts another one's attempts."""
    settings.WHITENOISE_AUTOREFRESH = True  # static files are found when asked for, not collected before
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": request.node.nodeid}
    }
