"""Pages of coordination cases."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from forebygg.cases import actions, queries
from forebygg.cases.forms import OpenForm, ParticipantForm, ReviewForm
from forebygg.kit import clock
from forebygg.kit.errors import NotAllowed, NotFound
from forebygg.kit.kept import whole
from forebygg.people import queries as people
from forebygg.secrecy import queries as secrecy
from forebygg.ui.forms import Option


def case_list(request: Any) -> HttpResponse:
    """The viewer's own open cases, and a way to open one."""
    desk = next((d for d in people.list_desks(request.actor) if d.pk in request.actor.desk_ids), None)
    if desk is None:
        raise NotAllowed(request.actor, "case")
    doors = [
        (door.code, Option(str(door.name), str(door.wording))) for door in secrecy.list_doors(request.actor, "case")
    ]
    form = OpenForm(request.POST or None, doors=doors)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        door = secrecy.get_door(request.actor, data["door"], "case")
        functions = data["functions"].splitlines()
        case = actions.open_case(desk, support=data["support"], door=door, functions=functions, by=request.actor)
        return redirect("cases:detail", reference=case.reference)
    rows = [(case, queries.next_review(case)) for case in queries.list_cases(request.actor)]
    context = {"rows": rows, "form": form, "today": clock.today()}
    return render(request, "cases/list.html", context, status=422 if form.errors else 200)


def detail(request: Any, reference: str) -> HttpResponse:
    """One case: functions, reviews, end."""
    case = queries.open_case(request.actor, reference)
    version = {"version": case.version}
    context = {
        "case": case,
        "participants": queries.participants_of(case),
        "reviews": [
            (review, ReviewForm(initial=version | {"months": review.months}, auto_id=f"review-{review.months}-%s"))
            for review in queries.reviews_of(case)
        ],
        "participant_form": ParticipantForm(initial=version),
        "today": clock.today(),
    }
    return render(request, "cases/detail.html", context)


@require_POST
def deed(request: Any, reference: str) -> HttpResponse:
    """Review, add or end a function, close."""
    case = queries.find(request.actor, reference)
    case.version = whole(request.POST, "version", case.version)
    if "finding" in request.POST:
        months = whole(request.POST, "months", 0)
        actions.record_review(case, months=months, finding=request.POST["finding"], by=request.actor)
    elif "function" in request.POST:
        actions.add_participant(case, request.POST["function"], by=request.actor)
    elif "end" in request.POST:
        participant = queries.find_participant(case, request.POST["end"])
        if participant is None:
            raise NotFound(request.actor, "participant")
        actions.end_participant(case, participant, by=request.actor)
    else:
        actions.close_case(case, by=request.actor)
        return redirect("cases:list")
    return redirect("cases:detail", reference=reference)
