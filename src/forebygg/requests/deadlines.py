"""When an answer is due, and how long a decision may be appealed: computed from the facts, never kept. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from forebygg.facts.queries import Book
from forebygg.kit import calendar, clock
from forebygg.requests.models import RecordRequest


def due(request: RecordRequest, book: Book) -> date:
    """Return the day by which whoever asked should have an answer."""
    if request.kind == RecordRequest.Kind.EXTRACT:
        return calendar.add_months(request.came_on, book.value("extract-answer-months"))
    return calendar.add_working_days(request.came_on, book.value("request-answer-working-days"))


def is_late(request: RecordRequest, book: Book) -> bool:
    """Say whether the answer should have been given by now."""
    return request.answered_at is None and due(request, book) < clock.today()


def appeal_until(request: RecordRequest, book: Book) -> date | None:
    """Return the last day of an appeal: from the day the answer was given, with days for the post where it was sent."""
    if request.answered_at is None:
        return None
    post = book.span("appeal-post-days") if request.way == RecordRequest.Way.ADDRESS else timedelta()
    return clock.local(request.answered_at).date() + book.span("appeal-days") + post
