"""Whose yes there is, and taking one back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from forebygg.audit import actions as audit
from forebygg.concerns import actions, queries
from forebygg.concerns.forms import ConsentForm
from forebygg.concerns.models import Concern
from forebygg.facts import queries as facts
from forebygg.kit import clock
from forebygg.kit.kept import identity, whole
from forebygg.people import queries as people
from forebygg.secrecy import queries as secrecy


def consents(request: Any, reference: str) -> HttpResponse:
    """Every yes with what has left by it, the form of a new one, and a button to take one back."""
    concern = queries.find(request.actor, reference)
    form = _form(request, concern)
    if request.method == "POST":
        if request.POST.get("do") == "withdraw":
            concern.version = whole(request.POST, "version", concern.version)
            actions.withdraw_consent(concern, identity(request.POST, "consent"), by=request.actor)
            return redirect("concerns:consents", reference=reference)
        if form.is_valid():
            _record(request, concern, form.cleaned_data)
            return redirect("concerns:consents", reference=reference)
    context = {"concern": concern, "form": form, "rows": _rows(request, concern)}
    return render(request, "concerns/desk/consents.html", context, status=422 if form.errors else 200)


def _form(request: Any, concern: Concern) -> ConsentForm:
    receivers = [(row.code, str(row.name)) for row in queries.receivers_for(request.actor, concern)]
    longest = clock.today() + facts.book(request.actor.municipality_id).span("consent-days")
    posted = request.POST if request.POST.get("do") == "record" else None
    initial = {"version": concern.version, "until": longest}
    return ConsentForm(posted, receivers=receivers, initial=initial, auto_id="consent-%s")


def _record(request: Any, concern: Concern, data: dict[str, Any]) -> None:
    concern.version = data["version"]
    to = people.get_receiver(request.actor, data["receiver"])
    actions.record_consent(
        concern, giver=data["giver"], to=to, about=data["about"], until=data["until"], by=request.actor
    )


def _rows(request: Any, concern: Concern) -> list[dict[str, Any]]:
    rows = secrecy.consents_of(concern.circle)
    about = secrecy.open_about(request.actor, rows, concern.board.uid)
    if rows:
        audit.saw(concern, by=request.actor)
    left = secrecy.left_by(concern.circle)
    names = {row.code: str(row.name) for row in people.list_receivers(request.actor)}
    words = dict(ConsentForm.base_fields["giver"].choices)  # type: ignore[attr-defined]
    return [
        {
            "uid": row.uid,
            "giver": words[row.giver],
            "receiver": names.get(row.receiver, row.receiver),
            "about": about[row.pk],
            "until": row.until,
            "withdrawn_at": row.withdrawn_at,
            "is_over": row.until < clock.today(),
            "left": left.get(row.uid, []),
        }
        for row in rows
    ]
