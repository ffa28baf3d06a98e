"""What the loop does about the month's review."""

from __future__ import annotations

from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.notices import actions as notices
from forebygg.oversight import queries
from forebygg.people import queries as people
from forebygg.people.tenancy import scope


def remind_about_review() -> int:
    """Tell the data protection function once that a month's sample waits. Returns how many notices were new."""
    told, period = 0, queries.month_before(clock.today())
    for town in people.towns():
        by = Actor.system("log-review", town)
        with scope(by):
            if queries.is_due(by):
                addresses = people.reach_role(by, "data-protection")
                reason = f"log-review:{town.slug}:{period}"
                told += notices.tell(addresses, "oversight/review-due", by=by, reason=reason)
    return told
