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
    """Remind each who promised to report and has not said "Gjort"; later of the feedback; then forget it.

    The page still says what the letter was about for as many days again; then nothing is left, in the outbox neither.
    """
    told = 0
    for town in people.towns():
        by, book = Actor.system("report-reminders", town), facts.book(town.pk)
        with scope(by), transaction.atomic():
            for row in queries.reports_due(town.pk):
                told += notices.tell(
                    people.reach_assignment(row.assignment),
                    "notices/digest",  # the same words as any day's letter: a subject of its own would tell who reports
                    by=by,
                    reason=f"{row.uid}:{2 if row.done_at else 1}",
                    about=row,
                    urgent=True,
                    leaves_nothing=True,
                )
                row.told_at = clock.now()
                row.save(update_fields=["told_at"])
            queries.reports_past(town.pk, calendar.add_days(clock.now(), -book.value("feedback-days"))).delete()
    return told
