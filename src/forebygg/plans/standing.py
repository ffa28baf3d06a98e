"""From the decisions about a plan: what holds, since when, until when, and who prolonged it. Pure.

Days are ISO at the precision their paper states. A year begins on its first day and ends on its last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

_LAST = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


class Decision(Protocol):
    """What a decision's row has."""

    @property
    def action(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def day(self) -> str: ...
    @property
    def paragraph(self) -> str: ...
    @property
    def valid_from(self) -> str: ...
    @property
    def valid_to(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """What the decisions come to on a day."""

    adopted: Decision | None
    valid_from: date | None
    valid_to: date | None
    is_repealed: bool
    prolonged_by_other: Decision | None
    today: date

    @property
    def days_left(self) -> int | None:
        """Days until the last day of validity; negative when it has passed; None when nothing is stated."""
        return (self.valid_to - self.today).days if self.valid_to else None

    @property
    def has_lapsed(self) -> bool:
        """Has the last day of validity passed?"""
        return self.days_left is not None and self.days_left < 0


def first_day(iso: str) -> date | None:
    """Return the first day of an ISO date at any precision; None for ""."""
    parts = [int(part) for part in iso.split("-")] if iso else []
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1) if parts else None


def last_day(iso: str) -> date | None:
    """Return the last day of an ISO date at any precision; None for ""."""
    parts = [int(part) for part in iso.split("-")] if iso else []
    if not parts:
        return None
    month = parts[1] if len(parts) > 1 else 12
    leap = month == 2 and parts[0] % 4 == 0 and (parts[0] % 100 != 0 or parts[0] % 400 == 0)
    return date(parts[0], month, parts[2] if len(parts) > 2 else _LAST[month] + leap)


D = TypeVar("D", bound="Decision")


def in_order(decisions: Iterable[D]) -> list[D]:
    """Return decisions in the order they were made, as far as their papers tell.

    What begins a period stands where its day begins, what follows on it where its day ends: "2016" and "2016-12-18" may
    be one year's adoption and extension. An adoption without a day came first; anything else without one was entered
    last and stands last.
    """
    return sorted(decisions, key=_when)


def _when(decision: Decision) -> tuple[date, int]:
    rank = ("adopted", "revised", "extended", "repealed").index(decision.action)
    if rank < 2:
        return first_day(decision.day) or (date.max if rank else date.min), rank
    return last_day(decision.day) or date.max, rank


def of(decisions: Iterable[Decision], today: date) -> Standing:
    """Return what the decisions come to. An older period is over when the plan is adopted or revised anew: its last
    day and who prolonged it no longer count."""
    rows = in_order(decisions)
    adopted = next((each for each in reversed(rows) if each.action == "adopted"), None)
    starts = [at for at, each in enumerate(rows) if each.action in ("adopted", "revised")]
    now = rows[starts[-1] :] if starts else rows
    since = next((each.valid_from or each.day for each in reversed(now) if each.valid_from or each.day), "")
    until = next((each.valid_to for each in reversed(now) if each.valid_to), "")
    base = now[0] if starts else None
    other = next((each for each in now[1:] if base and each.action == "extended" and not _is_same(each, base)), None)
    repealed = bool(rows) and rows[-1].action == "repealed"
    return Standing(adopted, first_day(since), last_day(until), repealed, other, today)


def _is_same(one: Decision, other: Decision) -> bool:
    """Are two decisions of the same body, however it is written?"""
    first, second = (re.sub(r"\(.*?\)|\W", "", each.body.casefold()) for each in (one, other))
    return first.endswith(second) or second.endswith(first)
