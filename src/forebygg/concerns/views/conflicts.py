"""Who should not read this; and who must, in an emergency."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from forebygg.concerns import actions, policies, queries
from forebygg.concerns.forms import ConflictForm, EmergencyForm
from forebygg.concerns.models import Concern
from forebygg.facts import queries as facts
from forebygg.kit import references
from forebygg.kit.errors import NotFound, require
from forebygg.kit.kept import identity, whole


def conflict(request: Any, reference: str) -> HttpResponse:
    """Oneself out at once; the head, somebody else, or in again."""
    concern = queries.find(request.actor, reference)
    if request.method == "POST":
        concern.version = whole(request.POST, "version", concern.version)
        return _do(request, concern)
    is_head = policies.may_exclude(request.actor, concern)
    others = [user for user in queries.may_be_shut_out(concern) if user.pk != request.actor.user_id] if is_head else []
    context = {
        "concern": concern,
        "form": ConflictForm(people=[(str(user.uid), user.name) for user in others]) if others else None,
        "shut_out": queries.shut_out(request.actor, concern) if is_head else [],
    }
    return render(request, "concerns/desk/conflict.html", context)


def emergency(request: Any) -> HttpResponse:
    """An exact number and a reason; then the matter is open for some hours, and the head is told."""
    require(policies.may_open_in_emergency(request.actor), request.actor, "emergency")
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        reference = references.tidy(data["reference"])
        actions.open_in_emergency(reference, reason=data["reason"], by=request.actor)
        return redirect("concerns:detail", reference=reference)
    hours = facts.value("emergency-access-hours", municipality=request.town.pk)
    context = {"form": form, "hours": hours}
    return render(request, "concerns/desk/emergency.html", context, status=422 if form.errors else 200)


def _do(request: Any, concern: Concern) -> HttpResponse:
    wanted = request.POST.get("person", "")
    match request.POST.get("do"):
        case "me":
            actions.exclude_reader(concern, request.user, by=request.actor)
            return redirect("concerns:inbox")
        case "in":
            actions.readmit_reader(concern, identity(request.POST, "person"), by=request.actor)
        case _:
            user = next((user for user in queries.may_be_shut_out(concern) if str(user.uid) == wanted), None)
            if user is None:
                raise NotFound(request.actor, "user")
            actions.exclude_reader(concern, user, by=request.actor)
    return redirect("concerns:conflict", reference=concern.reference)
