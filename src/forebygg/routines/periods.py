"""Pure: when is something due? From the hour the text was with the receiver, by the calendar."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from forebygg.kit import calendar, clock

_END_OF_DAY = time(16, 30)


def due(start: datetime, kind: str, number: int, closed: Collection[date] = ()) -> datetime:
    """Return when a deadline of `number` hours, days or working days from a start runs out.

    Days run to the end of the office day; zero days means the same day, or the next working day's end when it came in
    outside the desk's days. Raises ValueError for a kind that is no length of time.
    """
    shown = clock.local(start)
    if kind == "hours":
        return start + timedelta(hours=number)
    if kind == "days":
        last = shown.date() + timedelta(days=number)
        if number == 0 and (not calendar.is_working_day(last, closed) or shown.time() >= _END_OF_DAY):
            last = calendar.next_working_day(last, closed)
        return clock.at(last, _END_OF_DAY.hour, _END_OF_DAY.minute)
    if kind == "working-days":
        last = calendar.add_working_days(shown.date(), number, closed)
        return clock.at(last, _END_OF_DAY.hour, _END_OF_DAY.minute)
    raise ValueError(f"{kind} is no length of time")
