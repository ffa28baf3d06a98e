"""When a plan must be followed up: the law's two years, with an early and a pressing warning. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from forebygg.kit import calendar

Stage = Literal["", "early", "pressing", "overdue"]


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that began on a day: the last day of its time, and how near it is. `stage` "" is in good time."""

    since: date
    due: date
    stage: Stage


def run(since: date | None, today: date, months: tuple[int, int, int]) -> Clock | None:
    """Return the clock; None when nothing has begun it. `months` are early, pressing, most."""
    if since is None:
        return None
    early, pressing, most = (calendar.add_months(since, each) for each in months)
    stage: Stage = "overdue" if today > most else "pressing" if today >= pressing else "early" if today >= early else ""
    return Clock(since, most, stage)
