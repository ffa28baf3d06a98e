"""The numbers people may call: tried, corrected, or taken off every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from forebygg.facts import actions, queries
from forebygg.facts.forms import NumberForm
from forebygg.kit.errors import NotFound


def numbers(request: Any) -> HttpResponse:
    """Every number with the day it was last tried."""
    form = NumberForm(request.POST or None)
    rows = queries.list_numbers(request.actor)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        row = next((row for row in rows if row.fact.code == data["code"]), None)
        if row is None:
            raise NotFound(request.actor, "fact", data["code"])
        if "wrong" in request.POST:
            actions.mark_wrong(row.fact, shown=data["shown"], by=request.actor)
        else:
            actions.confirm_number(row.fact, data["number"], shown=data["shown"], by=request.actor)
        return redirect("facts:numbers")
    forms = [(row, _form(request, row)) for row in rows]
    context = {
        "form": next((own for _row, own in forms if own.errors), form),
        "rows": forms,
        "days": queries.value("contact-check-days", municipality=request.town.pk),
    }
    return render(request, "facts/numbers.html", context, status=422 if form.errors else 200)


def _form(request: Any, row: queries.Number) -> NumberForm:
    """Return a number's own form; what was typed in it is still there when it did not fit."""
    code, number = row.fact.code, row.fact.value["number"]
    typed = request.POST if request.POST.get("code") == code else None
    initial = {"code": code, "shown": number}
    return NumberForm(typed, initial=initial, auto_id=f"{code}-%s", name=str(row.fact.label))
