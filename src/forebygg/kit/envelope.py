"""A sealed text as it lies in a column: a key's id and bytes. It never opens itself; only `secrecy` can."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

_VERSION = b"\x01"
# Where the key's id lies in the stored bytes, counted from one as databases do: place and length.
KEY_PLACE = (2, 16)


@dataclass(frozen=True, slots=True)
class Envelope:
    """Sealed bytes and the id of the data key they were sealed under."""

    key: UUID
    body: bytes

    def to_bytes(self) -> bytes:
        """Serialise: version ‖ key id (16) ‖ body."""
        return _VERSION + self.key.bytes + self.body

    @classmethod
    def from_bytes(cls, raw: bytes) -> Envelope:
        """Read what `to_bytes` wrote. Raises ValueError on another version."""
        if raw[:1] != _VERSION or len(raw) < 17:
            raise ValueError("not an envelope")
        return cls(UUID(bytes=raw[1:17]), raw[17:])

    def __str__(self) -> str:
        """Never the text: an envelope in a template or a log shows a lock."""
        return "[förseglat]"
