"""The same chart as the desk walks: drawn, as a list, in print, with version and decision."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from forebygg.facts import queries as facts
from forebygg.kit.errors import NotFound
from forebygg.kit.text import Text
from forebygg.routines import actions, queries, rehearsals, rehearsing, showing


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


def rehearse(request: Any) -> HttpResponse:
    """Choose an invented call; each routine with the day it was last rehearsed."""
    if request.method == "POST":
        chosen = rehearsals.all_rehearsals().get(request.POST.get("scenario", ""))
        if chosen is None:
            raise NotFound(request.actor, "rehearsal")
        run = actions.begin_rehearsal(chosen, by=request.actor)
        return redirect("routines:rehearsal", uid=run.uid)
    last = queries.last_rehearsed(request.actor)
    rows = [(row, last.get(row.chart)) for row in rehearsals.all_rehearsals().values()]
    return render(request, "routines/rehearse.html", {"rows": rows})


def rehearsal(request: Any, uid: UUID) -> HttpResponse:
    """Walk the routine with the call beside it. Nothing that is answered is kept when it has ended."""
    run = queries.find_rehearsal(request.actor, uid)
    scenario = rehearsals.all_rehearsals().get(run.scenario)
    if scenario is None:
        raise NotFound(request.actor, "rehearsal")
    language = (get_language() or "sv")[:2]
    standing = None if run.ended_at else queries.standing(run)
    if request.method == "POST" and standing is not None:
        step, choice = request.POST.get("step", ""), request.POST.get("choice", "")
        standing = actions.answer_rehearsal(run, step=step, choice=choice, by=request.actor)
        if not standing.position.outcome:
            return redirect("routines:rehearsal", uid=uid)
    context = rehearsing.page(run, scenario, standing, facts.book(request.town.pk), language)
    return render(request, "routines/rehearsal.html", context)
