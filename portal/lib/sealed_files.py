"""Files that are encrypted piece by piece: large ones are sealed, read and entered in the middle in little memory.

Layout: 4 bytes that name the format, 16 bytes of salt, then pieces of 64 KiB, each with its 16-byte tag. A key of its
own for each file is derived from the case's key, the salt and what the file is bound to; a piece's nonce is its number
and whether it is the last one, so that pieces can't be reordered, exchanged or cut off unnoticed.
"""

import io
import os
from tempfile import SpooledTemporaryFile
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portal.lib.crypto import KeyringError

FORMAT = b"OTF1"
SALT_BYTES = 16
TAG_BYTES = 16
PIECE = 64 * 1024
HEAD = len(FORMAT) + SALT_BYTES
IN_MEMORY = 2 * 1024**2  # a larger file waits on the disk, sealed


def _cipher(key: bytes, salt: bytes, bound_to: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, b"otinim file\0" + bound_to).derive(key))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def seal_file(key: bytes, plain: IO[bytes], bound_to: bytes) -> IO[bytes]:
    """The sealed content in a temporary file, at its beginning; `plain` is read from its beginning."""
    salt = os.urandom(SALT_BYTES)
    cipher = _cipher(key, salt, bound_to)
    sealed: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the caller closes it)
    sealed.write(FORMAT + salt)
    plain.seek(0)
    number, piece = 0, plain.read(PIECE)
    while True:
        following = plain.read(PIECE)
        sealed.write(cipher.encrypt(_nonce(number, is_last=not following), piece, None))
        if not following:
            break
        number, piece = number + 1, following
    sealed.seek(0)
    return sealed


class SealedFile(io.RawIOBase):
    """Reads the plain content out of a sealed file that can seek. Raises KeyringError where it was changed."""

    def __init__(self, key: bytes, sealed: IO[bytes], bound_to: bytes) -> None:
        super().__init__()
        self._sealed = sealed
        size = sealed.seek(0, io.SEEK_END) - HEAD
        sealed.seek(0)
        head = sealed.read(HEAD)
        full, rest = divmod(size, PIECE + TAG_BYTES)
        if head[: len(FORMAT)] != FORMAT or size < TAG_BYTES or 0 < rest < TAG_BYTES:
            raise KeyringError("this isn't a sealed file, or it was cut off")
        self._cipher = _cipher(key, head[len(FORMAT) :], bound_to)
        self._last = full if rest else full - 1
        self.size = full * PIECE + (rest - TAG_BYTES if rest else 0)
        self._place = 0
        self._number = -1
        self._piece = b""
        self._load(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._place = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self.size}[whence])
        return self._place

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # the stubs want any buffer
        if self._place >= self.size:
            return 0
        number, begin = divmod(self._place, PIECE)
        self._load(number)
        part = self._piece[begin : begin + len(buffer)]
        buffer[: len(part)] = part
        self._place += len(part)
        return len(part)

    def _load(self, number: int) -> None:
        if number == self._number:
            return
        self._sealed.seek(HEAD + number * (PIECE + TAG_BYTES))
        blob = self._sealed.read(PIECE + TAG_BYTES)
        try:
            self._piece = self._cipher.decrypt(_nonce(number, is_last=number == self._last), blob, None)
        except InvalidTag as error:
            raise KeyringError("the file was sealed with another key, or changed") from error
        self._number = number

    def close(self) -> None:
        self._sealed.close()
        super().close()
