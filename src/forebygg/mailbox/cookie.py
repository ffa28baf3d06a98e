"""Pure: the public session. It has no row: the cookie carries the draft's id, its key and its last moment."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from uuid import UUID

NAME = "besok"
_LENGTH = 48


@dataclass(frozen=True, slots=True)
class DraftKey:
    """What the cookie holds: which draft, and the 32 bytes that open it."""

    uid: UUID
    key: bytes

    def to_cookie(self) -> str:
        """Return the cookie's value."""
        return base64.urlsafe_b64encode(self.uid.bytes + self.key).decode()


def read(value: str | None) -> DraftKey | None:
    """Read a cookie's value; anything that is not one reads as None."""
    try:
        raw = base64.urlsafe_b64decode((value or "").encode("ascii", "ignore"))
    except ValueError:
        return None
    return DraftKey(UUID(bytes=raw[:16]), raw[16:]) if len(raw) == _LENGTH else None
