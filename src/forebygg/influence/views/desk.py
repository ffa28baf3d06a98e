"""The moderator's pages, and the initiatives'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

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
from forebygg.influence.models import Comment, Consultation
from forebygg.kit.errors import NotFound, require
from forebygg.kit.kept import identity, whole
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
    back = None
    if request.method == "POST":
        back = _deed(request, hearing.consultation)
        if back is None:
            return redirect("influence:moderate", uid=uid)
    unseen = queries.list_unseen(request.actor, hearing.consultation)
    if unseen:
        audit.saw(hearing.consultation, by=request.actor)
    boxes = _Boxes(back)
    context = {
        "hearing": hearing,
        "unseen": [boxes.of(each.comment, {"shown": each.text}) for each in unseen],
        "unanswered": [boxes.of(each) for each in hearing.shown if not each.outcome],
        "answered": [boxes.of(each) for each in hearing.shown if each.outcome],
        "close": back if isinstance(back, CloseForm) else CloseForm(),
    }
    return render(request, "influence/moderate.html", context, status=422 if back else 200)


@dataclass(frozen=True, slots=True)
class _Box:
    """A comment on the moderator's page, with what can be done with it."""

    comment: Comment
    part: Any
    publish: PublishForm
    refuse: RefuseForm
    answer: AnswerForm


class _Boxes:
    def __init__(self, back: Any) -> None:
        self._back = back

    def of(self, comment: Comment, initial: dict[str, str] | None = None) -> _Box:
        """Return a comment's forms; the one that was sent back stands as it was sent."""
        forms = [self._form(kind, comment, initial) for kind in (PublishForm, RefuseForm, AnswerForm)]
        return _Box(comment, wording.part_name(comment.part), *forms)

    def _form(self, kind: Any, comment: Comment, initial: dict[str, str] | None) -> Any:
        if isinstance(self._back, kind) and getattr(self._back, "of", None) == comment.pk:
            return self._back
        return kind(initial=initial, auto_id=f"id_{comment.pk}_%s")


_FORMS: dict[str, Any] = {"publish": PublishForm, "refuse": RefuseForm, "answer": AnswerForm, "close": CloseForm}


def _deed(request: Any, consultation: Consultation) -> Any:
    """Do what was posted; return the form again when something is missing."""
    do = request.POST.get("do", "")
    comment = consultation.comments.filter(uid=identity(request.POST, "comment")).first()
    if do not in _FORMS or (comment is None and do != "close"):
        raise NotFound(request.actor, "consultation")
    form = _FORMS[do](request.POST, **({"auto_id": f"id_{comment.pk}_%s"} if comment else {}))
    form.of = comment.pk if comment else None
    if not form.is_valid():
        return form
    row: Any = comment or consultation
    row.version = whole(request.POST, "version", -1)
    deeds: dict[str, Any] = {
        "publish": actions.publish_comment,
        "refuse": actions.refuse_comment,
        "answer": actions.answer_comment,
        "close": actions.close_consultation,
    }
    deeds[do](row, **form.cleaned_data, by=request.actor)
    return None


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
