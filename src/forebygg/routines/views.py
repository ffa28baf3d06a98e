"""The same chart as the desk walks: drawn, as a list, in print, with version and decision."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from forebygg.kit.text import Text
from forebygg.routines import queries, showing


@login_not_required
def routine_list(request: Any) -> HttpResponse:
    """List the routines in force."""
    rows = [
        (version, Text(queries.chart_of(version).title), Text(queries.chart_of(version).purpose))
        for version in queries.list_current(request.actor)
    ]
    return render(request, "routines/list.html", {"rows": rows})


@login_not_required
def routine(request: Any, kind: str) -> HttpResponse:
    """Show one routine."""
    version = queries.current(request.actor, kind)
    chart = queries.chart_of(version)
    language = (get_language() or "sv")[:2]
    pictures = showing.shown(version, None, language)
    context = {
        "version": version,
        "title": Text(chart.title),
        "purpose": Text(chart.purpose),
        "drawing": pictures.drawing,
        "outline": pictures.outline,
        "versions": queries.list_versions(request.actor, kind),
    }
    return render(request, "routines/routine.html", context)
