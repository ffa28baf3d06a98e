"""What the test believes of the world, kept beside the product and never asked of it: who may read what, and when.

It imports nothing of `forebygg`: the rules stand here a second time, in other words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.journeys.life_asked import Request

ZONE = ZoneInfo("Europe/Stockholm")
READ = {"reception", "head", "relatives", "leaving", "coordinator", "security"}
IN_EMERGENCY = {"reception", "head", "relatives", "leaving"}
HOLD = {"reception", "head", "relatives", "leaving", "registrar"}
# Door → functions it may lead to (none named: any), whether only a part goes, whether it stays within one board.
DOORS: dict[str, tuple[set[str], bool, bool]] = {
    "consent": (set(), True, False),
    "same-board": ({"reception-under-21", "reception-21", "relatives", "leaving"}, False, True),
    "report-of-child": ({"reception-under-21"}, False, False),
    "misfiled": ({"reception-under-21", "reception-21", "relatives", "leaving", "coordinator"}, False, False),
    "under-21-crime": ({"police"}, True, False),
    "terror-risk": ({"police"}, True, False),
    "close-violence": ({"police"}, True, False),
    "committed-crime": ({"police"}, True, False),
}


def later(moment: datetime, days: int) -> datetime:
    """Return the same time on the clock in Sweden some days later."""
    return (moment.astimezone(ZONE).replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=ZONE)


def quarter(moment: datetime) -> str:
    """Return "2026K4"."""
    shown = moment.astimezone(ZONE)
    return f"{shown.year}K{(shown.month + 2) // 3}"


@dataclass
class Job:
    """One assignment of one person."""

    pk: int
    user: int
    email: str
    town: int
    slug: str
    board: int
    desk: int | None
    role: str
    rank: str
    over: bool = False


@dataclass
class Line:
    """The way back of one writer: the code, and every word in it so far, in order."""

    code: str
    town: int
    slug: str
    pk: int = 0
    words: list[tuple[str, str]] = field(default_factory=list)
    touched: datetime | None = None
    gone: bool = False


@dataclass
class Matter:
    """One concern."""

    pk: int
    uid: UUID
    reference: str
    town: int
    slug: str
    board: int
    desk: int
    desks: set[int]
    kind: str
    channel: str
    age: str
    key: UUID
    what: str
    who: str | None
    thread: Line | None
    received: datetime
    available: datetime
    made_in_walk: bool = True
    notes: list[str] = field(default_factory=list)
    shut_out: set[int] = field(default_factory=set)
    let_in: dict[int, datetime] = field(default_factory=dict)
    read: datetime | None = None
    ended: datetime | None = None
    entered: bool = False
    outcome: str = ""
    walked: bool = False
    by_hand: bool = False
    asked: set[UUID] = field(default_factory=set)
    rows: dict[int, str] = field(default_factory=dict)
    handed: bool = False
    gone: bool = False
    yes: dict[str, date] = field(default_factory=dict)
    sender: Matter | None = None
    waits: bool = False

    @property
    def held(self) -> bool:
        """Say whether somebody froze it by hand, or a record of a request does."""
        return self.by_hand or bool(self.asked)


class Model:
    """Everything the walk has done, as it should have gone."""

    def __init__(self) -> None:
        self.jobs: dict[int, Job] = {}
        self.matters: list[Matter] = []
        self.counters: Counter[tuple[int, str, str, str]] = Counter()
        self.ended_walks: Counter[tuple[int, str]] = Counter()
        self.registered: Counter[tuple[int, int]] = Counter()
        self.decisions: dict[tuple[int, str], int] = {}
        self.noticed: set[str] = set()
        self.holds_set = 0
        self.requests: list[Request] = []
        self.closed: defaultdict[int, set[date]] = defaultdict(set)
        self.opened = 0

    def register(self, board: int, at: datetime, number: int = 1) -> None:
        """A record came or went: the board's series of the year has one more."""
        self.registered[board, at.astimezone(ZONE).year] += number

    def inside(self, job: Job, matter: Matter, now: datetime) -> bool:
        """Say whether an assignment may open a matter at a moment."""
        if job.over or matter.gone or job.town != matter.town or job.board != matter.board:
            return False
        if job.role not in READ or job.user in matter.shut_out or matter.ended is not None:
            return False
        until = matter.let_in.get(job.pk)
        return job.desk in matter.desks or (until is not None and until > now)

    def may_break_in(self, job: Job, matter: Matter, now: datetime) -> bool:
        """Say whether an assignment may open a matter in an emergency."""
        reads = job.role in IN_EMERGENCY and not job.over and job.board == matter.board and job.town == matter.town
        out = job.user in matter.shut_out or matter.ended is not None or matter.gone
        return reads and not out and not self.inside(job, matter, now)

    def chooses(self, job: Job, matter: Matter) -> bool:
        """Say whether an assignment may shut others out of a matter, and let them in again: the desk's own head, not
        one of another desk who is let in for an emergency."""
        return job.role == "head" and job.desk == matter.desk

    def may_hold(self, job: Job, matter: Matter) -> bool:
        """Say whether an assignment may freeze a matter, open or ended."""
        near = job.role == "registrar" or job.desk == matter.desk
        return job.role in HOLD and not job.over and job.board == matter.board and near

    def readers_left(self, matter: Matter) -> set[int]:
        """Return those who have an assignment at a matter's desk and are not shut out."""
        return {j.user for j in self.jobs.values() if j.desk == matter.desk and not j.over} - matter.shut_out

    def may_test(self, job: Job, matter: Matter) -> bool:
        """Say whether an assignment may test a matter that is asked for: its own desks', open or ended; no guest."""
        own = job.role in READ and not job.over and job.board == matter.board and job.town == matter.town
        return own and job.desk in matter.desks and job.user not in matter.shut_out and not matter.gone

    def requests_due(self, now: datetime, near: timedelta) -> tuple[set[int], set[int]]:
        """Return which closed requests are so near their day that either will do, and which have run out."""
        ends = {}
        for request in self.requests:
            days = self.decisions.get((request.board, "request"))
            if request.closed is not None and days is not None and not request.gone:
                ends[request.pk] = later(request.closed, days)
        unsure = {pk for pk, end in ends.items() if abs(end - now) < near}
        return unsure, {pk for pk, end in ends.items() if end < now}

    def within(self, matter: Matter, now: datetime) -> list[Job]:
        """Return the assignments that may open a matter."""
        return [job for job in self.jobs.values() if self.inside(job, matter, now)]

    def live(self) -> list[Matter]:
        """Return what is not disposed of."""
        return [matter for matter in self.matters if not matter.gone]

    def open(self) -> list[Matter]:
        """Return what has not ended."""
        return [matter for matter in self.matters if not matter.gone and matter.ended is None]

    def end(self, matter: Matter, now: datetime, outcome: str, *, entered: bool) -> None:
        """A matter ended: the text is locked, and the figures go up, one measure at a time."""
        matter.ended, matter.outcome, matter.entered = now, outcome, entered
        if matter.kind == "leaving":
            if outcome != "handed-on":
                self.counters[matter.town, str(now.astimezone(ZONE).year), "leaving-in-year", "all"] += 1
            return
        period = quarter(now)
        raised = {
            "channel": matter.channel,
            "age-band": "21" if matter.age == "21" else "under-21",
            "kind": matter.kind,
            "outcome": outcome,
            "hours-to-reading": hours((matter.read or now) - matter.received),
        }
        for measure, category in raised.items():
            self.counters[matter.town, period, measure, category] += 1
        self.ended_walks[matter.town, period] += matter.walked

    def acknowledge(self, copy: Matter, made: datetime, now: datetime) -> None:
        """A copy was confirmed: the figure of waiting goes up, but for those who leave."""
        copy.waits = False
        if copy.sender is not None and copy.sender.kind != "leaving":
            self.counters[copy.town, quarter(now), "hours-to-acknowledgement", hours(now - made)] += 1

    def due(self, matter: Matter, now: datetime) -> bool:
        """Say whether a matter has run out within its board's decision."""
        days = self.decisions.get((matter.board, "concern-entered" if matter.entered else "concern-closed"))
        return matter.ended is not None and days is not None and later(matter.ended, days) < now and not matter.held

    def dispose(self, matter: Matter, now: datetime) -> None:
        """A matter went: its text, and with the last of a thread the thread's words."""
        days = self.decisions[matter.board, "concern-entered" if matter.entered else "concern-closed"]
        matter.gone = True
        if matter.kind != "leaving" and matter.ended is not None:
            on_time = "on-time" if now <= later(matter.ended, days + 1) else "late"
            self.counters[matter.town, quarter(now), "disposed", on_time] += 1
        if matter.thread is not None and not self.of(matter.thread):
            matter.thread.words.clear()

    def of(self, thread: Line) -> list[Matter]:
        """Return the matters of a thread that are still here."""
        return [matter for matter in self.live() if matter.thread is thread]


def hours(waited: timedelta) -> str:
    """Return the category of a waiting time."""
    found = waited.total_seconds() / 3600
    return next((str(limit) for limit in (2, 8, 24, 72) if found <= limit), "more")
