"""Whether the person a worry is about was told; a page without a text, also when the worry has ended here."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from forebygg.concerns import actions, periods, queries
from forebygg.concerns.forms import InformForm
from forebygg.facts import queries as facts
from forebygg.facts.queries import Book
from forebygg.kit import clock
from forebygg.ui import doors
from forebygg.ui.forms import Option


def inform(request: Any, reference: str) -> HttpResponse:
    """Told, not told and why, or not yet and when."""
    concern = queries.find_to_inform(request.actor, reference)
    book = facts.book(request.town.pk)
    initial = {"version": concern.version, "day": clock.today()}
    posted = request.POST if request.method == "POST" else None
    form = InformForm(posted, exceptions=_exceptions(book), initial=initial, auto_id="inform-%s")
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        concern.version = given.pop("version")
        actions.record_information(concern, **given, by=request.actor)
        return redirect("concerns:detail", reference) if concern.is_open else redirect(doors.url("desk_home"))
    last = periods.information_due(concern.received_at, book.value("information-months"))
    context = {"concern": concern, "form": form, "last": last, "provision": book.provision("gdpr-14")}
    return render(request, "concerns/desk/inform.html", context, status=422 if form.errors else 200)


def _exceptions(book: Book) -> list[tuple[str, Any]]:
    rows = [row for code in book.words("information-exceptions") if (row := book.provision(code))]
    return [(row.code, Option(str(row.name), str(row.gist))) for row in rows]
