"""The desk's pages: the list, a plan, a decision, how far a measure has come."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forebygg.kit.errors import NotFound, WrongState, require
from forebygg.kit.kept import identity, whole
from forebygg.knowledge import queries as knowledge
from forebygg.plans import actions, policies, queries, stages, timeline
from forebygg.plans import gaps as words
from forebygg.plans.actions.deciding import Decided
from forebygg.plans.actions.progress import Come
from forebygg.plans.forms.writing import DecisionForm, ProgressForm
from forebygg.plans.models import PlanVersion
from forebygg.plans.queries import PlanPage
from forebygg.plans.views.comparing import compared


def plans(request: Any) -> HttpResponse:
    """Every plan, drafts too, and the documents that wait to be confirmed."""
    keeps = policies.may_keep(request.actor)
    context = {
        "pages": queries.list_pages(request.actor),
        "keeps": keeps,
        "uploads": queries.list_uploads(request.actor) if keeps else [],
    }
    return render(request, "plans/list.html", context)


def plan(request: Any, uid: UUID) -> HttpResponse:
    """One plan: how long it holds, how far it has come, what is late."""
    page = queries.open_plan(request.actor, uid=uid)
    if request.method == "POST":
        require(policies.may_keep(request.actor), request.actor, "plan")
        return _moved(request, page)
    context = {
        "page": page,
        "line": timeline.draw(page.standing, page.decisions),
        "told": words.told(queries.list_gaps(request.actor, page)),
        "keeps": policies.may_keep(request.actor),
        "clock": queries.follow_up_clock(page),
        "stages": stages.of(page),
        "around": queries.around(request.actor, page),
    }
    return render(request, "plans/plan.html", context)


def _moved(request: Any, page: PlanPage) -> HttpResponse:
    """Begin a new version, hand the open one on to those who decide, or take it back to be written on."""
    to = {"propose": "proposed", "back": "draft"}.get(request.POST.get("do", ""))
    if to and page.draft:
        if page.draft.state == PlanVersion.State.OUT:
            raise WrongState(_("Versionen är på samråd. Avsluta samrådet först."))
        page.draft.version = whole(request.POST, "draft", -1)
        actions.move_version(page.draft, to, by=request.actor)
        return redirect("plans:plan", uid=page.plan.uid)
    page.plan.version = whole(request.POST, "version", -1)
    actions.begin_draft(page.plan, by=request.actor)
    return redirect("plans:draft", uid=page.plan.uid)


def gaps(request: Any, uid: UUID) -> HttpResponse:
    """What the plan lacks, gap by gap, with the way to mend it."""
    page = queries.open_plan(request.actor, uid=uid)
    found = queries.list_gaps(request.actor, page)
    context = {"page": page, "told": words.told(found), "keeps": policies.may_keep(request.actor)}
    return render(request, "plans/gaps.html", context)


def differences(request: Any, uid: UUID) -> HttpResponse:
    """What differs between two versions; the last two unless asked for others."""
    page = queries.open_plan(request.actor, uid=uid)
    return render(request, "plans/differences.html", compared(request, request.actor, page))


def decision(request: Any, uid: UUID) -> HttpResponse:
    """Write down what a body decided."""
    require(policies.may_keep(request.actor), request.actor, "plan")
    page = queries.open_plan(request.actor, uid=uid)
    if request.POST.get("do") == "strike":
        return _struck(request, page)
    form = DecisionForm(request.POST or None, initial={"action": "extended" if page.decisions else "adopted"})
    if request.method == "POST" and form.is_valid():
        page.plan.version = whole(request.POST, "version", -1)
        actions.record_decision(page.plan, Decided(**form.cleaned_data), by=request.actor)
        return redirect("plans:plan", uid=uid)
    context = {"page": page, "form": form}
    return render(request, "plans/decision.html", context, status=422 if form.errors else 200)


def _struck(request: Any, page: PlanPage) -> HttpResponse:
    found = next((each for each in page.decisions if each.uid == identity(request.POST, "decision")), None)
    if found is None:
        raise NotFound(request.actor, "plan")
    found.plan.version = whole(request.POST, "version", -1)
    actions.strike_decision(found, by=request.actor)
    return redirect("plans:decision", uid=page.plan.uid)


def measure(request: Any, uid: UUID, code: str) -> HttpResponse:
    """One measure: all that is known of it, and how far it has come."""
    page = queries.open_plan(request.actor, uid=uid)
    row = next((row for area in page.areas for row in area.rows if row.measure.code == code), None)
    if row is None:
        raise NotFound(request.actor, "plan")
    form = ProgressForm(request.POST or None, initial={"status": row.progress.status if row.progress else ""})
    if request.method == "POST" and form.is_valid():
        # Rows are added, never changed: two who say something of the same plan do not stand in each other's way.
        actions.record_progress(page.plan, code, Come(**form.cleaned_data), by=request.actor)
        return redirect("plans:measure", uid=uid, code=code)
    context = {"page": page, "row": row, "form": form, "keeps": policies.may_keep(request.actor)}
    context |= {"before": queries.list_progress(page.plan, code), "method": knowledge.find_method(row.measure.method)}
    return render(request, "plans/measure.html", context, status=422 if form.errors else 200)
