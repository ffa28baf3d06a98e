"""Pure: what facts look like when they are used."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from forebygg.kit import calendar, clock
from forebygg.kit.text import Text

COUNTED = ("age", "days", "working-days", "hours", "months", "years", "hour-of-day", "number")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number people can call: `hours` maps a weekday (0 = Monday) to opening and closing time; empty = always."""

    code: str
    label: Text
    number: str
    hours: Mapping[int, tuple[time, time]]
    holidays: bool
    note: Text
    verified_on: date | None
    is_emergency: bool = False
    outside_hours: bool = False

    @property
    def href(self) -> str:
        """Return the tel: address."""
        digits = "".join(c for c in self.number if c.isdigit() or c == "+")
        return f"tel:{digits}"

    def is_open(self, moment: datetime, closed: Collection[date] = ()) -> bool:
        """Say whether somebody answers at the moment."""
        shown = clock.local(moment)
        if self.outside_hours:
            return not self._in_hours(shown) or not calendar.is_working_day(shown.date(), closed)
        if not self.hours:
            return True
        return self._in_hours(shown) and (self.holidays or calendar.is_working_day(shown.date(), closed))

    def closes(self, moment: datetime) -> time | None:
        """Return when the line closes today, if it is open and has hours."""
        if self.outside_hours or not self.hours or not self.is_open(moment):
            return None
        return self.hours[clock.local(moment).weekday()][1]

    def opens_next(self, moment: datetime) -> datetime | None:
        """Return when the line next opens, or None if it never closes."""
        if not self.hours or self.outside_hours:
            return None
        shown = clock.local(moment)
        for ahead in range(15):
            day = shown.date() + timedelta(days=ahead)
            if day.weekday() not in self.hours or not (self.holidays or calendar.is_working_day(day)):
                continue
            opening = self.hours[day.weekday()][0]
            if ahead or shown.time() < opening:
                return clock.at(day, opening.hour, opening.minute)
        return None

    def _in_hours(self, shown: datetime) -> bool:
        span = self.hours.get(shown.weekday())
        return span is not None and span[0] <= shown.time() < span[1]


@dataclass(frozen=True, slots=True)
class Provision:
    """A rule of law: short name, what it says in plain words, where it can be read."""

    code: str
    name: Text
    gist: Text
    url: str
    valid_from: date
    source: str
    certainty: str


def read_phone(code: str, label: Text, value: Mapping[str, object], verified_on: date | None) -> Phone:
    """Read the value of a phone fact: number, weekdays {"mon-fri": "08:00-16:30"}, flags, note."""
    raw = value.get("hours")
    hours: dict[int, tuple[time, time]] = {}
    for days, span in raw.items() if isinstance(raw, dict) else ():
        opening, _, closing = str(span).partition("-")
        for day in _weekdays(str(days)):
            hours[day] = (time.fromisoformat(opening), time.fromisoformat(closing))
    note = value.get("note")
    return Phone(
        code=code,
        label=label,
        number=str(value["number"]),
        hours=hours,
        holidays=bool(value.get("holidays")),
        note=Text(note) if isinstance(note, dict) else Text(sv=""),
        verified_on=verified_on,
        is_emergency=bool(value.get("emergency")),
        outside_hours=bool(value.get("outside_hours")),
    )


_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _weekdays(span: str) -> range:
    first, _, last = span.partition("-")
    return range(_NAMES.index(first), _NAMES.index(last or first) + 1)
