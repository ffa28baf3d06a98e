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
        row = next((row for row in rows if row.fact.code == form.cleaned_data["code"]), None)
        if row is None:
            raise NotFound(request.actor, "fact", form.cleaned_data["code"])
        if "wrong" in request.POST:
            actions.mark_wrong(row.fact, by=request.actor)
        else:
            actions.confirm_number(row.fact, form.cleaned_data["number"], by=request.actor)
        return redirect("facts:numbers")
    context = {
        "form": form,
        "rows": [(row, NumberForm(initial={"code": row.fact.code}, auto_id=f"{row.fact.code}-%s")) for row in rows],
        "days": queries.value("contact-check-days", municipality=request.town.pk),
    }
    return render(request, "facts/numbers.html", context, status=422 if form.errors else 200)
