"""A load on 127.0.0.1: so many requests at once, for so many seconds. Ends by itself."""

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode

SIDES = 4  # requests under way at once; the servers have two workers each
TOKEN = "k" * 32  # any secret will do for CSRF, as long as cookie and form agree


@dataclass(frozen=True)
class Target:
    """A page of a server. `answers(side, turn)` is what a POST holds."""

    port: int
    path: Callable[[int], str]
    status: int = 200
    session: str = ""
    answers: Callable[[int, int], dict[str, str]] | None = None

    def request(self, side: int, turn: int) -> bytes:
        body, method, more = b"", "GET", ""
        if self.session:
            more = f"Cookie: csrftoken={TOKEN}; sessionid={self.session}\r\n"
        if self.answers:
            body = urlencode(self.answers(side, turn) | {"csrfmiddlewaretoken": TOKEN}).encode()
            method = "POST"
            more += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        head = f"{method} {self.path(side)} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nConnection: close\r\n"
        return f"{head}{more}\r\n".encode() + body


class Load:
    """Turns go on over all runs, so that no save repeats another one."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.turns = [count() for _ in range(SIDES)]

    def run(self, seconds: float) -> float:
        """Requests per second; raises AssertionError at the first answer that isn't the expected one."""
        done, wrong = [0] * SIDES, []
        until = time.monotonic() + seconds

        def ask(side: int) -> None:
            while time.monotonic() < until and not wrong:
                answer = exchange(self.target.port, self.target.request(side, next(self.turns[side])))
                if not answer.startswith(f"HTTP/1.1 {self.target.status} ".encode()):
                    wrong.append(answer[:500])
                done[side] += 1

        threads = [threading.Thread(target=ask, args=(side,)) for side in range(SIDES)]
        began = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not wrong, wrong[0].decode(errors="replace")
        return sum(done) / (time.monotonic() - began)


def exchange(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(request)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)
