"""What the loop does about promised reports."""

from __future__ import annotations

from django.db import transaction

from forebygg.facts import queries as facts
from forebygg.kit import calendar, clock
from forebygg.kit.actor import Actor
from forebygg.notices import actions as notices
from forebygg.people import queries as people
from forebygg.people.tenancy import scope
from forebygg.reporting import queries


def remind_about_reports() -> int:
    """Remind each who promised to report and has not said "Gjort"; later of the feedback; then forget it."""
    told = 0
    for town in people.towns():
        by, book = Actor.system("report-reminders", town), facts.book(town.pk)
        with scope(by), transaction.atomic():
            for row in queries.reports_due(town.pk):
                moment = "feedback" if row.done_at else "report"
                told += notices.tell(
                    people.reach_assignment(row.assignment),
                    "reporting/report-reminder",
                    by=by,
                    reason=f"{moment}-reminder:{row.uid}",
                    about=row,
                    urgent=True,
                )
            queries.reports_past(town.pk, calendar.add_days(clock.now(), -book.value("feedback-days"))).delete()
    return told
