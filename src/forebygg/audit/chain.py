"""Pure: the hash of one link. Verified by recomputing from the first link of a year."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

START = "0" * 64


def link(previous: str, event: Mapping[str, object]) -> str:
    """Return the SHA-256 (hex) over the previous hash and the event's canonical JSON."""
    body = json.dumps(event, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()
