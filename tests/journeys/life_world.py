"""The ground of the long walk: two municipalities, who works there, a spy on every text that is opened, the checks."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from unittest import mock

from django.db import connection
from django.db.models import Max
from django.test import Client

from forebygg.audit.models import Event
from forebygg.concerns.models import Concern, HandOver, InternalNote, Reason
from forebygg.kit import clock, crypto
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound, Stale, WrongState
from forebygg.mailbox.models import Message, Thread
from forebygg.notices.models import Notice
from forebygg.people import queries as people
from forebygg.people.models import Board, Desk, Municipality, Receiver, User
from forebygg.records.models import Hold, RegisterRow, Series
from forebygg.requests.models import DeskReading, RecordRequest, RequestedRecord
from forebygg.routines import queries as routines
from forebygg.secrecy import keys
from forebygg.secrecy.models import Disclosure, ToShred
from forebygg.situation.models import Counter
from tests import make
from tests.conftest import MOMENT
from tests.journeys.life_model import Job, Line, Matter, Model

TOKEN = "lavskrika"
_OWN = ("mailbox.Draft.", "calls.CallNote.")

_GROWING = (Event, Notice, Message, HandOver, Disclosure, Hold, Reason, InternalNote, RegisterRow, ToShred, Concern)
_GROWING += (RecordRequest, RequestedRecord, DeskReading)
_SUMS = ((Concern, "version"), (RecordRequest, "version"), (Series, "next"), (Counter, "number"))
_FINGERPRINT = "SELECT " + ", ".join(
    [f"(SELECT max(id) FROM {model._meta.db_table})" for model in _GROWING]
    + [f"(SELECT sum({column}) FROM {model._meta.db_table})" for model, column in _SUMS]
)


def ground() -> None:
    """Found the two municipalities: the second has boards, staff and decisions of its own kind."""
    make.ship()
    make.town(decisions=False)
    make.town("malmo", decisions=False)


def restart() -> None:
    """Forget everything that lies in a process's memory."""
    make.forget()
    keys.forget()
    routines._charts.clear()


class World:
    """The product and the model side by side; `act` is the only way in which somebody does something."""

    def __init__(self) -> None:
        self.model, self.now, self.said, self.deeds, self.asked_who = Model(), MOMENT, 0, 0, 0
        self.checked = 0
        self.towns = list(Municipality.objects.order_by("pk"))
        self.desks = {desk.pk: desk for desk in Desk.objects.select_related("unit__board")}
        self.boards = {board.pk: board for board in Board.objects.all()}
        self.receivers = {town.pk: list(Receiver.objects.filter(municipality=town)) for town in self.towns}
        self.users = {user.pk: user for user in User.objects.all()}
        self.clients: dict[int, tuple[Client, datetime]] = {}
        self.staff: dict[tuple[int, date], list[Any]] = {}
        for user in self.users.values():
            for row in people.assignments_of(user):
                self.hire(row)

    def hire(self, row: Any) -> None:
        """Note an assignment that counts from now."""
        self.staff.clear()
        user, slug = self.users[row.user_id], next(t.slug for t in self.towns if t.pk == row.municipality_id)
        desk, board = row.desk_id, row.unit.board_id
        self.model.jobs[row.pk] = Job(
            row.pk, user.pk, user.email, row.municipality_id, slug, board, desk, row.role, row.rank
        )

    def actor(self, job: Job) -> Actor:
        """Return who acts, as the house builds it for each request. An assignment that is over builds nobody."""
        found = next((a for a in self.assignments(job.user) if a.pk == job.pk), None)
        assert (found is None) == job.over, f"{job.email} as {job.role}: over={job.over}, but the house says {found}"
        assert found is not None
        return people.actor_for(self.users[job.user], found, job.slug)

    def assignments(self, user: int) -> list[Any]:
        """Return what the house says that somebody is today: asked anew each day, when anybody was hired or stopped,
        and every tenth time anyhow."""
        named, self.asked_who = (user, clock.today()), self.asked_who + 1
        if named not in self.staff or self.asked_who % 10 == 0:
            self.staff[named] = people.assignments_of(self.users[user])
        return self.staff[named]

    def word(self, what: str) -> str:
        """Return a text that stands nowhere else."""
        self.said += 1
        return f"{TOKEN} {self.said} {what}"

    def note_row(self, matter: Matter, text: str) -> None:
        """Note the newest number in a board's register: it leads to a matter, and to this text of it."""
        newest = RegisterRow.objects.filter(board=matter.board).latest("pk")
        matter.rows[newest.pk] = text

    def row(self, matter: Matter) -> Concern:
        """Return a matter's row as it lies there now."""
        return Concern.objects.select_related("circle", "thread", "desk__unit__board", "board").get(pk=matter.pk)

    # -- doing

    def act(
        self,
        job: Job | None,
        deed: Callable[[Any], Any],
        *,
        allowed: bool | None = None,
        who: Any = None,
        asked: bool = False,
    ) -> Any:
        """Do something as somebody: a refused deed leaves nothing, a text opened stands in the log, nobody opens what
        the model does not let them open (`asked`: for a request). Returns what the deed gave, or the refusal."""
        inside = {m.key: m for m in self.model.live() if job is not None and self.model.inside(job, m, self.now)}
        if asked and job is not None:
            inside |= {m.key: m for m in self.model.live() if self.model.may_test(job, m)}
        self.deeds += 1
        before, last = self.fingerprint(), self.last_event()
        spied: list[str] = []
        real = crypto.decrypt

        def spy(key: bytes, sealed: bytes, context: bytes) -> str:
            spied.append(context.decode())
            return real(key, sealed, context)

        with mock.patch.object(crypto, "decrypt", spy):
            try:
                given = deed(self.actor(job) if job is not None else who)
            except (NotFound, WrongState, Stale) as error:
                given = error
        if isinstance(given, Exception):
            assert self.fingerprint() == before, f"refused ({given!r}), but something was left behind"
            if isinstance(given, NotFound) and allowed:
                raise AssertionError(f"{job} was refused what is theirs: {given!r}")
        else:
            assert allowed is not False, f"{job} did what is not theirs"
        if job is not None:
            self._judge(job, spied, last, inside, before_refusal=isinstance(given, Exception))
        self.observe()
        return given

    def _judge(self, job: Job, spied: list[str], last: int, inside: dict[Any, Matter], *, before_refusal: bool) -> None:
        texts = [c.split("|") for c in spied if not c.split("|")[1].startswith(_OWN)]
        threads = {t.key: t.pk for t in Thread.objects.exclude(key=None)} if texts else {}
        for town, column, _row, key in texts:
            if column.startswith("requests."):
                self._judge_asked(job, column, key, last, before_refusal=before_refusal)
                continue
            mine = [m for k, m in inside.items() if str(k) == key]
            of_thread = {pk for k, pk in threads.items() if str(k) == key}
            mine += [m for m in inside.values() if m.thread is not None and m.thread.pk in of_thread]
            if column == "mailbox.Message.text" and not mine:  # a hand-over seals the thread anew under another key
                mine = [m for m in inside.values() if m.thread is not None]
            assert mine and town == job.slug, f"{job} opened {column} of somebody else's matter"
            about = {str(m.uid) for m in mine}
            told = Event.objects.filter(pk__gt=last, about__in=about, assignment_key=str(job.pk)).exists()
            assert told or before_refusal, f"{column} was opened by {job}, and the log does not know"
            self.model.opened += 1

    def _judge_asked(self, job: Job, column: str, key: str, last: int, *, before_refusal: bool) -> None:
        """A request's own texts: the board's own open them, the decision's words all who see it; and the log knows."""
        request = next(r for r in self.model.requests if str(r.key) == key)
        neutral = column.endswith((".reasons", ".reservation"))
        assert request.works(job) or (neutral and request.sees(job)), f"{job} opened {column}"
        told = Event.objects.filter(pk__gt=last, about=str(request.uid), assignment_key=str(job.pk)).exists()
        assert told or before_refusal, f"{column} was opened by {job}, and the log does not know"

    def observe(self) -> None:
        """See what has been read and what has ended since, and let the model count it."""
        waiting = {matter.pk: matter for matter in self.model.open()}
        columns = ("pk", "read_at", "ended_at", "outcome", "run_id", "key", "status")
        for pk, read, ended, outcome, run, key, status in Concern.objects.filter(pk__in=waiting).values_list(*columns):
            matter = waiting[pk]
            matter.read, matter.walked, matter.handed = matter.read or read, run is not None, status == "handed-over"
            assert key == matter.key, "a matter's key never changes"
            if ended is not None:
                self.model.end(matter, ended, outcome, entered=outcome == "taken-over")
        if self.model.matters:
            waits = {m.pk: m for m in self.model.matters if m.waits}
            done = HandOver.objects.filter(copy__in=waits, acknowledged_at__isnull=False)
            for copy, made, at in done.values_list("copy", "made_available_at", "acknowledged_at"):
                self.model.acknowledge(waits[copy], made, at)

    def fingerprint(self) -> tuple[Any, ...]:
        """Return what a refused deed may not change."""
        with connection.cursor() as cursor:
            cursor.execute(_FINGERPRINT)
            return tuple(cursor.fetchone())

    def last_event(self) -> int:
        """Return the newest row of the log."""
        return int(Event.objects.aggregate(n=Max("pk"))["n"] or 0)

    # -- choosing

    def somebody(self, rng: random.Random, matter: Matter | None = None, *, mine: float = 0.75) -> Job:
        """Return somebody inside a matter, mostly; else anybody at all, from either municipality."""
        within = self.model.within(matter, self.now) if matter is not None else []
        if within and rng.random() < mine:
            return rng.choice(within)
        return rng.choice([job for job in self.model.jobs.values() if not job.over])

    def role(self, rng: random.Random, town: int, *roles: str) -> Job | None:
        """Return somebody in one of some roles, if anybody is left."""
        found = [j for j in self.model.jobs.values() if j.town == town and j.role in roles and not j.over]
        return rng.choice(found) if found else None

    def note_new(self, row: Concern, what: str, who: str | None, thread: Line | None) -> Matter:
        """Let the model know a concern that came in: which desk reads what, the model says itself."""
        slug = self.slug(row.municipality_id)
        desks = {row.desk_id}
        if row.kind == "incident":
            own = [d for d in self.desks.values() if d.code == "security" and d.unit.board_id == row.board_id]
            desks |= {d.pk for d in own}
        matter = Matter(
            pk=row.pk,
            uid=row.uid,
            reference=row.reference,
            town=row.municipality_id,
            slug=slug,
            board=row.board_id,
            desk=row.desk_id,
            desks=desks,
            kind=row.kind,
            channel=row.channel,
            age=row.age_band,
            key=row.key,
            what=what,
            who=who,
            thread=thread,
            received=row.received_at,
            available=row.made_available_at,
        )
        matter.walked = row.run_id is not None
        matter.rows[row.register_row_id] = what
        assert self.desks[row.desk_id].unit.board_id == row.board_id
        self.model.matters.append(matter)
        return matter

    def slug(self, town: int) -> str:
        """Return a municipality's name in addresses."""
        return next(t.slug for t in self.towns if t.pk == town)

    def reads_instead(self, town: Municipality, kind: str, *, adult: bool) -> tuple[int, set[int]] | None:
        """Return which desk reads when its ordinary reader should not, and who is shut out there: by the town's own
        lists, said here once more. None: nobody may."""
        usual = {"question": "coordinator", "consultation": "coordinator", "association": "coordinator"}
        usual |= {"incident": "coordinator", "relative": "relatives", "booking": "relatives", "leaving": "leaving"}
        code = f"reception-{'21' if adult else 'under-21'}" if kind == "worry" else usual[kind]
        code = town.readers.get(kind if kind != "worry" else f"worry-{'21' if adult else 'under-21'}") or code
        here = {d.code: d for d in self.desks.values() if d.municipality_id == town.pk}
        desk, old = here.get(town.other_readers.get(code, "")), here[code]
        if desk is None or desk.unit.board_id != old.unit.board_id:
            return None
        jobs = [j for j in self.model.jobs.values() if not j.over]
        there = {j.user for j in jobs if j.desk == desk.pk}
        both = there & ({j.user for j in jobs if j.desk == old.pk} - _heads(jobs, old.pk))
        return (desk.pk, both) if there - both else None


def _heads(jobs: list[Job], desk: int) -> set[int]:
    return {job.user for job in jobs if job.desk == desk and job.rank == "head"}


def moments(now: datetime, rng: random.Random) -> datetime:
    """Return a later moment: some hours, some days, now and then some months."""
    kind = rng.random()
    if kind < 0.6:
        return now + timedelta(hours=rng.randint(1, 30))
    return now + (timedelta(days=rng.randint(2, 16)) if kind < 0.95 else timedelta(days=rng.randint(30, 100)))
