"""Envelope encryption: a data key per case, wrapped by a master key of the keyring (AES-256-GCM throughout)."""

import base64
import binascii
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


class KeyringError(ValueError):
    """The keyring can't be read, or doesn't hold the key that something was wrapped with."""


@dataclass(frozen=True)
class Keyring:
    """Master keys by id; the first one wraps, all of them unwrap."""

    keys: dict[str, bytes]

    @classmethod
    def from_text(cls, text: str) -> "Keyring":
        """`id:base64key,id:base64key`, 32 bytes each."""
        keys = {}
        for part in filter(None, text.split(",")):
            kid, _, encoded = part.strip().partition(":")
            try:
                keys[kid] = base64.b64decode(encoded, validate=True)
            except binascii.Error as error:
                raise KeyringError(f"DATA_KEYS: the key {kid!r} is not base64") from error
            if len(keys[kid]) != 32:
                raise KeyringError(f"DATA_KEYS: the key {kid!r} has {len(keys[kid])} bytes instead of 32")
        if not keys:
            raise KeyringError("DATA_KEYS holds no key")
        return cls(keys)

    def new_wrapped_key(self) -> str:
        kid, master = next(iter(self.keys.items()))
        return f"{kid}:{base64.b64encode(seal(master, os.urandom(32), kid.encode())).decode()}"

    def unwrap(self, wrapped: str) -> bytes:
        kid, _, encoded = wrapped.partition(":")
        if kid not in self.keys:
            raise KeyringError(f"DATA_KEYS has no key {kid!r}")
        return unseal(self.keys[kid], base64.b64decode(encoded), kid.encode())


def seal(key: bytes, plain: bytes, bound_to: bytes) -> bytes:
    """Encrypts; `bound_to` must be the same at `unseal`, so that a blob can't be moved to another row."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to)


def unseal(key: bytes, blob: bytes, bound_to: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], bound_to)
    except InvalidTag as error:
        raise KeyringError("the data were encrypted with another key, or changed") from error
