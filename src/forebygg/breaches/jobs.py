"""What the loop does about reports that are still to be sent."""

from __future__ import annotations

from django.db import transaction

from forebygg.breaches import actions, queries
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.people import queries as people
from forebygg.people.tenancy import scope


def remind_about_filings() -> int:
    """Tell both functions when a report is soon due, and when it is late: once each. Returns how many were new."""
    told = 0
    for town in people.towns():
        by = Actor.system("breaches", town)
        with scope(by), transaction.atomic():
            for row in queries.waiting_for(by):
                ahead = queries.book_of(row.breach).span("breach-remind-hours")
                for report in row.unsent:
                    if report.is_late:
                        told += actions.tell_both(row.breach, f"{report.step}:late", by=by)
                    elif report.due - ahead <= clock.now():
                        told += actions.tell_both(row.breach, f"{report.step}:soon", by=by)
    return told
