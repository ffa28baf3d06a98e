"""What the test believes of requests for records, beside the product: who sees, tests, decides, and what is held.

It imports nothing of `forebygg`, as life_model does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from datetime import datetime

    from tests.journeys.life_model import Job, Matter

WORK = {"reception", "head", "relatives", "leaving", "coordinator", "security"}
REFUSE = {"head", "security"}
APPEAL_DAYS, POST_DAYS = 21, 7


@dataclass
class Part:
    """One record of a request: which matter it leads to (None: none any more), how it was tested, what is covered."""

    uid: UUID
    row: int
    matter: Matter | None
    outcome: str = ""
    tester: int | None = None
    covered: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)

    @property
    def held_back(self) -> bool:
        """Say whether something of it is not given."""
        return self.outcome in ("part", "refused")


@dataclass
class Request:
    """Somebody asked one board."""

    pk: int
    uid: UUID
    reference: str
    town: int
    slug: str
    board: int
    kind: str
    way: str
    came: date
    key: UUID
    words: str
    at: datetime
    to_read: set[int]
    looked: bool = False
    parts: list[Part] = field(default_factory=list)
    reservation: bool = False
    decided: datetime | None = None
    answered: date | None = None
    appealed: bool = False
    closed: datetime | None = None
    gone: bool = False

    @property
    def open(self) -> bool:
        """Say whether it still holds what it asks for."""
        return self.closed is None and not self.gone

    @property
    def ready(self) -> bool:
        """Say whether everything is tested, and every desk that must read has."""
        whole = all(part.outcome for part in self.parts) and not self.to_read
        return whole and (bool(self.parts) or self.looked)

    @property
    def refusal(self) -> bool:
        """Say whether the decision is a no, in part or whole."""
        return self.reservation or any(part.held_back for part in self.parts)

    @property
    def due(self) -> date:
        """Return a day by which an answer is late whatever the holidays: the model counts no working days."""
        return self.came + timedelta(days=35 if self.kind == "extract" else 14)

    @property
    def until(self) -> date | None:
        """Return the last day of an appeal."""
        if self.answered is None:
            return None
        return self.answered + timedelta(days=APPEAL_DAYS + (POST_DAYS if self.way == "address" else 0))

    def sees(self, job: Job) -> bool:
        """Say who sees that it is there: the registry of the municipality, and the board's own."""
        mine = job.town == self.town and not job.over
        return mine and (job.role == "registrar" or self.works(job))

    def works(self, job: Job) -> bool:
        """Say who opens its words and tests: the board's own."""
        return job.role in WORK and job.board == self.board and job.town == self.town and not job.over

    def shut_out(self, job: Job) -> bool:
        """Say whether somebody is shut out of a matter it asks for."""
        here = [part.matter for part in self.parts if part.matter is not None and not part.matter.gone]
        return any(job.user in matter.shut_out for matter in here)

    def answers(self, job: Job) -> bool:
        """Say who gives the answer and opens what leaves."""
        return self.works(job) and not self.shut_out(job)

    def decides(self, job: Job) -> bool:
        """Say who may decide it as it stands: a no takes delegation."""
        return self.answers(job) and (job.role in REFUSE or not self.refusal)

    def enters(self, job: Job) -> bool:
        """Say who enters an appeal or a ruling."""
        return self.sees(job) and (job.role == "registrar" or job.role in REFUSE)

    def tests(self, job: Job, part: Part) -> bool:
        """Say who may test a record: whoever may read its text, or anybody of the board when there is none."""
        matter = part.matter
        if matter is None or matter.gone:
            return self.works(job)
        readers = job.desk in matter.desks and job.user not in matter.shut_out
        return self.works(job) and readers

    def let_go(self, now: datetime) -> None:
        """It closed: its own freezes go, and only those."""
        self.closed = now
        for part in self.parts:
            if part.matter is not None:
                part.matter.asked.discard(part.uid)

    def freeze(self) -> None:
        """What it asks for and is still here stays."""
        for part in self.parts:
            if part.matter is not None and not part.matter.gone:
                part.matter.asked.add(part.uid)
