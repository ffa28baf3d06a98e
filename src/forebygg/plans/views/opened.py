"""What citizens read: the plans, who answers, what is late, who decided."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render

from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound
from forebygg.kit.shelf import kept_while
from forebygg.knowledge import queries as knowledge
from forebygg.plans import parts, queries, timeline
from forebygg.plans import report as composing
from forebygg.plans.queries import PlanPage
from forebygg.plans.views import papers
from forebygg.plans.views.comparing import compared


@login_not_required
@kept_while(queries.stamp)
def plans(request: Any) -> HttpResponse:
    """Every plan that has been decided."""
    return render(request, "plans/open_list.html", {"pages": queries.list_pages(Actor.public(request.town))})


@login_not_required
@kept_while(queries.stamp)
def plan(request: Any, slug: str) -> HttpResponse:
    """One plan, as anybody reads it."""
    viewer, page = _opened(request, slug)
    context: dict[str, Any] = {"page": page, "line": timeline.draw(page.standing, page.decisions)}
    context |= {"page_owner": page.said.steward, "around": queries.around(viewer, page)}
    context |= {"clock": queries.follow_up_clock(page), "versions": queries.list_versions(viewer, page.plan)}
    context["years"] = [each for each in queries.list_follow_ups(page.plan) if each.closed_at]
    return render(request, "plans/open_plan.html", context)


@login_not_required
@kept_while(queries.stamp)
def measure(request: Any, slug: str, code: str) -> HttpResponse:
    """One measure: for whom, on what it rests, how far it has come."""
    viewer, page = _opened(request, slug)
    row = next((row for area in page.areas for row in area.rows if row.measure.code == code), None)
    if row is None:
        raise NotFound(viewer, "plan")
    context = {"page": page, "row": row, "method": knowledge.find_method(row.measure.method)}
    return render(request, "plans/open_measure.html", context)


@login_not_required
def part(request: Any, slug: str) -> HttpResponse:
    """One operation's own part of the plan; without a name, every operation that has one."""
    _viewer, page = _opened(request, slug)
    named = parts.of(page.said, request.GET.get("vem", "")[:120])
    rows = [row for area in page.areas for row in area.rows if named and row.measure.code in named.codes]
    context = {"page": page, "named": named, "rows": rows, "operations": parts.operations(page.said)}
    return render(request, "plans/part.html", context)


@login_not_required
def differences(request: Any, slug: str) -> HttpResponse:
    """What differs between two decided versions."""
    viewer, page = _opened(request, slug)
    return render(request, "plans/open_differences.html", compared(request, viewer, page))


@login_not_required
def follow_up(request: Any, slug: str, year: int) -> HttpResponse:
    """A closed year, as it was said then."""
    viewer, page = _opened(request, slug)
    found = queries.open_follow_up(viewer, page.plan, year)
    context = {"page": page, "found": found, "paper": composing.compose(*queries.shots(page, found))}
    return render(request, "plans/open_follow_up.html", context)


@login_not_required
def report(request: Any, slug: str, year: int) -> HttpResponse:
    """A closed year as PDF."""
    viewer, page = _opened(request, slug)
    return papers.answer(viewer, page, queries.open_follow_up(viewer, page.plan, year), "pdf")


def _opened(request: Any, slug: str) -> tuple[Actor, PlanPage]:
    viewer = Actor.public(request.town)
    return viewer, queries.open_plan(viewer, slug=slug)
