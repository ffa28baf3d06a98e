"""Steps of the long walk: a matter is handed on, to a desk or outside, and entered where it came."""

from __future__ import annotations

import random
from datetime import timedelta

from forebygg.concerns import actions, queries
from forebygg.concerns.models import Concern, HandOver
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.people.models import Receiver
from forebygg.secrecy import queries as secrecy
from tests.journeys.life_model import DOORS, Job, Matter
from tests.journeys.life_steps import deed, often, one
from tests.journeys.life_world import World


def receiver_and_door(w: World, rng: random.Random, matter: Matter) -> tuple[Receiver, str]:
    to = rng.choice(w.receivers[matter.town])
    leads = [code for code, (functions, _, _) in DOORS.items() if not functions or to.code in functions]
    return to, rng.choice(leads if rng.random() < 0.85 else list(DOORS))


@often(6)
def hand_over(w: World, rng: random.Random) -> None:
    """To a desk or outside, everything or a part, through a door that leads there or (at times) one that does not."""
    if (matter := one(w, rng)) is None:
        return
    to, code = receiver_and_door(w, rng, matter)
    if rng.random() < 0.3 and (asked := queries.asked_receiver(w.row(matter))):
        to = next((r for r in w.receivers[matter.town] if r.code == asked), to)
    part = w.word("del") if rng.random() < 0.5 else ""
    leads, _only, within = DOORS[code]
    other = to.desk_id is not None and w.desks[to.desk_id].unit.board_id != matter.board
    wrong = bool(leads) and to.code not in leads or within and other
    door = next(d for d in secrecy.Door.objects.filter(municipality=None) if d.code == code)
    gives = actions.Gives(part, rng.random() < 0.3)
    job = w.somebody(rng, matter, mine=0.85)
    if code == "consent" and rng.random() < 0.7:
        _yes(w, job, matter, to)
    row, limbs = w.row(matter), [limb["code"] for limb in door.limbs]
    if limbs and rng.random() < 0.2:
        limbs.pop()
        wrong = True  # a condition that was not answered yes
    wrong = wrong or (code == "consent" and matter.yes.get(to.code, clock.today()) <= clock.today())
    allowed = w.model.inside(job, matter, w.now)
    way = {"door": door, "limbs": limbs, "gives": gives}
    given = w.act(
        job,
        lambda by: actions.hand_over_concern(row, to=to, balancing=w.word("vägt"), **way, by=by),
        allowed=None if allowed and wrong else allowed,
    )
    assert not (wrong and isinstance(given, HandOver)), f"{code} does not lead from here to {to.code}"
    if isinstance(given, HandOver):
        _handed(w, matter, given, part, code)


def _yes(w: World, job: Job, matter: Matter, to: Receiver) -> None:
    """Somebody says yes, for some days; the last day counts as over here, so that midnight is nobody's."""
    row, until = w.row(matter), clock.today() + timedelta(days=9)
    allowed = w.model.inside(job, matter, w.now)
    given = w.act(
        job,
        lambda by: actions.record_consent(row, giver="self", to=to, about=w.word("ja"), until=until, by=by),
        allowed=allowed,
    )
    if not isinstance(given, Exception):
        matter.yes[to.code] = until


def _handed(w: World, matter: Matter, given: HandOver, part: str, code: str) -> None:
    only_part = DOORS[code][1]
    w.model.register(matter.board, w.now)
    if given.copy_id is None:
        assert given.outside
        return
    assert part or not only_part, f"everything went through {code}"
    row = Concern.objects.select_related("desk__unit").get(pk=given.copy_id)
    line = None if part else matter.thread
    copy = w.note_new(row, part or matter.what, None if part else matter.who, line)
    copy.sender, copy.waits, copy.shut_out = matter, True, set(matter.shut_out)
    matter.thread = matter.thread if part else None
    w.model.register(row.board_id, w.now)
    assert w.model.readers_left(copy) or not _readers(w, copy), f"{copy.reference}: nobody there may read"


def _readers(w: World, matter: Matter) -> list[Job]:
    return [j for j in w.model.jobs.values() if j.desk == matter.desk and not j.over]


@often(9)
def acknowledge(w: World, rng: random.Random) -> None:
    waits = [m for m in w.model.open() if m.waits]
    if waits:
        deed(w, rng, rng.choice(waits), lambda row, by: actions.acknowledge(row, by=by))


@often(5)
def confirm_outside(w: World, rng: random.Random) -> None:
    rows = HandOver.objects.filter(outside=True, acknowledged_at=None).order_by("pk")
    open_ = {m.pk: m for m in w.model.open()}
    found = [(row.uid, open_[row.concern_id]) for row in rows if row.concern_id in open_]
    if found:
        uid, matter = rng.choice(found)
        at = w.now + timedelta(hours=rng.choice((-1, -1, -1, 1)))
        deed(w, rng, matter, lambda row, by: actions.confirm_outside(uid, row, function="Vakten", at=at, by=by))


@often(6)
def enter(w: World, rng: random.Random) -> None:
    """The hand-over document: opened with everything, or written off by hand."""
    if (matter := one(w, rng)) is None:
        return
    if rng.random() < 0.5:
        deed(w, rng, matter, lambda row, by: actions.transcribe(row, by=by))
        return
    job, row = w.somebody(rng, matter), w.row(matter)

    if job.town != matter.town:
        return

    def fetch(by: Actor) -> object:
        page = queries.open_concern(by, matter.reference, with_who=True)
        return queries.open_balancings(by, page.concern)

    w.act(job, fetch, allowed=w.model.inside(job, matter, w.now))
    w.act(job, lambda by: actions.note_document(row, by=by), allowed=w.model.inside(job, matter, w.now))
