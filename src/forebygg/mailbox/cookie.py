"""Pure: the public session. It has no row: the cookie carries the draft's id, its key and the hour it was issued.

Sealed under a key of the store of keys and bound to the municipality: a changed cookie, or one of another
municipality, is none. Whoever finds one on a disk learns nothing from it without this house, and soon nothing with it.
"""

from __future__ import annotations

from base64 import b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from forebygg.kit import clock, crypto, mode

# A browser takes a cookie of the longer name only over TLS. Its path is the municipality's, so it is no "__Host-" one.
NAME = "besok" if mode.is_demo() else "__Secure-besok"


@dataclass(frozen=True, slots=True)
class DraftKey:
    """What the cookie holds: which draft, and the 32 bytes that open it."""

    uid: UUID
    key: bytes


def ends(moment: datetime, life: timedelta) -> datetime:
    """Return when something written at a moment is gone: its life, then on to the full hour, so that nobody loses time
    and no stored time is finer than an hour."""
    return clock.next_hour(moment + life)


def seal(draft: DraftKey, secret: bytes, municipality: str) -> str:
    """Return the cookie's value, always of the same length."""
    hour = int(clock.hour(clock.now()).timestamp())
    text = f"{draft.uid.hex} {draft.key.hex()} {hour}"
    return urlsafe_b64encode(crypto.encrypt(secret, text, _context(municipality))).decode()


def unseal(value: str, secret: bytes, municipality: str) -> tuple[DraftKey, datetime] | None:
    """Return a cookie's draft key and the hour it was issued, or None: not issued here, for this municipality."""
    try:
        text = crypto.decrypt(secret, b64decode(value, b"-_", validate=True), _context(municipality))
    except (crypto.Unreadable, ValueError):
        return None
    uid, key, hour = text.split(" ")
    return DraftKey(UUID(hex=uid), bytes.fromhex(key)), datetime.fromtimestamp(int(hour), UTC)


def _context(municipality: str) -> bytes:
    return f"{municipality}|mailbox.cookie".encode()
