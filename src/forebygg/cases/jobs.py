"""What the loop does about reviews that have passed their day: tells the desk, then its head, once per reason."""

from __future__ import annotations

from datetime import timedelta

from forebygg.cases import queries
from forebygg.cases.models import Review
from forebygg.facts import queries as facts
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.notices import actions as notices
from forebygg.people import queries as people
from forebygg.people.tenancy import scope


def remind_about_reviews() -> int:
    """Return how many notices were new."""
    told = 0
    for town in people.towns():
        by = Actor.system("reminders", town)
        with scope(by):
            told += sum(_tell(review, by) for review in queries.overdue(town.pk))
    return told


def _tell(review: Review, by: Actor) -> int:
    desk = review.case.desk
    reason = f"review-late:{review.uid}"
    told = notices.tell(people.reach(desk), "cases/review-late", by=by, reason=reason, about=review.case)
    patience = facts.book(by.municipality_id).value("review-patience-days")
    if review.due_on + timedelta(days=patience) < clock.today():
        head = people.reach(desk, ["head"])
        told += notices.tell(head, "cases/review-late", by=by, reason=f"{reason}:head", about=review.case)
    return told
