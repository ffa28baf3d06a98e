"""The five points of stewardship, what the document is, and the Word template of reports."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from forebygg.kit.errors import WrongState, require
from forebygg.kit.kept import whole
from forebygg.plans import actions, policies, queries
from forebygg.plans.actions.writing import About
from forebygg.plans.forms.following import PointForm, TemplateForm
from forebygg.plans.forms.writing import AboutForm


def points(request: Any, uid: UUID) -> HttpResponse:
    """The five points: when each was last looked into, and a box to say what one saw today."""
    page = queries.open_plan(request.actor, uid=uid)
    keeps = policies.may_keep(request.actor)
    require(keeps or request.method != "POST", request.actor, "plan")
    posted = PointForm(request.POST) if request.method == "POST" else None
    if posted and posted.is_valid():
        page.plan.version = whole(request.POST, "version", -1)
        actions.check_point(page.plan, **posted.cleaned_data, by=request.actor)
        return redirect("plans:points", uid=uid)
    rows = []
    for row in queries.list_points(page.plan):
        mine = posted if posted and posted.data.get("point") == row.code else None
        rows.append((row, mine or PointForm(initial={"point": row.code}, auto_id=f"id_{row.code}_%s")))
    context = {"page": page, "rows": rows, "keeps": keeps}
    return render(request, "plans/points.html", context, status=422 if posted else 200)


def about(request: Any, uid: UUID) -> HttpResponse:
    """What kind of document it is, whose, under what, and with whom it is shared."""
    require(policies.may_keep(request.actor), request.actor, "plan")
    page = queries.open_plan(request.actor, uid=uid)
    initial = {name: getattr(page.plan, name) for name in About.__slots__}
    form = AboutForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        page.plan.version = whole(request.POST, "version", -1)
        actions.describe_plan(page.plan, About(**form.cleaned_data), by=request.actor)
        return redirect("plans:plan", uid=uid)
    context = {"page": page, "form": form}
    return render(request, "plans/about.html", context, status=422 if form.errors else 200)


def template(request: Any) -> HttpResponse:
    """The Word template of reports: fetched, changed, or back to the one that ships."""
    require(policies.may_keep(request.actor), request.actor, "plan")
    if "hamta" in request.GET:
        response = HttpResponse(queries.report_template(request.actor), content_type="application/octet-stream")
        response.headers["Content-Disposition"] = 'attachment; filename="rapportmall.docx"'
        return response
    if request.method == "POST" and request.POST.get("do") == "drop":
        actions.drop_template(by=request.actor)
        return redirect("plans:template")
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_template(form.cleaned_data["file"].read(), by=request.actor)
            return redirect("plans:template")
        except WrongState as refused:
            form.add_error("file", str(refused))
    context = {"form": form, "own": queries.has_own_template(request.actor)}
    return render(request, "plans/template.html", context, status=422 if form.errors else 200)
