"""How often somebody knocks, by a salted hash of the client's address: read `kit/limits.py` for what is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

from forebygg.kit import limits


def client(request: Any) -> str:
    """Return a salted hash of the client's address; the proxy's header counts only behind a named proxy."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.FOREBYGG_BEHIND_PROXY:
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
    return limits.client(file(), address)


def is_over(request: Any, deed: str, limit: int, seconds: int) -> bool:
    """Say whether this client has done a deed too often."""
    return limits.count(file(), f"{deed}:{client(request)}", seconds) >= limit


def hit(request: Any, deed: str) -> None:
    """Count one try."""
    limits.hit(file(), f"{deed}:{client(request)}")


def forgive(request: Any, deed: str) -> None:
    """Take back the latest try of a client: it was right. Wrong ones before it stay, or one right code would buy any
    number of guesses."""
    limits.forgive(file(), f"{deed}:{client(request)}")


def file() -> Path:
    """Return where the counters are."""
    return Path(settings.FOREBYGG_LIMITS_FILE)
