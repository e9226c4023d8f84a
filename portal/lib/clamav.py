"""Asking a ClamAV daemon whether a file holds a virus, over its socket (INSTREAM)."""

import re
import socket
import struct
from dataclasses import dataclass
from typing import IO
from urllib.parse import unquote, urlsplit

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 120.0  # a large archive is unpacked before the answer comes
CHUNK = 128 * 1024
MOST_ANSWER = 4096
FOUND = re.compile(r"stream: (.+) FOUND")


class ScannerAway(Exception):
    """No answer, or none that says anything about the file: to be asked again later."""


class TooLarge(Exception):
    """The daemon's StreamMaxLength is below the size of this file, which it will never scan."""


@dataclass(frozen=True)
class Scanner:
    """Where the daemon listens: a path, or host and port."""

    address: str | tuple[str, int]

    def virus_in(self, file: IO[bytes]) -> str:
        """The name of what was found, "" when nothing was. Raises ScannerAway, TooLarge."""
        try:
            with self._connected() as connection:
                answer = _asked(connection, file)
        except OSError as error:
            raise ScannerAway(type(error).__name__) from error
        if answer == "stream: OK":
            return ""
        if found := FOUND.fullmatch(answer):
            return found[1]
        if "size limit exceeded" in answer:
            raise TooLarge
        raise ScannerAway(answer[:100] or "no answer")

    def _connected(self) -> socket.socket:
        if not isinstance(self.address, str):
            connection = socket.create_connection(self.address, timeout=CONNECT_SECONDS)
        else:
            connection = socket.socket(socket.AF_UNIX)
            connection.settimeout(CONNECT_SECONDS)
            try:
                connection.connect(self.address)
            except OSError:
                connection.close()
                raise
        connection.settimeout(ANSWER_SECONDS)
        return connection


def scanner(url: str) -> Scanner | None:
    """From `unix:///run/clamav/clamd.ctl` or `tcp://host:3310`; None for an empty address."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme == "unix" and parts.path:
        return Scanner(unquote(parts.path))
    if parts.scheme == "tcp" and parts.hostname:
        return Scanner((parts.hostname, parts.port or 3310))
    raise ValueError("CLAMAV_URL should look like unix:///run/clamav/clamd.ctl or tcp://host:3310")


def _asked(connection: socket.socket, file: IO[bytes]) -> str:
    file.seek(0)
    try:
        connection.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            connection.sendall(struct.pack(">I", len(chunk)) + chunk)
        connection.sendall(struct.pack(">I", 0))
    except (BrokenPipeError, ConnectionResetError):
        pass  # it stopped listening because the file is too large, and has said so
    return _answer(connection)


def _answer(connection: socket.socket) -> str:
    answer = b""
    while b"\0" not in answer and len(answer) < MOST_ANSWER:
        try:
            part = connection.recv(MOST_ANSWER)
        except ConnectionResetError:
            break
        if not part:
            break
        answer += part
    return answer.partition(b"\0")[0].decode(errors="replace").strip()
