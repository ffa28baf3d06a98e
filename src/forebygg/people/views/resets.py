"""When somebody's key, app and codes are gone: one proposes, another who has talked to them lets them begin anew."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from forebygg.kit.errors import NotFound, require
from forebygg.people import actions, policies, queries
from forebygg.people.forms import ApproveForm, ResetForm
from forebygg.people.models import SignInReset


def resets(request: Any) -> HttpResponse:
    """Those who wait, with yes and no; the new first password is shown on the page that follows, and nowhere else."""
    actor = request.actor
    require(policies.may_see_staff(actor), actor, "staff")
    form = None
    if policies.may_propose(actor):
        people = [(str(user.uid), user.name) for user in queries.list_users(actor)]
        form = ResetForm(request.POST if request.POST.get("do") == "propose" else None, people=people)
    shown: dict[str, Any] = {}
    if request.method == "POST":
        if request.POST.get("do") != "propose":
            shown = _answer(request)
        elif form is not None and form.is_valid():
            actions.propose_reset(queries.get_user(actor, form.cleaned_data["person"]), by=actor)
        if not shown and not (form is not None and form.errors):
            return redirect("people:resets")
    rows = [(row, _form(row), policies.may_answer_reset(actor, row)) for row in queries.list_resets(actor)]
    context = {"rows": rows, "form": form} | shown
    return render(request, "people/resets.html", context, status=422 if form is not None and form.errors else 200)


def _answer(request: Any) -> dict[str, Any]:
    wanted = request.POST.get("reset", "")
    row = next((row for row in queries.list_resets(request.actor) if str(row.uid) == wanted), None)
    if row is None:
        raise NotFound(request.actor, "reset")
    if request.POST.get("do") == "approve":
        password = actions.approve_reset(row, knows_person="knows_person" in request.POST, by=request.actor)
        return {"person": row.user.name, "password": password}
    actions.refuse_reset(row, by=request.actor)
    return {}


def _form(row: SignInReset) -> ApproveForm:
    return ApproveForm(auto_id=f"reset-{row.uid}-%s")
