"""Pure: what a call note holds, whom to connect to, and when it is gone."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from forebygg.kit import calendar, clock

DANGER = ("yes", "no", "unsure")
AGES = ("under-18", "18-20", "21", "unknown")
WISHES = ("anonymous", "called-back", "code")
NOT_FOR = ("reception", "staff", "elected", "unsaid")
_PARTS = ("danger", "age", "what", "wish", "not_for", "not_for_who")


@dataclass(frozen=True, slots=True)
class CallAnswers:
    """The four answers of a call: danger, age, what is told, how the caller wants to be reached; and, when the caller
    says that somebody here should not read, of what kind and perhaps who."""

    danger: str = ""
    age: str = ""
    what: str = ""
    wish: str = ""
    not_for: str = ""
    not_for_who: str = ""

    def to_text(self) -> str:
        """Return what is sealed."""
        return json.dumps({name: getattr(self, name) for name in _PARTS})

    def kept_from_somebody(self) -> CallAnswers:
        """Return the same with the wish that somebody here should not read, of whatever kind."""
        return replace(self, not_for=self.not_for or "unsaid")

    @classmethod
    def from_text(cls, text: str | None) -> CallAnswers:
        """Read what was sealed; a note whose key is gone reads as empty."""
        raw: dict[str, Any] = json.loads(text) if text else {}
        return cls(**{name: str(raw.get(name, "")) for name in _PARTS})

    @classmethod
    def from_post(cls, posted: Mapping[str, str], what: str) -> CallAnswers:
        """Read a form; choices that do not exist are left empty."""

        def one_of(name: str, allowed: Collection[str]) -> str:
            value = posted.get(name, "")
            return value if value in allowed else ""

        asked = one_of("danger", DANGER), one_of("age", AGES), what, one_of("wish", WISHES)
        return cls(*asked, one_of("not_for", NOT_FOR), posted.get("not_for_who", "")[:200].strip())


def gone_at(started: datetime, closed: Collection[date] = ()) -> datetime:
    """Return the end of the next working day: an unsent note does not live longer."""
    day = calendar.next_working_day(clock.local(started).date(), closed)
    return clock.at(day, 23, 59)
