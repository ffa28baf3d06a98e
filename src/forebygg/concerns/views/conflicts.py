"""Conflict of interest: who should not read this."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from forebygg.concerns import actions, policies, queries
from forebygg.concerns.forms import ConflictForm
from forebygg.concerns.models import Concern
from forebygg.kit.errors import NotFound
from forebygg.kit.kept import whole


def conflict(request: Any, reference: str) -> HttpResponse:
    """Oneself out at once; the head, somebody else, or in again."""
    concern = queries.find(request.actor, reference)
    if request.method == "POST":
        concern.version = whole(request.POST, "version", concern.version)
        return _do(request, concern)
    is_head = policies.may_exclude(request.actor, concern)
    others = [user for user in queries.readers_left(concern) if user.pk != request.actor.user_id] if is_head else []
    context = {
        "concern": concern,
        "form": ConflictForm(people=[(str(user.uid), user.name) for user in others]) if others else None,
        "shut_out": queries.shut_out(request.actor, concern) if is_head else [],
    }
    return render(request, "concerns/desk/conflict.html", context)


def _do(request: Any, concern: Concern) -> HttpResponse:
    wanted = request.POST.get("person", "")
    match request.POST.get("do"):
        case "me":
            actions.exclude_reader(concern, request.user, by=request.actor)
            return redirect("concerns:inbox")
        case "in":
            actions.readmit_reader(concern, _uid(request, wanted), by=request.actor)
        case _:
            user = next((user for user in queries.readers_left(concern) if str(user.uid) == wanted), None)
            if user is None:
                raise NotFound(request.actor, "user")
            actions.exclude_reader(concern, user, by=request.actor)
    return redirect("concerns:conflict", reference=concern.reference)


def _uid(request: Any, text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(request.actor, "user") from None
