"""Limits at the door. A worry is never refused; a code is, for a while."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render

from forebygg.facts import lines
from forebygg.facts import queries as facts
from forebygg.kit import clock, limits
from forebygg.kit.door import client, file, forgive, hit, is_over
from forebygg.kit.kept import kept_fields
from forebygg.telling import showing

_HOUR, _SALT = 3600, "waited"
__all__ = ["forgive", "hit", "is_over", "slowed"]


def slowed(request: Any, submission: str) -> HttpResponse | None:
    """Return a page to wait on when this client has sent much lately, else None: the text may go in now.

    Never a refusal: the page holds everything that was written, the numbers, and a "Skicka" that is taken when the wait
    is over. The proof of waiting is bound to the submission, so it lets in one text.
    """
    book, key = facts.book(request.town.pk), f"tell:{client(request)}"
    wait, now = book.value("tell-wait-seconds"), int(clock.now().timestamp())
    if limits.count(file(), key, _HOUR) < book.value("tell-tries") or _waited(request, submission) >= wait:
        limits.hit(file(), key)
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
