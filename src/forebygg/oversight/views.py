"""The month's sample, and who opened one matter."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from forebygg.audit import actions as audit
from forebygg.kit import clock, references
from forebygg.kit.errors import NotFound, require
from forebygg.oversight import actions, policies, queries
from forebygg.oversight.forms import ReviewForm


def log(request: Any) -> HttpResponse:
    """A month's readings to tick, or, for an exact number, who opened that matter."""
    require(policies.may_review(request.actor), request.actor, "log")
    if request.method == "POST":
        return _review(request)
    period = request.GET.get("manad") or queries.month_before(clock.today())
    reviews = queries.list_reviews(request.actor)
    traced = _traced(request)
    context = {
        "period": period,
        "month": queries.first_day(request.actor, period),
        "this_month": clock.today().strftime("%Y-%m"),
        "readings": queries.sample(request.actor, period),
        "may_review": queries.is_over(period) and period not in {review.period for review in reviews},
        "reviews": reviews,
    }
    return render(request, "oversight/log.html", context | traced, status=404 if traced["missing"] else 200)


def _traced(request: Any) -> dict[str, Any]:
    """Return who opened the matter of the number that was asked for; a number that is gone is said so."""
    wanted = references.tidy(request.GET.get("nummer", ""))
    found: dict[str, Any] = {"wanted": wanted, "traced": None, "missing": False}
    if not wanted:
        return found
    try:
        return found | {"traced": actions.trace_matter(wanted, by=request.actor)}
    except NotFound as error:
        audit.refused(error)  # who asks for numbers that are not there is in the log too
        return found | {"missing": True}


def _review(request: Any) -> HttpResponse:
    form = ReviewForm(request.POST)
    if not form.is_valid():
        raise NotFound(request.actor, "month")
    actions.review_month(form.cleaned_data["period"], asked=len(request.POST.getlist("ask")), by=request.actor)
    return redirect("oversight:log")
