"""A plan's years as a line with what has been decided on it, and where we are. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from forebygg.plans.standing import Decision, Standing, first_day

_LEFT, _RIGHT = 20, 1060


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on the line: where, its code, whether it has been, and which way its words run."""

    x: int
    code: str
    day: date
    is_past: bool
    anchor: str
    words_x: int


@dataclass(frozen=True, slots=True)
class Line:
    """The line: years with the middle of each, marks, and where today is."""

    years: list[tuple[int, int, int]]
    marks: list[Mark]
    here: int | None

    @property
    def flag(self) -> int:
        """Where the flag over today has its middle: inside the picture, whatever the day."""
        return min(max(self.here or 0, 56), 1034)


def draw(standing: Standing, decisions: Sequence[Decision]) -> Line | None:
    """Return the line from the first decision to the last day of validity; None when there is too little to draw."""
    days = [(day, each.action) for each in decisions if (day := first_day(each.day))]
    first = min((day for day, _ in days), default=standing.valid_from)
    last = standing.valid_to or (standing.today + timedelta(365))  # a year ahead, where no end is stated
    if first is None or first >= last:
        return None
    start, end = date(first.year, 1, 1), date(max(last, standing.today).year, 12, 31)
    points = [*days, *([(standing.valid_to, "end")] if standing.valid_to else [])]
    marks = [_mark(day, code, start, end, standing.today) for day, code in points]
    here = _x(standing.today, start, end) if start <= standing.today <= end else None
    return Line(_years(start, end), marks, here)


def _x(day: date, start: date, end: date) -> int:
    return _LEFT + round((_RIGHT - _LEFT) * (day - start).days / max(1, (end - start).days))


def _mark(day: date, code: str, start: date, end: date, today: date) -> Mark:
    x = _x(day, start, end)
    anchor = "start" if x < 120 else "end" if x > 960 else "middle"
    return Mark(x, code, day, day <= today, anchor, x - 10 if anchor == "start" else x + 10 if anchor == "end" else x)


def _years(start: date, end: date) -> list[tuple[int, int, int]]:
    found = []
    for year in range(start.year, end.year + 1):
        left, right = _x(date(year, 1, 1), start, end), _x(date(year, 12, 31), start, end)
        found.append((year, left, (left + right) // 2))
    return found
