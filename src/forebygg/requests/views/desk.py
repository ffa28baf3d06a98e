"""The list of requests, one of them, and its papers."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from forebygg.facts import queries as facts
from forebygg.kit import clock, documents, references
from forebygg.kit.kept import whole
from forebygg.people import queries as people
from forebygg.people.models import Board
from forebygg.records import queries as records
from forebygg.requests import actions, papers, policies, queries
from forebygg.requests.forms import DayForm, DecisionForm, RequestForm, RulingForm
from forebygg.requests.models import RecordRequest


def request_list(request: Any) -> HttpResponse:
    """What has been asked for, the earliest answer first; and the form in which a new request is written in."""
    lines = queries.list_requests(request.actor)
    boards = [board for board in people.list_boards(request.actor) if policies.may_register(request.actor, board)]
    choices = [(board.code, str(board.name)) for board in boards]  # a Text is a dict, and would be a group
    form = RequestForm(request.POST or None, boards=choices, initial={"came_on": clock.today()}) if boards else None
    if request.method == "POST" and form is not None and form.is_valid():
        board = people.get_board(request.actor, form.cleaned_data["board"])
        asked = _asked(request, board, form)
        if asked is not None:
            made = actions.register_request(board, asked, by=request.actor)
            return redirect("requests:detail", reference=made.reference)
    context = {"lines": lines, "form": form}
    return render(request, "requests/list.html", context, status=422 if form is not None and form.errors else 200)


def _asked(request: Any, board: Board, form: RequestForm) -> actions.Asked | None:
    """Return what the form asks; None, with the fault in the form, when a number is not in the board's register."""
    data = form.cleaned_data
    found = records.find_numbers(request.actor, board, data["numbers"])
    if unknown := [said for said, row in found.items() if row is None]:
        form.add_error("numbers", _("Finns inte i nämndens diarium: %(numbers)s") % {"numbers": ", ".join(unknown)})
        return None
    rows = [row for row in found.values() if row is not None]
    given = {name: data[name] for name in ("kind", "way", "came_on", "words", "address")}
    return actions.Asked(**given, rows=rows if data["kind"] == RecordRequest.Kind.RECORD else ())


@require_GET
def detail(request: Any, reference: str) -> HttpResponse:
    """One request: what is asked, how far each record is, and what can be done now."""
    page = queries.open_request(request.actor, reference)
    return render(request, "requests/detail.html", _context(page, request.town.pk))


def _context(page: queries.RequestPage, town: int, **forms: Any) -> dict[str, Any]:
    version = {"version": page.line.request.version}
    book = facts.book(town)
    return {
        "page": page,
        "row": page.line.request,
        "decision_form": DecisionForm(initial=version),
        "appeal_form": DayForm(initial=version | {"came_on": clock.today()}, auto_id="appeal-%s"),
        "ruling_form": RulingForm(initial=version, auto_id="ruling-%s"),
        "may_not_ask": book.provision("tf-2-18") if page.line.request.kind == RecordRequest.Kind.RECORD else None,
    } | forms


@require_POST
def deed(request: Any, reference: str) -> HttpResponse:
    """Read through, add, decide, give, appeal, rule: one deed a press."""
    row, do = queries.find(request.actor, reference), request.POST.get("do", "")
    row.version = whole(request.POST, "version", row.version)
    if do in _WITH_FORM:
        made, name, act = _WITH_FORM[do]
        form = made(request.POST, auto_id=f"{do}-%s")
        if not form.is_valid():
            page = queries.open_request(request.actor, reference)
            return render(request, "requests/detail.html", _context(page, request.town.pk, **{name: form}), status=422)
        act(row, form.cleaned_data, request.actor)
    elif do == "add":
        actions.add_record(row, references.tidy(request.POST.get("matter", "")), by=request.actor)
    elif do == "read":
        actions.say_read(row, by=request.actor)
    else:
        actions.give_answer(row, by=request.actor)
    return redirect("requests:detail", reference=reference)


_WITH_FORM: dict[str, tuple[Any, str, Any]] = {
    "decide": (
        DecisionForm,
        "decision_form",
        lambda row, data, by: actions.decide_request(
            row, reasons=data["reasons"], reservation=data["reservation"], by=by
        ),
    ),
    "appeal": (
        DayForm,
        "appeal_form",
        lambda row, data, by: actions.record_appeal(row, came_on=data["came_on"], by=by),
    ),
    "rule": (RulingForm, "ruling_form", lambda row, data, by: actions.record_ruling(row, data["ruling"], by=by)),
}


@require_GET
def read(request: Any, reference: str) -> HttpResponse:
    """One matter that the viewer's own desk keeps, to see whether it is what is asked for."""
    row = queries.find(request.actor, reference)
    concern, parts = queries.read_kept(request.actor, row, references.tidy(request.GET.get("oro", "")))
    return render(request, "requests/read.html", {"row": row, "concern": concern, "parts": parts})


@require_GET
def decision(request: Any, reference: str) -> HttpResponse:
    """The written decision: neutral, with how to appeal."""
    found = queries.open_decision(request.actor, reference)
    return _pdf(papers.decision(found, town=str(request.town.name)), f"{reference}-beslut.pdf")


@require_GET
def answer(request: Any, reference: str) -> HttpResponse:
    """What leaves: the records as they were released, with their covers."""
    found = queries.open_answer(request.actor, reference)
    return _pdf(papers.released(found), f"{reference}-handlingar.pdf")


def _pdf(content: dict[str, Any], name: str) -> HttpResponse:
    response = HttpResponse(documents.render(papers.TEMPLATE, content), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
