"""Handing on, acknowledging, and taking over."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from forebygg.concerns import actions, desk, handovers, queries
from forebygg.concerns.forms import HandOverForm, OutsideForm
from forebygg.concerns.models import Concern
from forebygg.concerns.views.desk import again, see
from forebygg.kit import documents
from forebygg.kit.kept import whole
from forebygg.people.models import Receiver
from forebygg.secrecy import queries as secrecy


def hand_over(request: Any, reference: str) -> HttpResponse:
    """Choose receiver first, then see which doors lead there."""
    concern = queries.find(request.actor, reference)
    code = request.POST.get("to") or request.GET.get("to", "")
    receivers = queries.receivers_for(request.actor, concern)
    to = next((receiver for receiver in receivers if receiver.code == code), None)
    if to is None:
        context = {"concern": concern, "receivers": receivers}
        return render(request, "concerns/desk/hand_over_to.html", context)
    goes_on = queries.step_for(concern, to).goes_on
    form = _form(request, concern, to, goes_on=goes_on)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        concern.version = data["version"]
        door = secrecy.get_door(request.actor, data["door"], code)
        gives = actions.Gives(data.get("part", ""), data.get("with_writer", False))
        given = {"door": door, "balancing": data["balancing"], "limbs": data["limbs"], "gives": gives}
        actions.hand_over_concern(concern, to=to, **given, by=request.actor)
        return see(concern, stays=to.desk_id is None)
    context = {"concern": concern, "to": to, "form": form, "child": concern.concerns_child, "goes_on": goes_on}
    return render(request, "concerns/desk/hand_over.html", context, status=422 if form.errors else 200)


def _form(request: Any, concern: Concern, to: Receiver, *, goes_on: bool) -> HandOverForm:
    doors = secrecy.list_doors(request.actor, to.code)
    return HandOverForm(
        request.POST or None,
        receivers=[(to.code, str(to.name))],  # a Text is a dict, which Django would take for a group
        doors=desk.door_options(doors),
        conditions=desk.conditions(doors),
        only_part={door.code for door in doors if door.only_part},
        gives=_gives(concern, to, goes_on=goes_on),
        initial={"to": to.code, "version": concern.version},
    )


def _gives(concern: Concern, to: Receiver, *, goes_on: bool) -> set[str]:
    """Return which questions about what goes along are asked: none of a receiver outside, who is told or shown it."""
    if to.desk_id is None:
        return set()
    asked = {"part"} if goes_on else {"part", "gives"}
    return asked | {"with_writer"} if concern.contact is not None else asked


@require_POST
def acknowledge(request: Any, reference: str) -> HttpResponse:
    """Confirm that what was handed over is here."""
    concern = queries.find(request.actor, reference)
    concern.version = whole(request.POST, "version", concern.version)
    actions.acknowledge(concern, by=request.actor)
    return see(concern)


@require_POST
def outside(request: Any, reference: str) -> HttpResponse:
    """Which function outside took it, and when."""
    form = OutsideForm(request.POST, auto_id="out-%s")
    concern = queries.find(request.actor, reference)
    if not form.is_valid():
        return again(request, reference, outside_form=form)
    data = form.cleaned_data
    concern.version = data["version"]
    actions.confirm_outside(data["handover"], concern, function=data["function"], at=data["at"], by=request.actor)
    return see(concern)


@require_POST
def document(request: Any, reference: str) -> HttpResponse:
    """Fetch the hand-over document, or say that it was written off by hand."""
    concern = queries.find(request.actor, reference)
    concern.version = whole(request.POST, "version", concern.version)
    if "by-hand" in request.POST:
        actions.transcribe(concern, by=request.actor)
        return see(concern)
    page = queries.open_concern(request.actor, reference, with_who=True)
    pdf = documents.render(handovers.TEMPLATE, handovers.content(page, queries.open_balancings(request.actor, concern)))
    actions.note_document(concern, by=request.actor)
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{reference}.pdf"'
    return response
