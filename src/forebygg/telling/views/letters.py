"""What came on paper, by telephone or in person: written down, and read by the desk whose it is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render

from forebygg.concerns import actions, policies, queries
from forebygg.concerns.reports import Report
from forebygg.kit import clock
from forebygg.kit.errors import require
from forebygg.telling.forms import LetterForm


def letter(request: Any) -> HttpResponse:
    """Register it. Whoever wrote it down sees it afterwards only if their own desk reads it."""
    require(policies.may_write_letters(request.actor), request.actor, "letter")
    form = LetterForm(request.POST or None, initial={"submission": uuid4(), "came": clock.today()})
    if request.method != "POST" or not form.is_valid():
        return render(request, "telling/letter.html", {"form": form}, status=422 if form.errors else 200)
    data = form.cleaned_data
    report = Report(
        kind=data["kind"],
        channel=data["channel"],
        age_band=data["age"] or "unknown",
        what=data["text"],
        who="",
        writer=form.wish(),
        code="",
        submission=data["submission"],
        received_at=_hour(data["came"]),
    )
    concern = actions.register_concern(report, by=request.actor)
    if queries.is_mine(request.actor, concern):
        return redirect("concerns:detail", reference=concern.reference)
    return render(request, "telling/letter_sent.html", {"concern": concern, "desk": concern.desk})


def _hour(came: date) -> datetime | None:
    """Today is now. Of an earlier day the hour is not known, and the law's clocks start when the town hall opened."""
    return None if came == clock.today() else clock.at(came, 8)
