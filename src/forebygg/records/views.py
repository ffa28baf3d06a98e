"""The register, and the decisions behind disposal."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from forebygg.people import queries as people
from forebygg.records import actions, policies, queries, retention
from forebygg.records.forms import DecisionForm


def register(request: Any) -> HttpResponse:
    """The viewer's board's register: number, day, neutral title."""
    rows = [(row, queries.number_of(row), queries.title_of(row)) for row in queries.list_register(request.actor)]
    return render(request, "records/register.html", {"rows": rows})


def disposal(request: Any) -> HttpResponse:
    """Rules, the decisions that let them run, and what they have done."""
    decisions, certificates = queries.list_decisions(request.actor), queries.list_certificates(request.actor)
    boards = people.list_boards(request.actor)
    form = DecisionForm(
        request.POST or None,
        boards=[(board.code, board.name) for board in boards],
        rules=[(rule.code, rule.title) for rule in retention.RULES.values()],
    )
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        board = people.get_board(request.actor, data.pop("board"))
        actions.enter_decision(board, **data, by=request.actor)
        return redirect("records:disposal")
    context = {
        "form": form,
        "decisions": [(row, retention.RULES[row.rule]) for row in decisions],
        "certificates": [(row, retention.RULES[row.rule]) for row in certificates],
        "missing": queries.boards_without_decision(request.actor, retention.RULES),
        "rules": retention.RULES,
        "may_enter": any(policies.may_enter_decision(request.actor, board) for board in boards),
    }
    return render(request, "records/disposal.html", context, status=422 if form.errors else 200)
