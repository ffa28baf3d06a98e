"""What must hold at any moment of the long walk, and at its end: the product beside the model, row by row."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Max

from forebygg.audit import queries as log
from forebygg.audit.actions import seal_events
from forebygg.audit.models import Event
from forebygg.concerns import queries
from forebygg.concerns.models import Concern, HandOver
from forebygg.kit import clock
from forebygg.mailbox.models import Message, Thread
from forebygg.notices.models import Notice
from forebygg.people import queries as people
from forebygg.records.models import Hold, RegisterRow, Series
from forebygg.requests import queries as requests
from forebygg.requests.models import RecordRequest
from forebygg.secrecy.models import DataKey, Disclosure, ToShred
from forebygg.situation.models import Counter
from tests.journeys.life_model import DOORS, READ, Matter
from tests.journeys.life_world import World

# A desk that reads only what somebody asked that others should not: that something waits there is no figure.
ONLY_INSTEAD = "security"
_FIGURES = ("channel", "age-band", "kind", "outcome", "hours-to-reading", "hours-to-acknowledgement")
_FIGURES += ("leaving-in-year", "call", "disposed")


def check(w: World, *, everybody: bool = False) -> None:
    """Everything that must hold at any moment. What those see who read nothing, a quarter of them each time."""
    _rows_and_keys(w)
    _register(w)
    _figures(w)
    _lists(w, everybody=everybody)
    w.checked += 1
    _doors(w)
    _asked(w)
    w.model.noticed |= set(Notice.objects.values_list("about", flat=True))


def _rows_and_keys(w: World) -> None:
    there = dict(Concern.objects.values_list("pk", "key"))
    assert there == {m.pk: m.key for m in w.model.live()}, "rows there are, and rows there should be"
    alive, dying = set(DataKey.objects.values_list("uid", flat=True)), set()
    dying = set(ToShred.objects.filter(done_at=None).values_list("key", flat=True))
    assert set(there.values()) <= alive, "a text without its key"
    assert set(Thread.objects.exclude(key=None).values_list("key", flat=True)) <= alive, "a thread without its key"
    assert not {m.key for m in w.model.matters if m.gone} & (alive - dying), "a key outlives its text"
    threads = set(Thread.objects.values_list("pk", flat=True))
    for matter in w.model.live():
        line = matter.thread
        if line is not None and (matter.ended is None or matter.held):
            assert line.pk in threads, f"{matter.reference} is open or held, and its thread was disposed of"
            kept = Message.objects.filter(thread=line.pk).count()
            assert kept == len(line.words), f"{matter.reference}: {kept} of {len(line.words)} messages are left"


def _register(w: World) -> None:
    rows = RegisterRow.objects.values("board", "year").annotate(rows=Count("pk"), last=Max("number"))
    found = {(row["board"], row["year"]): row["rows"] for row in rows}
    assert all(row["rows"] == row["last"] for row in rows), "the register has a gap"
    assert {key: n for key, n in w.model.registered.items() if n} == found, "the register's numbers"
    nexts = {(s.board_id, s.year): s.next - 1 for s in Series.objects.all() if s.next > 1}
    assert nexts == found


def _figures(w: World) -> None:
    rows = Counter.objects.values_list("municipality", "period", "measure", "category", "number")
    found = {(town, period, measure, name): n for town, period, measure, name, n in rows}
    expected = {key: n for key, n in w.model.counters.items() if n}
    assert {key: n for key, n in found.items() if key[2] in _FIGURES} == expected, "the counters"
    for measure in ("routine", "deadline", "deviation"):
        for (town, period), number in w.model.ended_walks.items():
            those = sum(n for key, n in found.items() if key[:3] == (town, period, measure))
            assert those == number, f"{measure} {period}: {those} of {number}"


def _lists(w: World, *, everybody: bool) -> None:
    """Nobody's list holds what is not theirs, and what is theirs stands there: above all for whoever is shut out
    and for the other municipality."""
    for job in w.model.jobs.values():
        if job.over:
            continue
        turn = everybody or (w.checked + job.pk) % 4 == 0
        if turn and (job.role in READ or job.role == "registrar"):
            asked = {line.request.reference for line in requests.list_requests(w.actor(job))}
            assert asked == {r.reference for r in w.model.requests if r.sees(job) and not r.gone}, f"{job}"
        if turn or job.role in READ:
            listed = {row.reference for row in queries.list_open(w.actor(job))}
            theirs = {m.reference for m in w.model.open() if w.model.inside(job, m, w.now)}
            assert listed == theirs, f"{job}: {listed ^ theirs}"


def _asked(w: World) -> None:
    """Each open request holds what it asks for, and no other; a freeze by hand is nobody's but the hand's."""
    there = dict(RecordRequest.objects.values_list("pk", "closed_at"))
    mine = [request for request in w.model.requests if not request.gone]
    assert {pk: at is None for pk, at in there.items()} == {r.pk: r.open for r in mine}, "open and closed requests"
    held = set(Hold.objects.filter(released_at=None).values_list("owner", "about"))
    live = w.model.live()
    own = {(uid, matter.uid) for matter in live for uid in matter.asked}
    assert {row for row in held if row[0] is not None} == own, "what requests hold, and what they should"
    by_hand = {about for owner, about in held if owner is None}
    assert by_hand == {matter.uid for matter in live if matter.by_hand}, "what is frozen by hand"
    assert not [matter for matter in w.model.matters if matter.gone and matter.asked], "asked for, and gone"
    alive = set(DataKey.objects.values_list("uid", flat=True))
    alive -= set(ToShred.objects.filter(done_at=None).values_list("key", flat=True))
    assert {r.key for r in w.model.requests} & alive == {r.key for r in mine}, "the keys of requests"


def see_requests_gone(w: World, due: set[int], unsure: set[int]) -> None:
    """After a disposal: the closed requests that had run out went, and no other."""
    there = set(RecordRequest.objects.values_list("pk", flat=True))
    for request in w.model.requests:
        if not request.gone and (request.pk not in unsure or request.pk not in there):
            assert (request.pk not in there) == (request.pk in due | unsure), f"{request.reference} and its day"
            request.gone = request.pk not in there


def _doors(w: World) -> None:
    """Every copy came through a door that leads there, weighed on both sides."""
    for matter in w.model.live():
        row = HandOver.objects.filter(copy=matter.pk).first()
        assert row is None or matter.sender is not None
        if matter.sender is None or matter.sender.gone:
            continue
        assert row is not None, f"{matter.reference} came across without a hand-over"
        leads, _part, within = DOORS[row.door]
        assert not leads or row.receiver in leads, f"through {row.door} to {row.receiver}"
        assert not within or matter.board == matter.sender.board, f"{row.door} leads out of the board"
        both = Disclosure.objects.filter(door=row.door, receiver=row.receiver, balancing__isnull=False)
        assert both.filter(circle__board=matter.board).exists(), "not weighed with the receiver"
        assert both.filter(circle__board=matter.sender.board).exists(), "not weighed with the sender"


def check_overdue(w: World) -> None:
    """What nobody has read in time was told to somebody, and stands on somebody's "Idag"."""
    from forebygg.site import today

    w.model.noticed |= set(Notice.objects.values_list("about", flat=True))
    late = [m for m in w.model.open() if m.read is None and w.now - m.available > _patience(w, m)]
    for town in w.towns:
        here = [m for m in late if m.town == town.pk]
        watching = [j for j in w.model.jobs.values() if j.town == town.pk and j.role == "coordinator"]
        for job in (j for j in watching if not j.over):
            page = today.compose(w.actor(job))
            mine = [m for m in here if m.desk == job.desk or w.desks[m.desk].code != ONLY_INSTEAD]
            overdue = {figure.desk.pk: figure.overdue for figure in page.figures}
            assert page.red_lines >= len(mine), f"{page.red_lines} red lines, {len(mine)} overdue"
            for matter in mine:
                assert overdue[matter.desk] >= sum(m.desk == matter.desk for m in mine)
    present = people.staffing(w.desks[pk] for pk in {m.desk for m in late})
    for matter in late:
        if present[matter.desk].present():
            assert str(matter.uid) in w.model.noticed, f"nobody was ever told of {matter.reference}"


def _patience(w: World, matter: Matter) -> timedelta:
    """A red line comes two working days of the desk later: each day that it was closed puts that off."""
    closed = [day for day in w.model.closed[matter.desk] if day >= clock.local(matter.available).date()]
    return timedelta(days=10 + 3 * len(closed))


def check_end(w: World) -> None:
    """The log is whole, to the last link."""
    while seal_events():
        pass
    for head in log.heads():
        assert list(log.broken_links(head.municipality, head.year)) == []
    assert log.count_unsealed(clock.now() + timedelta(days=1)) == 0
    numbers = list(Event.objects.order_by("pk").values_list("pk", flat=True))
    assert len(numbers) == len(set(numbers))
