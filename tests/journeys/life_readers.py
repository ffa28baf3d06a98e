"""Steps of the long walk: who reads a matter - shut out for a conflict of interest, let in for an emergency."""

from __future__ import annotations

import random
from datetime import timedelta
from uuid import UUID

from forebygg.concerns import actions
from forebygg.kit.errors import HouseError
from tests.journeys.life_steps import often, one
from tests.journeys.life_world import World


@often(5)
def exclude(w: World, rng: random.Random) -> None:
    if (matter := one(w, rng)) is None:
        return
    job = w.somebody(rng, matter, mine=0.9)
    if rng.random() < 0.5:
        user = job.user
    else:
        user = rng.choice([j.user for j in w.model.jobs.values() if j.town == matter.town])
    within = w.model.inside(job, matter, w.now)
    allowed = within and (user == job.user or w.model.chooses(job, matter))
    left = w.model.readers_left(matter) - {user}
    row = w.row(matter)
    given = w.act(job, lambda by: actions.exclude_reader(row, w.users[user], by=by), allowed=allowed)
    if not isinstance(given, HouseError):
        assert left, "nobody is left who reads"
        matter.shut_out.add(user)


@often(2)
def readmit(w: World, rng: random.Random) -> None:
    shut = [m for m in w.model.open() if m.shut_out]
    if not shut:
        return
    matter = rng.choice(shut)
    user, job, row = rng.choice(sorted(matter.shut_out)), w.somebody(rng, matter), w.row(matter)
    uid: UUID = w.users[user].uid
    allowed = w.model.inside(job, matter, w.now) and w.model.chooses(job, matter) and job.user != user
    if not isinstance(w.act(job, lambda by: actions.readmit_reader(row, uid, by=by), allowed=allowed), HouseError):
        matter.shut_out.discard(user)


@often(4)
def emergency(w: World, rng: random.Random) -> None:
    if (matter := one(w, rng)) is None:
        return
    near = [j for j in w.model.jobs.values() if j.board == matter.board and not j.over]
    job = rng.choice(near) if near and rng.random() < 0.8 else w.somebody(rng)
    may, inside = w.model.may_break_in(job, matter, w.now), w.model.inside(job, matter, w.now)
    known = {m.reference for m in w.model.open() if m.town == job.town}
    if job.town != matter.town and matter.reference in known:
        return  # the same reference is another matter next door
    given = w.act(
        job,
        lambda by: actions.open_in_emergency(matter.reference, reason=w.word("nöd"), by=by),
        allowed=True if may else (None if inside else False),
    )
    assert isinstance(given, HouseError) != may, f"{job} and {matter.reference}: {given!r}"
    if may:
        matter.let_in[job.pk] = w.now + timedelta(hours=4)
