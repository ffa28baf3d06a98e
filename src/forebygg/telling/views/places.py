"""`/anmal-handelse`: what happened at a place. No account, no persons, no pictures."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from forebygg.concerns import actions
from forebygg.facts import lines
from forebygg.facts import queries as facts
from forebygg.kit import clock
from forebygg.mailbox import cookie
from forebygg.mailbox import queries as threads
from forebygg.telling import incidents, showing
from forebygg.telling.forms import IncidentForm
from forebygg.telling.views import limited
from forebygg.telling.views.shut import unless_shut
from forebygg.telling.views.tell import keep

_CALL = ("emergency", "police", "switchboard")


@login_not_required
@csrf_exempt  # As for /beratta: nothing authenticated, and a cookie that is made by the answer itself.
@unless_shut
def report_incident(request: Any) -> HttpResponse:
    """Take what happened at a place; the receipt is the same as for a worry."""
    form = IncidentForm(request.POST or None, initial={"submission": uuid4()})
    if request.method != "POST" or not form.is_valid():
        calls = lines.lines(facts.book(request.town.pk), _CALL, clock.now())
        context = {"form": form, "calls": calls} | showing.elsewhere(request.actor, "incident")
        return render(request, "telling/incident.html", context, status=422 if form.errors else 200)
    submission = form.cleaned_data.pop("submission")
    if waiting := limited.slowed(request, str(submission)):
        return waiting
    code = threads.code_from(f"submission:{submission}")  # the same receipt however often it is sent
    report = incidents.report(form.cleaned_data, channel="web", writer=form.wish(), code=code, submission=submission)
    actions.register_concern(report, by=request.actor)
    key = threads.draft_key(request.actor, request.COOKIES.get(cookie.NAME))
    return keep(request, {"receipt": True, "code": code, "submission": str(submission)}, key)
