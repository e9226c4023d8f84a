"""Everything that the portal needs around it, and the environment that says where it is."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from portal.dev import ROOT, mail, postgres, valkey
from portal.dev.guard import supervision
from portal.dev.processes import Child
from portal.dev.state import State


@dataclass
class Services:
    children: list[Child]
    env: dict[str, str]  # only what is ours; see `environment`

    def environment(self) -> dict[str, str]:
        """For children: ours, over what the terminal brought. libpq's own variables would bend a socket's URL."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return inherited | self.env


@contextmanager
def services(state: State, *, durable: bool = False, site: str = "http://127.0.0.1:8000") -> Iterator[Services]:
    """What DATABASE_URL, REDIS_URL and EMAIL_URL don't name is started here, and gone afterwards."""
    with supervision(state):
        children: list[Child] = []
        ours = state.secrets() | {
            "DEBUG": "1",
            "SITE_URL": site,
            "MEDIA_ROOT": str(state.files),
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
        }
        for name in list(ours):
            if name in os.environ and name != "PYTHONPATH":
                del ours[name]
        state.make_sockets()
        if "DATABASE_URL" not in os.environ:
            children.append(postgres.start(state, durable=durable))
            ours["DATABASE_URL"] = postgres.url(state)
        if "REDIS_URL" not in os.environ:
            children.append(valkey.start(state))
            ours["REDIS_URL"] = valkey.url(state)
        if "EMAIL_URL" not in os.environ:
            listening: socket.socket = mail.listen()
            children.append(mail.start(state, listening))
            ours |= {"EMAIL_URL": mail.url(listening), "MAIL_CATCHER_DIR": str(state.mail)}
        for child in children:
            if child.command.name == "PostgreSQL":
                postgres.wait(child, state)
            elif child.command.name == "Valkey":
                valkey.wait(child, state)
        yield Services(children, ours)
