"""Pure: is a desk open, who reads, and who is next when nobody does."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from forebygg.kit import calendar, clock

RANKS = ("member", "deputy", "head")


@dataclass(frozen=True, slots=True)
class Reader:
    """One assignment at a desk: who, in which rank, away or not."""

    user_id: int
    rank: str
    email: str
    language: str
    absent: bool


@dataclass(frozen=True, slots=True)
class Staffing:
    """A desk on one day."""

    code: str
    opens: time
    closes: time
    closed_days: frozenset[date]
    readers: tuple[Reader, ...]

    def present(self, ranks: Collection[str] = RANKS) -> list[Reader]:
        """Return those of the given ranks who are here today."""
        return [reader for reader in self.readers if reader.rank in ranks and not reader.absent]

    def first_rank(self) -> str:
        """Return the first rank with somebody present, or an empty string: nobody at all."""
        return next((rank for rank in RANKS if self.present([rank])), "")

    def is_staffed(self) -> bool:
        """Say whether anybody at all reads for this desk today: otherwise it shows numbers instead of a form."""
        return bool(self.present())

    def reads_on(self, day: date) -> bool:
        """Say whether the desk's calendar has it reading on a day."""
        return calendar.is_working_day(day, self.closed_days)

    def is_open(self, moment: datetime) -> bool:
        """Say whether the desk's hours cover the moment."""
        shown = clock.local(moment)
        return self.reads_on(shown.date()) and self.opens <= shown.time() < self.closes

    def next_opening(self, moment: datetime) -> datetime:
        """Return the moment the desk next begins to read (later today, or the next working day)."""
        shown = clock.local(moment)
        day = shown.date()
        if not self.reads_on(day) or shown.time() >= self.opens:
            day = calendar.next_working_day(day, self.closed_days)
        return clock.at(day, self.opens.hour, self.opens.minute)
