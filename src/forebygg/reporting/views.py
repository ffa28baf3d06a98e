"""The duty to report a child, for everyone who works here: said plainly, made elsewhere, remembered here."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from forebygg.facts import lines
from forebygg.facts import queries as facts
from forebygg.kit import clock
from forebygg.kit.errors import require
from forebygg.kit.kept import identity
from forebygg.reporting import actions, policies, queries
from forebygg.reporting.forms import ReportedForm

_CALL = ("reception-under-21", "social-emergency", "emergency")
_ADVICE = ("reception-under-21", "coordinator", "cve-support")


def welfare_report(request: Any) -> HttpResponse:
    """Advice or report; the e-service or the number; "Gjort klockan …"."""
    require(policies.may_report_child(request.actor), request.actor, "welfare-report")
    form = ReportedForm(initial={"at": clock.local(clock.now()).time()})
    if request.method == "POST":
        form = ReportedForm(request.POST)
        if _did(request, form):
            return redirect("reporting:welfare_report")
    book, now = facts.book(request.town.pk), clock.now()
    context = {
        "report": queries.begun_report(request.actor),
        "made": [
            (row, row.feedback_at is not None and row.feedback_at <= now) for row in queries.made_reports(request.actor)
        ],
        "form": form,
        "service": book.link("social-services-form"),
        "calls": lines.lines(book, _CALL, now),
        "advice": lines.lines(book, _ADVICE, now),
        "duty": book.provision("sol-19-1"),
        "feedback": book.provision("sol-19-6"),
    }
    return render(request, "reporting/welfare_report.html", context, status=422 if form.errors else 200)


def _did(request: Any, form: ReportedForm) -> bool:
    """Do what the button says; return whether it was done."""
    match request.POST.get("do"):
        case "begin":
            actions.begin_report(by=request.actor)
        case "forget":
            actions.forget_report(identity(request.POST, "uid"), by=request.actor)
        case _ if form.is_valid():
            actions.finish_report(at=_at(**form.cleaned_data), by=request.actor)
        case _:
            return False
    return True


def _at(day: str, at: Any) -> datetime:
    """Return the moment when clocks showed that, so many days ago."""
    then = clock.today() - timedelta(int(day))
    return clock.at(then, at.hour, at.minute)
