"""Everything that the portal needs around it, and the environment that says where it is."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from portal.dev import ROOT, mail, postgres, valkey
from portal.dev.guard import supervision
from portal.dev.processes import Child
from portal.dev.state import State


@dataclass
class Services:
    env: dict[str, str]  # only what is ours; see `environment`
    children: list[Child] = field(default_factory=list)

    def environment(self) -> dict[str, str]:
        """For children: ours, over what the terminal brought. libpq's own variables would bend our socket's URL."""
        ours = "DATABASE_URL" in self.env
        inherited = {name: value for name, value in os.environ.items() if not (ours and name.startswith("PG"))}
        return inherited | self.env


@contextmanager
def services(state: State, *, durable: bool = False, site: str = "http://127.0.0.1:8000") -> Iterator[Services]:
    """What DATABASE_URL, REDIS_URL and EMAIL_URL don't name is started here, and gone afterwards."""
    with supervision(state):
        state.make_sockets()
        found = Services(_environment(state, site))
        waits: list[Callable[[], None]] = []
        if "DATABASE_URL" not in os.environ:
            server = postgres.start(state, durable=durable)
            found.children.append(server)
            found.env["DATABASE_URL"] = postgres.url(state)
            waits.append(partial(postgres.wait, server, state))
        if "REDIS_URL" not in os.environ:
            server = valkey.start(state)
            found.children.append(server)
            found.env["REDIS_URL"] = valkey.url(state)
            waits.append(partial(valkey.wait, server, state))
        if "EMAIL_URL" not in os.environ:
            listening = mail.listen()
            found.children.append(mail.start(state, listening))
            found.env |= {"EMAIL_URL": mail.url(listening), "MAIL_CATCHER_DIR": str(state.mail)}
        for wait in waits:
            wait()
        yield found


def _environment(state: State, site: str) -> dict[str, str]:
    """What the terminal has set already stays as it is."""
    ours = state.secrets() | {"DEBUG": "1", "SITE_URL": site, "MEDIA_ROOT": str(state.files), "PYTHONUNBUFFERED": "1"}
    return {name: value for name, value in ours.items() if name not in os.environ} | {"PYTHONPATH": str(ROOT)}
