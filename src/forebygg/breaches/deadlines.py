"""When each report about a breach is due: computed from what is known of it and the facts, never kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from forebygg.breaches.models import Breach, Filing
from forebygg.facts.queries import Book
from forebygg.kit import calendar, clock

Step = Filing.Step


@dataclass(frozen=True, slots=True)
class Due:
    """One report: which, due when, and how it was sent, if it was."""

    step: Filing.Step
    due: datetime
    filing: Filing | None

    @property
    def is_late(self) -> bool:
        """Say whether it should have been sent by now."""
        return self.filing is None and self.due < clock.now()


def reports(breach: Breach, filings: Mapping[str, Filing], book: Book) -> list[Due]:
    """Return the reports a breach asks for, the first due first. What is not known yet counts as yes.

    What was sent stays in the list, also when it is later held not to have been needed.
    """
    found = [Due(step, due, filings.get(step)) for step, due in _due(breach, filings, book)]
    asked = {report.step for report in found}
    found += [Due(Step(step), filing.sent_at, filing) for step, filing in filings.items() if step not in asked]
    return sorted(found, key=lambda report: report.due)


def _due(breach: Breach, filings: Mapping[str, Filing], book: Book) -> Iterator[tuple[Filing.Step, datetime]]:
    start = breach.discovered_at
    if breach.significant != Breach.Held.NO:
        notification = start + book.span("breach-notification-hours")
        yield Step.WARNING, start + book.span("breach-warning-hours")
        yield Step.NOTIFICATION, notification
        sent = filings.get(Step.NOTIFICATION)
        yield Step.FINAL, _months_after(sent.sent_at if sent else notification, book.value("breach-final-months"))
    if breach.personal != Breach.Held.NO:
        yield Step.SUPERVISORY, start + book.span("breach-supervisory-hours")


def _months_after(moment: datetime, months: int) -> datetime:
    shown = clock.local(moment)
    return clock.at(calendar.add_months(shown.date(), months), shown.hour, shown.minute)
