"""Reviewing."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.oversight import events, policies, queries
from forebygg.oversight.models import LogReview


@transaction.atomic
def review_month(period: str, *, asked: int, by: Actor) -> LogReview:
    """Write down that a month's sample is reviewed, and of how many readings the head is asked why. Once a month."""
    require(policies.may_review(by), by, "log")

    if not queries.is_over(period):
        raise WrongState(_("Månaden är inte slut än."))

    drawn = len(queries.sample(by, period))
    kept = {"readings": drawn, "asked": min(asked, drawn), "function": by.name, "at": clock.now()}
    review, new = LogReview.objects.get_or_create(municipality_id=by.municipality_id or 0, period=period, defaults=kept)
    if not new:
        raise WrongState(_("Månaden är redan granskad."))

    audit.record(events.REVIEWED, about=review, by=by, detail={"period": period, "readings": drawn})
    return review


@transaction.atomic
def trace_matter(reference: str, *, by: Actor) -> list[queries.Reading]:
    """Return who opened one concern; that somebody asked is itself in the log. Raises NotFound."""
    require(policies.may_review(by), by, "log")

    found = queries.readings_of_matter(by, reference)

    audit.record(events.TRACED, about=None, by=by, detail={"readings": len(found)})
    return found
