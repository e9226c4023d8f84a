"""A daemon that speaks ClamAV's protocol (INSTREAM) and knows one virus."""

import socket
import struct
import threading
from contextlib import suppress
from pathlib import Path
from typing import Self

# The industry's harmless test file, in two parts so that a scanner of source files isn't alarmed.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + rb"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class FakeClamd:
    def __init__(self, path: Path | None, *, most=60 * 1024**2, answer: bytes | None = None, is_silent=False):
        self.path, self.most, self.answer, self.is_silent = path, most, answer, is_silent
        self.asked = 0
        self._closing = threading.Event()

    def __enter__(self) -> Self:
        self._socket = socket.socket(socket.AF_UNIX if self.path else socket.AF_INET)
        self._socket.bind(str(self.path) if self.path else ("127.0.0.1", 0))
        self._socket.listen()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_exc) -> None:
        self._closing.set()
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)

    @property
    def url(self) -> str:
        return f"unix://{self.path}" if self.path else f"tcp://127.0.0.1:{self._socket.getsockname()[1]}"

    def _serve(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _address = self._socket.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as stream, suppress(OSError):
                connection.sendall(self._answer_to(stream))

    def _answer_to(self, stream) -> bytes:
        self.asked += 1
        if stream.read(10) != b"zINSTREAM\0":
            return b"UNKNOWN COMMAND\0"
        content = b""
        while length := struct.unpack(">I", stream.read(4))[0]:
            content += stream.read(length)
            if len(content) > self.most:
                return b"INSTREAM size limit exceeded. ERROR\0"
        if self.is_silent:
            self._closing.wait(5)
        if self.answer is not None:
            return self.answer
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
