"""Pure cryptography: AES-256-GCM for texts, AES key wrap for keys, HKDF for derived keys.

Texts are padded to whole blocks before they are sealed, so that the length of a stored envelope says little.
Source for the choices: docs/decisions/2026-11-21-keys-per-board.md.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

KEY_BYTES = 32
NONCE_BYTES = 12
BLOCK = 256


class Unreadable(Exception):  # noqa: N818
    """Wrong key, wrong context or damaged bytes: nothing is said about which."""


def new_key() -> bytes:
    """Return 32 random bytes."""
    return os.urandom(KEY_BYTES)


def encrypt(key: bytes, text: str, context: bytes) -> bytes:
    """Seal a text under a 32-byte key, bound to the context. Returns nonce ‖ ciphertext ‖ tag."""
    plain = text.encode()
    padded = len(plain).to_bytes(4, "big") + plain
    padded += b"\0" * (-len(padded) % BLOCK)
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, padded, context)


def decrypt(key: bytes, sealed: bytes, context: bytes) -> str:
    """Open what `encrypt` made. Raises Unreadable if key, context or bytes differ."""
    try:
        padded = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context)
    except (InvalidTag, ValueError) as error:
        raise Unreadable from error
    size = int.from_bytes(padded[:4], "big")
    return padded[4 : 4 + size].decode()


def wrap(outer: bytes, inner: bytes) -> bytes:
    """Wrap one key under another (RFC 3394): 40 bytes for a 32-byte key."""
    return aes_key_wrap(outer, inner)


def unwrap(outer: bytes, wrapped: bytes) -> bytes:
    """Take a wrapped key out. Raises Unreadable under the wrong key."""
    try:
        return aes_key_unwrap(outer, wrapped)
    except InvalidUnwrap as error:
        raise Unreadable from error


def derive(master: bytes, purpose: str) -> bytes:
    """Derive a 32-byte key for one purpose (HKDF-SHA-256)."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(master)


def fingerprint(key: bytes, text: str) -> str:
    """Return HMAC-SHA-256 in hex: how a receipt code is kept."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
