"""Sealed files are read like plain ones, from anywhere in them; whoever changes one is found out."""

import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.crypto import KeyringError
from portal.lib.sealed_files import HEAD, PIECE, TAG_BYTES, SealedFile, seal_file

KEY = bytes(range(32))
SEALED_PIECE = PIECE + TAG_BYTES


def sealed(plain: bytes, bound_to=b"files/a") -> bytes:
    with seal_file(KEY, io.BytesIO(plain), bound_to) as made:
        return made.read()


def opened(blob: bytes, key=KEY, bound_to=b"files/a") -> SealedFile:
    return SealedFile(key, io.BytesIO(blob), bound_to)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 17])
def test_what_was_sealed_is_read_again(size):
    plain = os.urandom(size)
    blob = sealed(plain)
    with opened(blob) as file:
        assert file.size == size
        assert file.read() == plain
    if size > 20:
        assert plain[:20] not in blob


@given(begin=st.integers(0, 3 * PIECE), length=st.integers(0, PIECE + 100))
def test_reading_begins_anywhere(begin, length):
    plain = bytes(range(256)) * (3 * PIECE // 256)
    with opened(sealed(plain)) as file, io.BufferedReader(file) as reader:
        reader.seek(begin)
        assert reader.read(length) == plain[begin : begin + length]


def test_the_same_file_is_never_sealed_alike():
    assert sealed(b"abc") != sealed(b"abc")


@pytest.mark.parametrize(
    "change",
    [
        lambda blob: blob[:-1],
        lambda blob: blob[: HEAD + SEALED_PIECE],  # cut off between two pieces
        lambda blob: blob[:HEAD],
        lambda blob: b"",
        lambda blob: b"%PDF" + blob[4:],
        lambda blob: blob[:-1] + bytes([blob[-1] ^ 1]),
        lambda blob: blob[:HEAD] + blob[HEAD + SEALED_PIECE :],  # the first piece is gone
        lambda blob: blob[:HEAD] + blob[HEAD + SEALED_PIECE : HEAD + 2 * SEALED_PIECE] * 2 + blob[-100:],
        lambda blob: blob + sealed(b"more")[HEAD:],
    ],
)
def test_a_changed_file_is_not_read(change):
    blob = change(sealed(os.urandom(3 * PIECE + 84)))
    with pytest.raises(KeyringError), opened(blob) as file:
        file.read()


def test_another_key_or_another_place_opens_nothing():
    blob = sealed(b"abc")
    with pytest.raises(KeyringError):
        opened(blob, key=bytes(32))
    with pytest.raises(KeyringError):
        opened(blob, bound_to=b"files/b")
