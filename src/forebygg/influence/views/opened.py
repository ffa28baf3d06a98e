"""What residents meet: a draft to say something of, what was said, what became of it; the initiatives."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from forebygg.facts import queries as facts
from forebygg.influence import actions, queries, wording
from forebygg.influence.forms import CommentForm
from forebygg.influence.queries import HEAD, PARTS, Hearing
from forebygg.kit import door
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound

_HOUR, _DEED = 3600, "comment"


@login_not_required
def consultations(request: Any) -> HttpResponse:
    """Drafts that are open for opinions, and those that have been."""
    viewer = Actor.public(request.town)
    return render(request, "influence/consultations.html", {"found": queries.list_consultations(viewer)})


@login_not_required
def consultation(request: Any, uid: UUID) -> HttpResponse:
    """A draft part by part, with what has been said and answered, and the log of what was not shown."""
    hearing = queries.open_hearing(Actor.public(request.town), uid)
    parts = [(part, wording.part_name(part), wording.lines(hearing.said, part)) for part in PARTS]
    context = {"hearing": hearing, "moderated": queries.list_moderated(hearing)}
    context["parts"] = [(part, name, lines, hearing.of(part)) for part, name, lines in parts if lines or part == HEAD]
    return render(request, "influence/consultation.html", context)


@login_not_required
@csrf_exempt  # As for /beratta: nothing is authenticated and nobody is remembered.
def comment(request: Any, uid: UUID, part: str) -> HttpResponse:
    """One part of a draft, and a box to say what one thinks of it."""
    viewer = Actor.public(request.town)
    hearing = queries.open_hearing(viewer, uid)
    if part not in PARTS or (part != HEAD and not wording.lines(hearing.said, part)):
        raise NotFound(viewer, "consultation")
    form = CommentForm(request.POST or None, initial={"submission": uuid4()})
    status = 200
    if request.method == "POST":
        status = 422 if hearing.is_open else 409
        if not hearing.is_open:
            form.is_valid()
        elif form.is_valid() and _is_too_often(request):
            form.add_error(
                "text", _("Många har skrivit från samma nät. Det du skrev finns kvar här. Försök om en stund.")
            )
            status = 429
        elif form.is_valid():
            _take(request, hearing, part, form)
            return redirect(f"{request.get_full_path().partition('?')[0]}?tack")
    context = {"hearing": hearing, "part": part, "name": wording.part_name(part), "form": form}
    context |= {"lines": wording.lines(hearing.said, part), "thanks": "tack" in request.GET}
    return render(request, "influence/comment.html", context, status=status)


def _is_too_often(request: Any) -> bool:
    return door.is_over(request, _DEED, facts.book(request.town.pk).value("comment-tries"), _HOUR)


def _take(request: Any, hearing: Hearing, part: str, form: CommentForm) -> None:
    door.hit(request, _DEED)
    data = form.cleaned_data
    actions.send_comment(hearing.consultation, part, data["text"], data["submission"], by=Actor.public(request.town))


@login_not_required
def initiatives(request: Any) -> HttpResponse:
    """What elected members have asked for in writing, and what became of it."""
    found = queries.list_initiatives(Actor.public(request.town))
    return render(request, "influence/initiatives.html", {"found": [(each, wording.stages(each)) for each in found]})
