"""`/beratta/annan-lasare`: somebody here should not read this. Optional, and asked of nobody who did not ask."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from forebygg.concerns.reports import NOT_FOR
from forebygg.mailbox import cookie
from forebygg.mailbox import queries as threads
from forebygg.telling import showing
from forebygg.telling.forms import NotForForm
from forebygg.telling.views.tell import fresh, keep, see_other

_ADULTS = {"21": (True,), "": (False, True)}  # before the age is asked, both


@login_not_required
@csrf_exempt  # As for /beratta: the choice goes into the same draft, under the same cookie.
def not_for(request: Any) -> HttpResponse:
    """Choose, change or take back that another desk reads; then on to the question where the draft stands."""
    key = threads.draft_key(request.actor, request.COOKIES.get(cookie.NAME))
    answers = threads.open_draft(request.actor, key) or fresh()
    if "receipt" in answers:
        return see_other("telling:tell")
    chosen = answers.pop(NOT_FOR, {})
    if "undo" in request.POST:
        return keep(request, answers, key)
    form = NotForForm(request.POST if request.method == "POST" else None, initial={NOT_FOR: chosen.get(NOT_FOR)})
    if request.method == "POST" and form.is_valid():
        return keep(request, answers | {NOT_FOR: form.wish()}, key)
    adults = _ADULTS.get(answers.get("age", ""), (False,))
    context = {"form": form, "chosen": chosen, "both": len(adults) > 1}
    context |= showing.elsewhere(request.actor, "worry", adults=adults)
    return render(request, "telling/not_for.html", context, status=422 if form.errors else 200)
