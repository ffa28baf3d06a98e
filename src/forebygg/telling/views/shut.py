"""Before the municipality has opened: nobody is let write what would be refused at the end."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from forebygg.concerns.entry import is_open
from forebygg.facts import lines
from forebygg.facts import queries as facts
from forebygg.kit import clock
from forebygg.telling import showing

View = Callable[..., HttpResponse]


def unless_shut(view: View) -> View:
    """Show whom to call instead of a form, while intake is shut. What is sent goes on: the refusal shows its text."""

    @wraps(view)
    def asked(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" or is_open(request.town):
            return view(request, *args, **kwargs)
        return shut(request)

    return asked


def shut(request: Any, kept: str = "") -> HttpResponse:
    """The page that stands instead of a form, with what somebody had written before it shut."""
    calls = lines.lines(facts.book(request.town.pk), showing.CALL, clock.now())
    return render(request, "telling/shut.html", {"calls": calls, "text": kept})
