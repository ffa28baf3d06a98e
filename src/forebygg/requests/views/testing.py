"""The secrecy test of one record: its sentences with a box each, words to cover, and exactly what would leave."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from forebygg.facts import queries as facts
from forebygg.requests import actions, masking, queries
from forebygg.requests.forms import TestForm
from forebygg.requests.models import RequestedRecord
from forebygg.requests.queries import Test
from forebygg.ui.forms import Option


def test(request: Any, uid: UUID) -> HttpResponse:
    """Open the record, choose, look at what would leave, save. Without a script: looking is a press of its own."""
    opened = queries.open_test(request.actor, uid)
    form = _form(request, opened)
    leaves = None
    if request.method == "POST" and form.is_valid():
        opened.request.version, outcome = form.cleaned_data["version"], form.cleaned_data["outcome"]
        tested = _tested(request, form)
        masks = tested.masks if outcome == RequestedRecord.Outcome.PART else queries.NO_MASKS
        leaves = queries.masked(opened.parts, masks)
        if request.POST.get("do") == "save":
            actions.test_record(opened, tested, by=request.actor)
            return redirect("requests:detail", reference=opened.request.reference)
    is_given = form.is_bound and form.data.get("outcome") in ("whole", "part")
    context = {
        "opened": opened,
        "form": form,
        "parts": _sentences(opened, form),
        "leaves": [(part.heading, masking.pieces(part.text)) for part in leaves] if leaves and is_given else None,
        "seen": queries.digest(leaves) if leaves and is_given else "",
        "missing": masking.missing([p.text for p in opened.parts], form.masks().passages) if leaves else (),
    }
    return render(request, "requests/test.html", context, status=422 if form.errors else 200)


def _form(request: Any, opened: Test) -> TestForm:
    book = facts.book(request.town.pk)
    return TestForm(
        request.POST or None,
        is_kept=bool(opened.parts),
        grounds=[(ground.code, Option(str(ground.name), str(ground.gist))) for ground in queries.grounds(book)],
        sentences=[
            f"{n}-{m}" for n, part in enumerate(opened.parts) for m, _s in enumerate(masking.sentences(part.text))
        ],
        initial={"version": opened.request.version},
    )


def _tested(request: Any, form: TestForm) -> actions.Tested:
    data = form.cleaned_data
    seen = request.POST.get("seen", "")
    return actions.Tested(data["outcome"], tuple(data["grounds"]), form.masks(), data["reason"], seen)


def _sentences(opened: Test, form: TestForm) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Return each part with its sentences: a box's value, the words, and whether it is ticked."""
    ticked = set(form.cleaned_data["hidden"]) if form.is_bound and form.is_valid() else set()
    return [
        (
            part.heading,
            [(f"{n}-{m}", said, f"{n}-{m}" in ticked) for m, said in enumerate(masking.sentences(part.text))],
        )
        for n, part in enumerate(opened.parts)
    ]
