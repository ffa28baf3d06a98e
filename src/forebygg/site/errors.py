"""Error pages. Missing and forbidden look the same; what was typed is shown again."""

from __future__ import annotations

import logging
import sys
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from forebygg.kit.kept import kept_fields
from forebygg.site import logs

_log = logging.getLogger("forebygg")


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404: "Sidan finns inte, eller så har du inte tillgång till den." """
    if getattr(request, "town", None) is None:
        return render(request, "site/bare_not_found.html", {"home": "/"}, status=404)
    return render(request, f"site/{_face(request)}_not_found.html", status=404)


def wrong_state(request: HttpRequest, sentence: str) -> HttpResponse:
    """409: the deed cannot be done now. The sentence says why; nothing typed is lost."""
    context = {"sentence": sentence, "kept": kept_fields(request.POST)}
    return render(request, f"site/{_face(request)}_wrong_state.html", context, status=409)


def stale(request: HttpRequest) -> HttpResponse:
    """409: somebody changed the same thing. Both are shown: theirs on the page, what was typed here."""
    context = {"stale": True, "kept": kept_fields(request.POST)}
    return render(request, f"site/{_face(request)}_wrong_state.html", context, status=409)


def broken(request: HttpRequest) -> HttpResponse:
    """500: without database and without context, so that it works when nothing else does. Logs what happened: here all
    faults pass, also those of the middleware. What was typed is shown again.

    A store that takes nothing (a full disk, a lost database) is 503: try again later.
    """
    _log.error("fault", exc_info=True)
    unsaved = isinstance(sys.exc_info()[1], OperationalError)
    context = {"number": logs.current(), "unsaved": unsaved, "texts": _texts(request)}
    return HttpResponse(render_to_string("site/broken.html", context), status=503 if unsaved else 500)


def _texts(request: HttpRequest) -> list[str]:
    try:
        return [field.value for field in kept_fields(request.POST) if field.is_text]
    except Exception:  # noqa: BLE001 - a body that cannot be read may be the very fault that is told of here
        return []


def _face(request: HttpRequest) -> str:
    actor = getattr(request, "actor", None)
    return "desk" if actor is not None and actor.kind == "staff" else "public"
