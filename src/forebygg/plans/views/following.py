"""The year's follow-up: the document, measure by measure, a table read in, the report."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from forebygg.files import sheets
from forebygg.files.formats.refusal import Refused
from forebygg.kit import clock
from forebygg.kit.errors import NotFound, WrongState, require
from forebygg.kit.kept import whole
from forebygg.plans import actions, listing, policies, queries, refusals
from forebygg.plans import report as composing
from forebygg.plans.actions.following import Held
from forebygg.plans.actions.progress import Come
from forebygg.plans.forms.following import HoldsForm, ListForm, SeenForm
from forebygg.plans.forms.writing import ProgressForm
from forebygg.plans.models import FollowUp
from forebygg.plans.queries import PlanPage
from forebygg.plans.views import papers

_HELD = Held.__slots__
FAULTS = {
    "heads": _("Första raden behöver en kolumn för åtgärden och en för läget."),
    "unknown": _("Åtgärden finns inte i planen."),
    "status": _("Vi förstår inte ordet för läget. Skriv klar, pågår, inte börjat eller avbruten."),
    "twice": _("Åtgärden står två gånger. Den första raden gäller."),
}


def follow_ups(request: Any, uid: UUID) -> HttpResponse:
    """Every year's follow-up, and this year's to begin."""
    page = queries.open_plan(request.actor, uid=uid)
    if request.method == "POST":
        require(policies.may_keep(request.actor), request.actor, "plan")
        page.plan.version = whole(request.POST, "version", -1)
        begun = actions.begin_follow_up(page.plan, by=request.actor)
        return redirect("plans:follow_up", uid=uid, year=begun.year)
    found = queries.list_follow_ups(page.plan)
    context = {"page": page, "found": found, "keeps": policies.may_keep(request.actor)}
    is_begun = any(not each.closed_at or each.year == clock.today().year for each in found)
    context |= {"clock": queries.follow_up_clock(page), "begun": is_begun}
    return render(request, "plans/follow_ups.html", context)


def follow_up(request: Any, uid: UUID, year: int) -> HttpResponse:
    """A year: the questions about the document, and each measure as a line to answer."""
    page, found = _opened(request, uid, year)
    require(request.method != "POST" or policies.may_keep(request.actor), request.actor, "plan")
    if request.POST.get("do") == "close":
        found.version = whole(request.POST, "version", -1)
        actions.close_follow_up(found, by=request.actor)
        return redirect("plans:follow_up", uid=uid, year=year)
    initial = {name: getattr(found, name) for name in _HELD}
    initial |= {f"goal-{code}": value for code, value in found.figures.items()}
    form = HoldsForm(request.POST or None, goals=page.said.goals, initial=initial)
    if request.method == "POST" and form.is_valid():
        found.version = whole(request.POST, "version", -1)
        held = Held(**{name: form.cleaned_data[name] for name in _HELD})
        actions.answer_follow_up(found, held, form.figures(), by=request.actor)
        return redirect("plans:follow_up", uid=uid, year=year)
    rows = [(row, queries.was_asked(row, found)) for area in page.areas for row in area.rows]
    context = {"page": page, "found": found, "form": form, "rows": rows, "keeps": policies.may_keep(request.actor)}
    context["asked"] = sum(asked for _row, asked in rows)
    context["paper"] = composing.compose(*queries.shots(page, found)) if found.closed_at else None
    return render(request, "plans/follow_up.html", context, status=422 if form.errors else 200)


def asked(request: Any, uid: UUID, year: int, code: str) -> HttpResponse:
    """One measure of the year; when it is answered the next unanswered one comes."""
    require(policies.may_keep(request.actor), request.actor, "plan")
    page, found = _opened(request, uid, year)
    rows = [row for area in page.areas for row in area.rows]
    row = next((row for row in rows if row.measure.code == code), None)
    if row is None or found.closed_at:
        raise NotFound(request.actor, "plan")
    form = ProgressForm(request.POST or None, initial={"status": row.progress.status if row.progress else ""})
    if request.method == "POST" and form.is_valid():
        # Rows are added, never changed: two who say something of the same plan do not stand in each other's way.
        actions.record_progress(page.plan, code, Come(**form.cleaned_data), by=request.actor)
        left = [each for each in rows if each is not row and not queries.was_asked(each, found)]
        if left:
            return redirect("plans:asked", uid=uid, year=year, code=left[0].measure.code)
        return redirect("plans:follow_up", uid=uid, year=year)
    number = rows.index(row) + 1
    context = {"page": page, "found": found, "row": row, "form": form, "number": number, "all": len(rows)}
    return render(request, "plans/asked.html", context, status=422 if form.errors else 200)


def read_table(request: Any, uid: UUID, year: int) -> HttpResponse:
    """Progress from a table: read, shown, and taken in when somebody has seen it."""
    require(policies.may_keep(request.actor), request.actor, "plan")
    page, found = _opened(request, uid, year)
    if request.method == "POST" and request.POST.get("do") == "take":
        return _take(request, page, found)
    form = ListForm(request.POST or None, request.FILES or None)
    context = {"page": page, "found": found, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            listed = listing.match(sheets.read_apart(form.cleaned_data["file"].read()), page.said.measures)
        except Refused as refused:
            form.add_error("file", refusals.table(refused.code))
        else:
            context |= {"rows": json.dumps([asdict(row) for row in listed.rows]), "listed": listed}
            context["faults"] = [(line, text, FAULTS[why]) for line, text, why in listed.faults]
    return render(request, "plans/read_table.html", context, status=422 if form.errors else 200)


def _take(request: Any, page: PlanPage, found: FollowUp) -> HttpResponse:
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise WrongState(str(_("Läs in tabellen en gång till.")))
    page.plan.version = whole(request.POST, "version", -1)
    actions.record_progress_list(page.plan, form.cleaned_data["rows"], by=request.actor)
    return redirect("plans:follow_up", uid=page.plan.uid, year=found.year)


def report(request: Any, uid: UUID, year: int, kind: str) -> HttpResponse:
    """The report of a year, as PDF, Word or Excel."""
    page, found = _opened(request, uid, year)
    return papers.answer(request.actor, page, found, kind)


def _opened(request: Any, uid: UUID, year: int) -> tuple[PlanPage, FollowUp]:
    page = queries.open_plan(request.actor, uid=uid)
    return page, queries.open_follow_up(request.actor, page.plan, year)
