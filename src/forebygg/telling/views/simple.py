"""One text and "Skicka": a question, an association's message, advice without a name, a wish for support, a wish to
leave. The receipt is the same as for a worry."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from forebygg.concerns import actions
from forebygg.facts import lines
from forebygg.facts import queries as facts
from forebygg.kit import clock
from forebygg.mailbox import cookie
from forebygg.mailbox import queries as threads
from forebygg.people import queries as people
from forebygg.telling import showing, simple
from forebygg.telling.forms import SimpleForm
from forebygg.telling.views import limited
from forebygg.telling.views.shut import unless_shut
from forebygg.telling.views.tell import keep


@login_not_required
@csrf_exempt  # As for /beratta: nothing authenticated, and a cookie that is made by the answer itself.
@unless_shut
def write(request: Any, page: str) -> HttpResponse:
    """Take one text of a kind to the desk that answers it."""
    kind = simple.KINDS.get(page)
    if kind is None:
        raise Http404
    book, desk = facts.book(request.town.pk), people.reader(request.actor, kind.code, adult=False)
    longest = book.value("text-characters")
    if request.method != "POST":
        form = SimpleForm(initial={"submission": uuid4()}, longest=longest)
        return render(request, "telling/simple.html", _context(request, kind, form, desk))
    form = SimpleForm(request.POST, longest=longest)
    if not form.is_valid():
        return render(request, "telling/simple.html", _context(request, kind, form, desk), status=422)
    submission = form.cleaned_data["submission"]
    if waiting := limited.slowed(request, str(submission)):
        return waiting
    code = threads.code_from(f"submission:{submission}")  # the same receipt however often it is sent
    report = simple.report(kind, form.cleaned_data["text"], form.wish(), code, submission)
    actions.register_concern(report, by=request.actor)
    key = threads.draft_key(request.actor, request.COOKIES.get(cookie.NAME))
    return keep(request, {"receipt": True, "code": code, "submission": str(submission)}, key)


def _context(request: Any, kind: simple.Kind, form: SimpleForm, desk: Any) -> dict[str, Any]:
    lead, calls = simple.lead(kind, desk.name), lines.lines(facts.book(request.town.pk), kind.phones, clock.now())
    return {"kind": kind, "lead": lead, "form": form, "calls": calls} | showing.elsewhere(request.actor, kind.code)
