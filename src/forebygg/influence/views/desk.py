"""The moderator's pages, and the initiatives'."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from forebygg.audit import actions as audit
from forebygg.influence import actions, policies, queries, wording
from forebygg.influence.actions.consulting import Asked
from forebygg.influence.forms import (
    INITIATIVE_NAMES,
    AnswerForm,
    CloseForm,
    InitiativeForm,
    OpenForm,
    PublishForm,
    RefuseForm,
)
from forebygg.influence.models import Comment
from forebygg.kit.errors import NotFound, require
from forebygg.kit.kept import whole
from forebygg.plans import queries as plans


def consultations(request: Any) -> HttpResponse:
    """Every consultation, and the drafts one could open."""
    require(policies.may_moderate(request.actor), request.actor, "consultation")
    found = queries.list_consultations(request.actor)
    drafts = [page for page in plans.list_pages(request.actor) if page.draft and page.draft.state == "draft"]
    return render(request, "influence/desk_consultations.html", {"found": found, "drafts": drafts})


def open_draft(request: Any, uid: UUID) -> HttpResponse:
    """Send a plan's draft out for opinions."""
    require(policies.may_moderate(request.actor), request.actor, "consultation")
    page = plans.open_plan(request.actor, uid=uid)
    if page.draft is None:
        raise NotFound(request.actor, "consultation")
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        page.draft.version = whole(request.POST, "version", -1)
        opened = actions.open_consultation(page.draft, Asked(**form.cleaned_data), by=request.actor)
        return redirect("influence:moderate", uid=opened.uid)
    return render(request, "influence/open.html", {"page": page, "form": form}, status=422 if form.errors else 200)


def moderate(request: Any, uid: UUID) -> HttpResponse:
    """What waits to be read, what waits for an answer, what is answered, and closing."""
    require(policies.may_moderate(request.actor), request.actor, "consultation")
    hearing = queries.open_hearing(request.actor, uid)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        hearing.consultation.version = whole(request.POST, "version", -1)
        actions.close_consultation(hearing.consultation, by=request.actor, **form.cleaned_data)
        return redirect("influence:moderate", uid=uid)
    unseen = queries.list_comments(request.actor, hearing.consultation, Comment.State.UNSEEN)
    context = {
        "hearing": hearing,
        "close": form,
        "unseen": [(each, wording.part_name(each.part)) for each in unseen],
        "unanswered": [(each, wording.part_name(each.part)) for each in hearing.shown if not each.outcome],
        "answered": [(each, wording.part_name(each.part)) for each in hearing.shown if each.outcome],
    }
    return render(request, "influence/moderate.html", context, status=422 if form.errors else 200)


def moderate_one(request: Any, uid: UUID) -> HttpResponse:
    """One comment, beside what it is about: publish it or not; then answer it."""
    read = queries.open_comment(request.actor, uid)
    back = None
    if request.method == "POST":
        back = _deed(request, read.comment)
        if back is None:
            return redirect(_next(request, read))
    if read.comment.state == Comment.State.UNSEEN:
        audit.saw(read.hearing.consultation, by=request.actor)
    forms = {do: back if isinstance(back, kind) else kind() for do, (kind, _deed_of) in _DEEDS.items()}
    if not forms["publish"].is_bound:
        forms["publish"].initial = {"shown": read.text}
    part = read.comment.part
    context = {"read": read, "part": wording.part_name(part), "lines": wording.lines(read.hearing.said, part)}
    return render(request, "influence/moderate_one.html", context | forms, status=422 if back else 200)


_DEEDS: dict[str, tuple[Any, Any]] = {
    "publish": (PublishForm, actions.publish_comment),
    "refuse": (RefuseForm, actions.refuse_comment),
    "answer": (AnswerForm, actions.answer_comment),
}


def _deed(request: Any, comment: Comment) -> Any:
    """Do what was posted; return the form again when something is missing."""
    kind, deed = _DEEDS.get(request.POST.get("do", ""), (None, None))
    if kind is None or deed is None:
        raise NotFound(request.actor, "consultation")
    form = kind(request.POST)
    if not form.is_valid():
        return form
    comment.version = whole(request.POST, "version", -1)
    deed(comment, **form.cleaned_data, by=request.actor)
    return None


def _next(request: Any, read: queries.Read) -> str:
    """Return the way on: the next comment of those this one was among, or the consultation."""
    one = read.hearing.consultation
    if read.comment.state == Comment.State.UNSEEN:
        waiting = queries.list_comments(request.actor, one, Comment.State.UNSEEN)
    else:
        waiting = [each for each in read.hearing.shown if not each.outcome and each.pk != read.comment.pk]
    if read.comment.outcome or not waiting:
        return reverse("influence:moderate", kwargs={"uid": one.uid})
    return reverse("influence:moderate_one", kwargs={"uid": waiting[0].uid})


def initiatives(request: Any) -> HttpResponse:
    """Every initiative, and how far it has come."""
    found = [(each, wording.stages(each)) for each in queries.list_initiatives(request.actor)]
    context = {"found": found, "keeps": policies.may_keep(request.actor)}
    return render(request, "influence/desk_initiatives.html", context)


def take(request: Any) -> HttpResponse:
    """Write in an initiative that has come."""
    require(policies.may_keep(request.actor), request.actor, "initiative")
    form = InitiativeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        taken = actions.take_initiative(form.said(), by=request.actor)
        return redirect("influence:initiative", uid=taken.uid)
    return render(request, "influence/initiative.html", {"form": form}, status=422 if form.errors else 200)


def initiative(request: Any, uid: UUID) -> HttpResponse:
    """One initiative: how far it has come, and which measures it became."""
    require(policies.may_keep(request.actor), request.actor, "initiative")
    tracked = queries.open_initiative(request.actor, uid)
    one = tracked.initiative
    choices = [(code, row.measure.text) for code, (_slug, row) in queries.measures(request.actor).items()]
    initial = {name: getattr(one, name) for name in INITIATIVE_NAMES} | {"measures": one.measures}
    form = InitiativeForm(request.POST or None, measures=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        one.version = whole(request.POST, "version", -1)
        actions.move_initiative(one, form.said(), form.cleaned_data.get("measures", []), by=request.actor)
        return redirect("influence:initiatives")
    context = {"form": form, "tracked": tracked, "stages": wording.stages(tracked)}
    return render(request, "influence/initiative.html", context, status=422 if form.errors else 200)
