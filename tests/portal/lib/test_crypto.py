import base64

import pytest

from portal.lib.crypto import Keyring, KeyringError, seal, unseal

OLD, NEW = (base64.b64encode(bytes([number]) * 32).decode() for number in (1, 2))


def test_a_wrapped_key_opens_what_it_sealed():
    ring = Keyring.from_text(f"new:{NEW}")
    key = ring.unwrap(ring.new_wrapped_key())
    assert unseal(key, seal(key, "Әлия".encode(), b"26-A"), b"26-A").decode() == "Әлия"


def test_two_wrapped_keys_differ():
    ring = Keyring.from_text(f"new:{NEW}")
    assert ring.unwrap(ring.new_wrapped_key()) != ring.unwrap(ring.new_wrapped_key())


def test_after_a_rotation_old_keys_still_open_and_new_ones_wrap():
    wrapped = Keyring.from_text(f"old:{OLD}").new_wrapped_key()
    ring = Keyring.from_text(f"new:{NEW},old:{OLD}")
    assert len(ring.unwrap(wrapped)) == 32
    assert ring.new_wrapped_key().startswith("new:")


def test_a_sealed_value_does_not_open_in_another_row():
    key = bytes(32)
    with pytest.raises(KeyringError):
        unseal(key, seal(key, b"secret", b"26-A"), b"26-B")


@pytest.mark.parametrize("change", [lambda blob: blob[:-1], lambda blob: blob[:20] + bytes([blob[20] ^ 1]) + blob[21:]])
def test_a_changed_blob_does_not_open(change):
    key = bytes(32)
    with pytest.raises(KeyringError):
        unseal(key, change(seal(key, b"a secret of some length", b"")), b"")


@pytest.mark.parametrize("text", ["", "a:short", "a:!!!", f"a:{base64.b64encode(bytes(31)).decode()}"])
def test_a_faulty_keyring_is_refused_at_the_start(text):
    with pytest.raises(KeyringError):
        Keyring.from_text(text)


def test_an_unknown_master_key_is_named():
    with pytest.raises(KeyringError, match="'old'"):
        Keyring.from_text(f"new:{NEW}").unwrap(Keyring.from_text(f"old:{OLD}").new_wrapped_key())
