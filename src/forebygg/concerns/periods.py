"""Pure: when must something be read, and who is next when nobody has."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time

from forebygg.kit import calendar, clock

# What a level means: told at arrival, then deputy, then head, then a red line on "Idag".
DEPUTY, HEAD, RED_LINE = 1, 2, 3


def reading_day(available: datetime, *, child: bool, same_day_hour: int, closed: Collection[date] = ()) -> date:
    """Return the day something must be read: a child's the same working day if it came in time, else the next."""
    shown = clock.local(available)
    if child and shown.hour < same_day_hour and calendar.is_working_day(shown.date(), closed):
        return shown.date()
    return calendar.next_working_day(shown.date(), closed)


def information_due(received: datetime, months: int) -> date:
    """Return the last day on which the person a worry is about is told, counted from when the text came to us."""
    return calendar.add_months(clock.local(received).date(), months)


def level(day: date, now: datetime, *, same_day_hour: int, closes: time, closed: Collection[date] = ()) -> int:
    """Return how far an unread concern that must be read on `day` has come by `now`."""
    after = calendar.next_working_day(day, closed)
    steps = (
        (clock.at(day, same_day_hour), DEPUTY),
        (clock.at(day, closes.hour, closes.minute), HEAD),
        (clock.at(after, 0), RED_LINE),
    )
    return max((reached for moment, reached in steps if now >= moment), default=0)
