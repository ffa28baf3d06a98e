"""Seals, wraps and fingerprints."""

from uuid import uuid4

import pytest

from forebygg.kit import crypto
from forebygg.kit.envelope import Envelope


def test_a_text_opens_under_its_key_and_place_only() -> None:
    """Another key, another place, one changed byte: unreadable, and nothing says which."""
    key, context = crypto.new_key(), b"vaxjo|concerns.Concern.what|1"
    sealed = crypto.encrypt(key, "Åke såg något", context)
    assert crypto.decrypt(key, sealed, context) == "Åke såg något"
    for other in (
        lambda: crypto.decrypt(crypto.new_key(), sealed, context),
        lambda: crypto.decrypt(key, sealed, b"elsewhere"),
        lambda: crypto.decrypt(key, sealed[:-1] + bytes([sealed[-1] ^ 1]), context),
    ):
        with pytest.raises(crypto.Unreadable):
            other()


def test_length_says_little() -> None:
    """Texts of different length give envelopes of the same length within a block."""
    key = crypto.new_key()
    sizes = {len(crypto.encrypt(key, "a" * n, b"")) for n in (0, 1, 100, 251)}
    assert len(sizes) == 1


def test_wrapping() -> None:
    """A wrapped key comes out under the right key only."""
    outer, inner = crypto.new_key(), crypto.new_key()
    assert crypto.unwrap(outer, crypto.wrap(outer, inner)) == inner
    with pytest.raises(crypto.Unreadable):
        crypto.unwrap(crypto.new_key(), crypto.wrap(outer, inner))


def test_derived_keys_differ_by_purpose() -> None:
    """One master key gives a key per purpose, the same each time."""
    master = crypto.new_key()
    assert crypto.derive(master, "a") == crypto.derive(master, "a") != crypto.derive(master, "b")
    assert crypto.fingerprint(master, "1234") != crypto.fingerprint(crypto.new_key(), "1234")


def test_an_envelope_shows_a_lock() -> None:
    """An envelope in a template or a log never shows its bytes; it survives its own serialisation."""
    envelope = Envelope(uuid4(), b"body")
    assert str(envelope) == "[förseglat]"
    assert Envelope.from_bytes(envelope.to_bytes()) == envelope
    with pytest.raises(ValueError, match="envelope"):
        Envelope.from_bytes(b"\x02rest")
