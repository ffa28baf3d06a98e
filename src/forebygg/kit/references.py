"""Short references for people: ORO-7K3F-92. Made from a running number through a keyed shuffle: none comes back, and
nobody who knows one can tell the next."""

from __future__ import annotations

import hmac
import re
import secrets

_LETTERS = "23456789ACDEFHJKLMNPRSTUVWXY"  # no 0 O 1 I B 8-lookalikes that are misheard
_BASE = len(_LETTERS)
_SPAN = _BASE**4 * 100
_HALF = 13  # bits: two halves hold a little more than the span
_TURNS = 8

PATTERN = re.compile(r"^[A-ZÅÄÖ]{3}-[2-9A-Y]{4}-\d{2}$")


def reference(prefix: str, number: int, key: bytes) -> str:
    """Return the reference of a running number (0 …) under a key. Two numbers below 61 465 600 never share one.

    Raises ValueError past the span.
    """
    if not 0 <= number < _SPAN:
        raise ValueError("the series of references is used up")
    place = _shuffled(number, key)
    while place >= _SPAN:  # the halves hold more than the span: go on until inside, and each number keeps its own place
        place = _shuffled(place, key)
    tail = place % 100
    place //= 100
    letters = ""
    for _ in range(4):
        letters += _LETTERS[place % _BASE]
        place //= _BASE
    return f"{prefix}-{letters}-{tail:02d}"


def _shuffled(number: int, key: bytes) -> int:
    """Return another number of as many bits, a different one for each: a Feistel network over HMAC-SHA-256."""
    left, right = number >> _HALF, number & (1 << _HALF) - 1
    for turn in range(_TURNS):
        mixed = int.from_bytes(hmac.digest(key, bytes([turn]) + right.to_bytes(2, "big"), "sha256")[:2], "big")
        left, right = right, left ^ (mixed & (1 << _HALF) - 1)
    return left << _HALF | right


def tidy(text: str) -> str:
    """Bring a reference typed by hand into its written form; anything else comes back as it is, but for what no store
    takes."""
    letters = re.sub(r"[^0-9A-ZÅÄÖ]", "", text.upper())
    candidate = f"{letters[:3]}-{letters[3:7]}-{letters[7:]}"
    return candidate if PATTERN.match(candidate) else text.replace("\0", "").strip()


def receipt_code() -> str:
    """Return 16 random digits (53 bits): the only way back to an answer."""
    return f"{secrets.randbelow(10**16):016d}"


def digits(text: str) -> str:
    """Return the sixteen digits of a code however it was typed, or an empty string."""
    found = re.sub(r"\D", "", text)
    return found if len(found) == 16 else ""


def grouped(code: str) -> list[str]:
    """Return a code in four groups of four, as it is shown and read aloud."""
    return [code[i : i + 4] for i in range(0, 16, 4)]
