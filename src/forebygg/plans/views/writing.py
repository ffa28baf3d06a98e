"""A draft, part by part."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from forebygg.kit import clock
from forebygg.kit.errors import NotFound, require
from forebygg.kit.kept import whole
from forebygg.knowledge import queries as knowledge
from forebygg.plans import actions, content, examples, policies, queries
from forebygg.plans.actions.writing import About
from forebygg.plans.content import Content
from forebygg.plans.forms.writing import LINES, BeginForm, EntryForm, HeadForm


def begin(request: Any) -> HttpResponse:
    """A plan from nothing or from an example, and then part by part."""
    require(policies.may_keep(request.actor), request.actor, "plan")
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        title, example = data["title"], data["example"]
        said = examples.start(example, title) if example else Content(title=title)
        version = actions.found_plan(said, About(data["kind"], data["owner"]), by=request.actor)
        return redirect("plans:draft", uid=version.plan.uid)
    return render(request, "plans/begin.html", {"form": form}, status=422 if form.errors else 200)


def draft(request: Any, uid: UUID) -> HttpResponse:
    """The draft's head to write, and its lists to open."""
    page, version = _draft(request, uid)
    said = content.read(version.content)
    form = HeadForm(request.POST or None, said=said)
    if request.method == "POST" and form.is_valid():
        version.version = whole(request.POST, "version", -1)
        actions.write_draft(version, form.content(), by=request.actor)
        return redirect("plans:draft", uid=uid)
    parts = [(part, next(iter(names.values()))[0], getattr(said, part)) for part, names in LINES.items()]
    context = {"page": page, "draft": version, "form": form, "parts": parts}
    return render(request, "plans/draft.html", context, status=422 if form.errors else 200)


def entry(request: Any, uid: UUID, part: str, code: str = "") -> HttpResponse:
    """One entry of a list: written, or taken away."""
    page, version = _draft(request, uid)
    said = content.read(version.content)
    if part not in LINES or (code and code not in {each.code for each in getattr(said, part)}):
        raise NotFound(request.actor, "plan")
    form = EntryForm(request.POST or None, said=said, part=part, code=code, forbidden=queries.never_whom(request.actor))
    version.version = whole(request.POST, "version", -1) if request.method == "POST" else version.version
    if request.POST.get("do") == "drop" and code:
        actions.write_draft(version, content.drop(said, part, code), by=request.actor)
        return redirect("plans:draft", uid=uid)
    if request.method == "POST" and form.is_valid():
        made = form.content(request.actor.name, clock.today().isoformat())
        actions.write_draft(version, made, by=request.actor)
        return redirect("plans:draft", uid=uid)
    context = {"page": page, "draft": version, "form": form, "part": part, "code": code}
    context["methods"] = [each for each in knowledge.list_methods() if each.grade != "advised-against"]
    return render(request, "plans/entry.html", context, status=422 if form.errors else 200)


def _draft(request: Any, uid: UUID) -> tuple[Any, Any]:
    require(policies.may_keep(request.actor), request.actor, "plan")
    page = queries.open_plan(request.actor, uid=uid)
    if page.draft is None:
        raise NotFound(request.actor, "plan")
    return page, page.draft
