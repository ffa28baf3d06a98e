"""Limits at the door. A worry is never refused; a code is, for a while."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render

from forebygg.facts import lines
from forebygg.facts import queries as facts
from forebygg.kit import clock, limits
from forebygg.kit.kept import kept_fields
from forebygg.telling import showing

_HOUR, _SALT = 3600, "waited"


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


def slowed(request: Any, submission: str) -> HttpResponse | None:
    """Return a page to wait on when this client has sent much lately, else None: the text may go in now.

    Never a refusal: the page holds everything that was written, the numbers, and a "Skicka" that is taken when the wait
    is over. The proof of waiting is bound to the submission, so it lets in one text.
    """
    book, key = facts.book(request.town.pk), f"tell:{client(request)}"
    wait, now = book.value("tell-wait-seconds"), int(clock.now().timestamp())
    if limits.count(_file(), key, _HOUR) < book.value("tell-tries") or _waited(request, submission) >= wait:
        limits.hit(_file(), key)
        return None
    waited = max(_waited(request, submission), 0)
    context = {
        "token": signing.dumps([submission, now - waited], salt=_SALT),
        "kept": [field for field in kept_fields(request.POST) if field.name != "waited"],
        "seconds": wait - waited,
        "calls": lines.lines(book, showing.CALL, clock.now()),
    }
    return render(request, "telling/slow.html", context)


def _waited(request: Any, submission: str) -> int:
    """Return for how many seconds the submission has waited, or -1 when it has not begun to."""
    try:
        known, since = signing.loads(request.POST.get("waited", ""), salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return -1
    return int(clock.now().timestamp()) - int(since) if known == submission else -1


def _file() -> Path:
    return Path(settings.FOREBYGG_LIMITS_FILE)
