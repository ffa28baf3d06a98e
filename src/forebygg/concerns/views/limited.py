"""Limits at the door. A worry is never refused; a code is, for a while."""

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
    return limits.client(_file(), address)


def is_over(request: Any, deed: str, limit: int, seconds: int) -> bool:
    """Say whether this client has done a deed too often."""
    return limits.count(_file(), f"{deed}:{client(request)}", seconds) >= limit


def hit(request: Any, deed: str) -> None:
    """Count one try."""
    limits.hit(_file(), f"{deed}:{client(request)}")


def clear(request: Any, deed: str) -> None:
    """Forget the tries of a client that got it right."""
    limits.clear(_file(), f"{deed}:{client(request)}")


def _file() -> Path:
    return Path(settings.FOREBYGG_LIMITS_FILE)
