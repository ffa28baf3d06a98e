"""Who works here, in which role: proposed by one person, approved by another, ended at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from forebygg.kit.actor import Actor
from forebygg.kit.errors import require
from forebygg.people import actions, policies, queries, roles
from forebygg.people.forms import ApproveForm, PersonForm, ProposeForm
from forebygg.people.models import Assignment, User


@dataclass(frozen=True, slots=True)
class Row:
    """An assignment in words."""

    uid: UUID
    user: User
    title: str
    place: str
    rank_words: str
    proposer: str = ""
    group: str = ""
    form: ApproveForm | None = None
    may_approve: bool = False
    may_end: bool = False


def staff(request: Any) -> HttpResponse:
    """Proposals, assignments in force, and the forms of those who may propose."""
    actor = request.actor
    require(policies.may_see_staff(actor), actor, "staff")
    form, person_form, shown = _forms(request)
    if request.method == "POST":
        answer = _do(request, form, person_form)
        if isinstance(answer, HttpResponse):
            return answer
        shown |= answer
    proposals = [_proposal(actor, a) for a in queries.list_proposals(actor)]
    in_force = [
        replace(_row(a), may_end=policies.may_end_assignment(actor, a)) for a in queries.list_assignments(actor)
    ]
    context = {"proposals": proposals, "in_force": in_force, "form": form, "person_form": person_form} | shown
    faulty = bool(person_form.errors or (form is not None and form.errors))
    return render(request, "people/staff.html", context, status=422 if faulty else 200)


def _forms(request: Any) -> tuple[ProposeForm | None, PersonForm, dict[str, Any]]:
    wanted = request.POST.get("do")
    person_form = PersonForm(request.POST if wanted == "add" else None)
    if not policies.may_propose(request.actor):
        return None, person_form, {}
    return _propose_form(request.actor, request.POST if wanted == "propose" else None), person_form, {}


def _propose_form(actor: Actor, posted: Any = None) -> ProposeForm:
    return ProposeForm(
        posted,
        people=[(str(user.uid), user.name) for user in queries.list_users(actor)],
        roles=[(code, str(role.title)) for code, role in roles.ROLES.items()],
        places=[(code, str(name)) for code, name in queries.list_places(actor)],
    )


def _do(request: Any, form: ProposeForm | None, person_form: PersonForm) -> HttpResponse | dict[str, Any]:
    """Do what the button says; a first password is shown on the page that follows at once, and nowhere else."""
    if form is not None and form.is_bound and form.is_valid():
        data = form.cleaned_data
        user = queries.get_user(request.actor, data["person"])
        unit, desk = queries.get_place(request.actor, data["place"])
        actions.propose_assignment(
            user, role=data["role"], unit=unit, desk=desk, rank=data["rank"] if desk else "member", by=request.actor
        )
        return redirect("people:staff")
    if person_form.is_bound and person_form.is_valid():
        data = person_form.cleaned_data
        password = actions.add_person(name=data["name"], email=data["email"], by=request.actor)
        found = {"added": data["email"], "password": password, "person_form": PersonForm()}
        return found | {"form": _propose_form(request.actor)} if form is not None else found
    return {}


@require_POST
def assignment(request: Any, uid: UUID) -> HttpResponse:
    """Approve a proposal, end an assignment, or sign its person out everywhere."""
    row = queries.get_assignment(request.actor, uid)
    match request.POST.get("do"):
        case "approve":
            actions.approve_assignment(row, knows_person="knows_person" in request.POST, by=request.actor)
        case "end":
            actions.end_assignment(row, by=request.actor)
        case "sign-out":
            actions.end_sessions(row.user, by=request.actor)
        case _:
            raise Http404
    return redirect("people:staff")


def _row(row: Assignment) -> Row:
    words = {"deputy": _rank("deputy"), "head": _rank("head")}
    place = row.desk.name if row.desk else row.unit.name
    return Row(row.uid, row.user, str(roles.title(row.role)), str(place), words.get(row.rank, "") if row.desk else "")


def _proposal(actor: Actor, row: Assignment) -> Row:
    return replace(
        _row(row),
        proposer=row.proposed_by.name if row.proposed_by else "",
        group=row.group_role.group if row.group_role else "",
        form=ApproveForm(auto_id=f"approve-{row.uid}-%s") if policies.is_proposers_own(row) else None,
        may_approve=policies.may_approve_assignment(actor, row),
        may_end=policies.may_end_assignment(actor, row),
    )


def _rank(code: str) -> str:
    return str(dict(ProposeForm.base_fields["rank"].choices)[code]).lower()  # type: ignore[attr-defined]
