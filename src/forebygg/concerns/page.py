"""Pure: what the queries give: an opened concern, and figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from forebygg.concerns.models import Concern, HandOver, Information
from forebygg.mailbox.queries import Line
from forebygg.people.models import Desk
from forebygg.routines.queries import Standing


@dataclass(frozen=True, slots=True)
class NoteLine:
    """An internal note, opened."""

    function: str
    at: datetime
    text: str | None


@dataclass(frozen=True, slots=True)
class ConcernPage:
    """Everything the page of one concern shows; nothing on it asks the database again."""

    concern: Concern
    what: str | None
    has_who: bool
    writer: dict[str, str]
    messages: list[Line]
    notes: list[NoteLine]
    standing: Standing | None
    who_can_see: list[str]
    held: bool
    may_handle: bool
    handovers: list[HandOver]
    to_acknowledge: bool
    consent_gone: bool
    information: Information | None
    not_told_because: str | None
    who: str | None = None
    readings: list[tuple[datetime, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Waiting:
    """The three figures of one desk: how many wait, the oldest, how many are overdue. Never a text. `red` of those have
    been told to everyone whose it is, and still nobody reads: the red line on "Idag"."""

    desk: Desk
    number: int
    oldest: datetime | None
    overdue: int
    red: int


@dataclass(frozen=True, slots=True)
class OwnTable:
    """What waits at the viewer's own desk, kind by kind: how many, and when the oldest came."""

    kind: str
    number: int
    oldest: datetime
