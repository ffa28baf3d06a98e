"""The frame's own pages: the towns of a demo, "Idag", stylesheets, and what a lost form looks like."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare

from forebygg.kit.kept import kept_fields
from forebygg.people import queries as people
from forebygg.people.tenancy import everywhere
from forebygg.site import today
from forebygg.ui import stylesheet, theme
from forebygg.ui.stylesheet import Face

_NEUTRAL = "#0b5351"


@login_not_required
def towns(request: HttpRequest) -> HttpResponse:
    """List the municipalities of this installation: the first page of a demo."""
    return render(request, "site/towns.html", {"towns": people.towns()})


@login_not_required
def style(request: HttpRequest, slug: str, face: Face, digest: str) -> HttpResponse:
    """Serve one face's stylesheet in one municipality's colour; its name changes with its content."""
    town = next((town for town in people.towns() if town.slug == slug), None)
    if face not in ("public", "desk") or (town is None and slug != "start"):
        raise Http404
    body, current = stylesheet.bundle(face, theme.css(theme.tokens(town.colour if town else _NEUTRAL)))
    response = HttpResponse(body, content_type="text/css; charset=utf-8")
    if digest == current:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def today_view(request: Any) -> HttpResponse:
    """ "Idag": each room's waiting side by side. It decides nothing."""
    return render(request, "site/today.html", {"page": today.compose(request.actor)})


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was older than the sign-in: show what was typed, ready to be sent again."""
    return render(request, "site/send_again.html", {"kept": kept_fields(request.POST)}, status=403)


@login_not_required
def healthy(request: HttpRequest) -> HttpResponse:
    """Answer a machine that asks whether the process lives."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@login_not_required
def figures(request: HttpRequest) -> HttpResponse:
    """Answer a watching machine that bears the token; to everybody else the page is not there, token or none set."""
    token, said = settings.FOREBYGG_METRICS_TOKEN, request.headers.get("Authorization", "")
    if not token or not constant_time_compare(said.encode(), f"Bearer {token}".encode()):
        raise Http404
    from forebygg.site import metrics  # with the doctor comes the machinery of back-ups: not into every process

    with everywhere():
        return HttpResponse(metrics.text(), content_type=metrics.KIND)
