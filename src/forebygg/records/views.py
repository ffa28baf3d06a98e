"""The register, and the decisions behind disposal."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from forebygg.facts import queries as facts
from forebygg.kit import clock
from forebygg.kit.errors import require
from forebygg.people import queries as people
from forebygg.records import actions, certificates, policies, queries, retention
from forebygg.records.export import Register, as_csv, as_xml
from forebygg.records.forms import DecisionForm, ExportForm

# Why disposal waits, as the archive function reads it.
WHY = {
    "records-request": _("Någon har begärt ut handlingen"),
    "appeal": _("Överklagande"),
    "complaint": _("Klagomål"),
    "extract": _("Registerutdrag"),
    "supervision": _("Tillsyn"),
}


def register(request: Any) -> HttpResponse:
    """The viewer's board's register: number, day, neutral title."""
    rows = [(row, queries.number_of(row), queries.title_of(row)) for row in queries.list_register(request.actor)]
    return render(request, "records/register.html", {"rows": rows, "gaps": queries.list_gaps(request.actor)})


def export(request: Any) -> HttpResponse:
    """Take a board's register out, from a day to a day."""
    require(policies.may_read_register(request.actor), request.actor, "register")
    boards = [board for board in people.list_boards(request.actor) if policies.may_export(request.actor, board)]
    today = clock.today()
    initial = {"first": today.replace(month=1, day=1), "last": today, "form": "csv"}
    choices = [(board.code, str(board.name)) for board in boards]
    form = ExportForm(request.POST or None, boards=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        data, by = form.cleaned_data, request.actor
        board, days = people.get_board(by, data["board"]), {"first": data["first"], "last": data["last"]}
        register = actions.export_register(board, **days, town=str(request.town.name), by=by)
        return _file(register, data["form"], f"diariet-{board.code}-{data['first']}-{data['last']}")
    return render(request, "records/export.html", {"form": form}, status=422 if form.errors else 200)


def _file(register: Register, form: str, name: str) -> HttpResponse:
    heading, ways = (_("Nummer"), _("Dag"), _("Riktning"), _("Titel")), (_("In"), _("Ut"))
    made = as_csv(register, heading, ways) if form == "csv" else as_xml(register, clock.now())
    response = HttpResponse(made, content_type="text/csv; charset=utf-8" if form == "csv" else "application/xml")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def disposal(request: Any) -> HttpResponse:
    """Rules, the decisions that let them run, and what they have done."""
    decisions, found = queries.list_decisions(request.actor), queries.list_certificates(request.actor)
    boards = people.list_boards(request.actor)
    form = DecisionForm(
        request.POST or None,
        # As strings: a Text is a dict, which Django would take for a group of choices, and none could be chosen.
        boards=[(board.code, str(board.name)) for board in boards],
        rules=[(rule.code, str(rule.title)) for rule in retention.RULES.values()],
    )
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        board = people.get_board(request.actor, data.pop("board"))
        actions.enter_decision(board, **data, by=request.actor)
        return redirect("records:disposal")
    context = {
        "form": form,
        "decisions": [(row, retention.RULES[row.rule]) for row in decisions],
        "certificates": [(row, retention.RULES[row.rule]) for row in found],
        "rules": queries.list_rules(request.actor),
        "held": [(row, WHY[row.reason]) for row in queries.list_held(request.actor)],
        "ahead": facts.value("disposal-ahead-days", municipality=request.town.pk),
        "may_enter": any(policies.may_enter_decision(request.actor, board) for board in boards),
    }
    return render(request, "records/disposal.html", context, status=422 if form.errors else 200)


@require_GET
def take_certificates(request: Any, form: str) -> HttpResponse:
    """The certificates to keep elsewhere: a PDF, or a table."""
    make, kind = {"pdf": (certificates.as_pdf, "application/pdf"), "csv": (certificates.as_csv, "text/csv")}[form]
    content = make(queries.list_certificates(request.actor, limit=None))
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="gallringsbevis.{form}"'
    return response
