"""Ways to a person, one module each: a carrier holds a conversation with a server and raises these failures only."""

from collections.abc import Callable
from typing import Protocol, Self

from portal.outbox.models import Message


class Failure(Exception):
    """Named by class and code alone: the texts of servers quote addresses."""


class Unavailable(Failure):
    """The server can't be reached or won't talk to us; no letter is to blame."""


class Rejected(Failure):
    """The server said no to this letter, for now or for good."""

    def __init__(self, reason: str, *, is_permanent: bool) -> None:
        super().__init__(reason)
        self.is_permanent = is_permanent


class Unanswered(Failure):
    """The letter was handed over and the answer never came: perhaps it is on its way."""


class Carrier(Protocol):
    """Made and entered when there is something to send; making it raises Unavailable."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *details: object) -> None: ...

    def send(self, message: Message, before_handover: Callable[[], None]) -> None:
        """Calls `before_handover` at the last moment at which the server certainly doesn't have the letter."""
