"""The one clock of the house. UTC is stored; Europe/Stockholm is shown and decides what day it is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Stockholm")
HOUR = timedelta(hours=1)

_fixed: ContextVar[datetime | None] = ContextVar("fixed", default=None)
# Rehearsals and failure tests move the clock of a demo process; `forebygg` refuses the variable in live mode.
SHIFT_VARIABLE = "FOREBYGG_CLOCK_SHIFT_SECONDS"


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    if (moment := _fixed.get()) is not None:
        return moment
    shift = os.environ.get(SHIFT_VARIABLE)
    moment = datetime.now(UTC)
    return moment + timedelta(seconds=float(shift)) if shift else moment


def local(moment: datetime) -> datetime:
    """Return the same moment as people in Sweden would say it."""
    return moment.astimezone(ZONE)


def today() -> date:
    """Return the date in Sweden."""
    return local(now()).date()


def hour(moment: datetime) -> datetime:
    """Cut a moment down to its full hour (Stockholm and UTC hours begin together)."""
    return moment.replace(minute=0, second=0, microsecond=0)


def next_hour(moment: datetime) -> datetime:
    """Return the moment itself when it is a full hour, else the next one."""
    cut = hour(moment)
    return cut if cut == moment else cut + HOUR


def at(day: date, hours: int, minutes: int = 0) -> datetime:
    """Return the moment when clocks in Sweden show the given time on the given day."""
    return datetime(day.year, day.month, day.day, hours, minutes, tzinfo=ZONE).astimezone(UTC)


@contextmanager
def fixed(moment: datetime) -> Iterator[None]:
    """Hold the clock still, for tests, rehearsals and the loading of dated demo data."""
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
