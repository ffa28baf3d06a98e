"""The Swedish calendar: working days and holidays. Pure; local exceptions are handed in by whoever knows them.

The eves on which offices are closed (Midsummer, Christmas, New Year) count as holidays; a municipality adds its own
closed days as facts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, timedelta

from forebygg.kit import clock

_DAY = timedelta(days=1)
_known: dict[int, frozenset[date]] = {}


def holidays_of(year: int) -> frozenset[date]:
    """Return the days of a year on which offices are closed, weekends apart.

    The library reads every country's days, half a second and 18 MB: it is imported where nobody has told the year.
    """
    if year not in _known:
        import holidays

        _known[year] = frozenset(holidays.country_holidays("SE", years=year, categories=("public", "de_facto")))
    return _known[year]


def tell(years: Mapping[int, frozenset[date]]) -> None:
    """Let this process know some years' days, as `holidays_of` gave them in another."""
    _known.update(years)


def is_working_day(day: date, closed: Collection[date] = ()) -> bool:
    """Say whether an office is normally open: not a weekend, a holiday, or one of the given closed days."""
    return day.weekday() < 5 and day not in holidays_of(day.year) and day not in closed


def next_working_day(day: date, closed: Collection[date] = ()) -> date:
    """Return the first working day after the given day."""
    day += _DAY
    while not is_working_day(day, closed):
        day += _DAY
    return day


def previous_working_day(day: date, closed: Collection[date] = ()) -> date:
    """Return the last working day before the given day."""
    day -= _DAY
    while not is_working_day(day, closed):
        day -= _DAY
    return day


def add_working_days(day: date, number: int, closed: Collection[date] = ()) -> date:
    """Return the working day that lies `number` working days after the given day."""
    for _ in range(number):
        day = next_working_day(day, closed)
    return day


def add_days(moment: datetime, days: int) -> datetime:
    """Return the same local time of day a number of calendar days later."""
    shown = clock.local(moment)
    return (shown.replace(tzinfo=None) + days * _DAY).replace(tzinfo=clock.ZONE).astimezone(UTC)


def add_months(day: date, months: int) -> date:
    """Return the same day a number of months later, or that month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("unreachable")


def quarter(day: date) -> str:
    """Return "2026K4": how quarters are written in counters."""
    return f"{day.year}K{(day.month - 1) // 3 + 1}"


def year_and_week(day: date) -> tuple[int, int]:
    """Return the ISO year and week, as weeks are numbered in Sweden."""
    iso = day.isocalendar()
    return iso.year, iso.week
