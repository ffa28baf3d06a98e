"""Måndagsbrevet, and the cards for the wall."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from forebygg.kit.errors import require
from forebygg.site import cards as cards_
from forebygg.site import checklist, monday


def letter(request: Any) -> HttpResponse:
    """At most three things that need the coordinator; figures, never a text."""
    require(request.actor.may("week.read"), request.actor, "week")
    return render(request, "site/monday.html", {"letter": monday.compose(request.actor)})


@login_not_required
def cards(request: Any) -> HttpResponse:
    """The cards: one per role, to print."""
    return render(request, "site/cards.html", {"cards": cards_.CARDS.values(), "page_owner": _("samordnaren")})


@login_not_required
def card(request: Any, code: str) -> HttpResponse:
    """One card: what to do, whom to call, the routine; one sheet of paper."""
    if code not in cards_.CARDS:
        raise Http404
    return render(request, "site/card.html", {"page": cards_.compose(request.actor, cards_.CARDS[code])})


def law(request: Any) -> HttpResponse:
    """The checklist of the law on municipalities' crime prevention, § by §, with the evidence."""
    lines = checklist.compose(request.actor)
    return render(request, "site/law.html", {"lines": lines, "sum": checklist.summed(lines)})
