"""Django in this process, on the portal's own database: a story is set up by the real actions, without a browser."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connections
from django.test import Client, override_settings

from programs.editions import definition_of
from tests.journeys.stack import DATABASE


class QuickHasher(Argon2PasswordHasher):
    """The portal accepts these and makes them strong at the first sign-in."""

    time_cost, memory_cost, parallelism = 1, 8, 1


class Backstage:
    """`backstage(do, …)` gives what `do(…)` gives: plain values, since rows can't be read on outside.

    A thread of its own: the tests' thread runs Playwright's event loop, where Django refuses to ask a database.
    """

    def __init__(self, stack, blocker):
        self.blocker = blocker
        self.settings = {
            "MEDIA_ROOT": str(stack.files),
            "PASSWORD_HASHERS": [f"{__name__}.QuickHasher"],
            "DEBUG": True,  # for the demo people
        }
        self.thread = ThreadPoolExecutor(1, initializer=enter_database)

    def __call__(self, do, *args, **kwargs):
        definition_of.cache_clear()  # by number of the edition, and the tests' own database has the same numbers
        try:
            with self.blocker.unblock(), override_settings(**self.settings):
                return self.thread.submit(do, *args, **kwargs).result()
        finally:
            definition_of.cache_clear()

    def close(self):
        self(connections.close_all)
        self.thread.shutdown()


def enter_database():
    ours = connections["default"]
    connections["default"] = type(ours)(ours.settings_dict | {"NAME": DATABASE}, "default")


def new_name(what="person") -> str:
    return f"{what}-{uuid4().hex[:8]}"


def session_of(user) -> str:
    """A session's key, as the browser's cookie holds it."""
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value
