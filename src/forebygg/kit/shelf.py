"""Pages that are the same for everybody, kept for as long as what they were made of is still what is known.

A page is put here by a view that says so (`kept_page`) and found again by a middleware that knows what the page was
made of. Nothing has a time-out of its own: when the facts in memory are read anew, the page is made anew. A page that
is made of rows too has a stamp, which is asked for anew each time: a statement or two instead of the whole page.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

_MARK, _STAMP = "same_for_everybody", "stamp"
Stamp = Callable[[Any], Hashable]  # of a municipality: another when any row of the page is


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished page: its bytes and headers, the objects it was made of and the minute it tells of."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    made_of: tuple[object, ...]
    minute: datetime
    stamp: tuple[Stamp, Hashable] | None = None

    def is_still_so(self, town: Any) -> bool:
        """Has nothing changed of what the page was made of?"""
        return self.stamp is None or self.stamp[0](town) == self.stamp[1]

    def response(self) -> HttpResponse:
        """Return a fresh answer: those who stand outside may add headers to it."""
        return HttpResponse(self.body, headers=dict(self.headers))


class Shelf:
    """Kept pages by place. When it is full it is emptied: what is asked for comes back with the next visitor."""

    def __init__(self, most: int = 256) -> None:
        self._most = most
        self._kept: dict[Hashable, Kept] = {}

    def find(self, place: Hashable, made_of: tuple[object, ...], minute: datetime) -> HttpResponse | None:
        """Return the page of a place, if it was made of these very objects (the municipality first) in this very
        minute, and its rows are as they were."""
        kept = self._kept.get(place)
        if kept is None or kept.minute != minute or any(a is not b for a, b in zip(kept.made_of, made_of, strict=True)):
            return None
        if not kept.is_still_so(made_of[0]):
            return None
        return kept.response()

    def put(self, place: Hashable, made_of: tuple[object, ...], minute: datetime, response: HttpResponse) -> None:
        """Keep a page."""
        if len(self._kept) >= self._most:
            self._kept.clear()
        stamp = getattr(response, _STAMP, None)
        self._kept[place] = Kept(response.content, tuple(response.items()), made_of, minute, stamp)


def kept_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Say that a view reads nothing of the request but its municipality, its language and its path."""
    return _kept(view, None)


def kept_while(stamp: Stamp) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Say the same of a view that reads rows too, as long as their stamp is the same."""
    return lambda view: _kept(view, stamp)


def _kept(view: Callable[..., HttpResponse], stamp: Stamp | None) -> Callable[..., HttpResponse]:
    @wraps(view)
    def marked(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        # Taken before the rows are read: what changes meanwhile makes the page old, never the stamp new.
        taken = (stamp, stamp(request.town)) if stamp and asks_for_nothing_more(request) else None
        response = view(request, *args, **kwargs)
        setattr(response, _MARK, True)
        setattr(response, _STAMP, taken)
        return response

    return marked


def asks_for_nothing_more(request: HttpRequest) -> bool:
    """Say whether a request is a bare reading: no cookie of any kind, no question behind the path."""
    carries = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "QUERY_STRING")
    return request.method == "GET" and not any(request.META.get(name) for name in carries)


def may_be_kept(request: HttpRequest, response: Any) -> bool:
    """Say whether an answer is everybody's: marked so, whole, and without a cookie or a token made for one visitor."""
    return (
        getattr(response, _MARK, False)
        and response.status_code == 200
        and not response.cookies
        and not response.has_header("Vary")
        and "CSRF_COOKIE" not in request.META
    )
