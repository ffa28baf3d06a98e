"""What groups of the municipality's own directory mean here."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from forebygg.kit.errors import NotFound, require
from forebygg.people import actions, policies, queries, roles
from forebygg.people.forms import GroupForm
from forebygg.people.models import GroupRole


def groups(request: Any) -> HttpResponse:
    """What waits for a second person, what counts, and the form of those who may propose."""
    actor = request.actor
    require(policies.may_see_staff(actor), actor, "staff")
    form = _form(request)
    if request.method == "POST":
        if request.POST.get("do") != "propose":
            _answer(request)
            return redirect("people:groups")
        if form is not None and form.is_valid():
            _propose(request, form)
            return redirect("people:groups")
    rows = [_row(actor, row) for row in queries.list_groups(actor)]
    status = 422 if form is not None and form.errors else 200
    return render(request, "people/groups.html", {"rows": rows, "form": form}, status=status)


def _form(request: Any) -> GroupForm | None:
    if not request.actor.may("people.propose"):
        return None
    return GroupForm(
        request.POST if request.POST.get("do") == "propose" else None,
        roles=[(code, str(role.title)) for code, role in roles.ROLES.items()],
        places=[(code, str(name)) for code, name in queries.list_places(request.actor)],
    )


def _propose(request: Any, form: GroupForm) -> None:
    data = form.cleaned_data
    unit, desk = queries.get_place(request.actor, data["place"])
    rank = data["rank"] if desk else "member"
    actions.propose_group(data["group"], role=data["role"], unit=unit, desk=desk, rank=rank, by=request.actor)


def _answer(request: Any) -> None:
    wanted = request.POST.get("group", "")
    row = next((row for row in queries.list_groups(request.actor) if str(row.uid) == wanted), None)
    if row is None:
        raise NotFound(request.actor, "group")
    match request.POST.get("do"):
        case "approve":
            actions.approve_group(row, by=request.actor)
        case "end":
            actions.end_group(row, by=request.actor)
        case _:
            raise Http404


def _row(actor: Any, row: GroupRole) -> dict[str, Any]:
    return {
        "uid": row.uid,
        "group": row.group,
        "title": str(roles.title(row.role)),
        "place": str(row.desk.name if row.desk else row.unit.name),
        "proposer": row.proposed_by.name,
        "waits": row.approved_by_id is None,
        "may_approve": row.approved_by_id is None and policies.may_approve_group(actor, row),
        "may_end": policies.may_end_group(actor, row),
        "by_itself": row.role in roles.WITHOUT_POWER,
    }
