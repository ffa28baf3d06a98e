"""The steps of the long walk are signed up here, each a thing that somebody does: chosen, done through the house's own
deeds, believed. With what several of them need."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from forebygg.concerns.models import Concern
from forebygg.kit.actor import Actor
from forebygg.mailbox import queries as threads
from forebygg.mailbox.models import Thread
from tests.journeys.life_model import Line, Matter
from tests.journeys.life_world import World

Step = Callable[[World, random.Random], None]
STEPS: list[tuple[int, Step]] = []


def often(weight: int) -> Callable[[Step], Step]:
    """Take a step into the walk, so many times in some hundred."""

    def keep(step: Step) -> Step:
        STEPS.append((weight, step))
        return step

    return keep


def came(w: World, row: Concern, what: str, who: str | None, code: str) -> Matter:
    """Let the model know what came from outside."""
    line = None
    if code:
        line = Line(code, row.municipality_id, next(t.slug for t in w.towns if t.pk == row.municipality_id))
        line.pk, line.touched = Thread.objects.get(fingerprint=threads.fingerprint(code)).pk, w.now
    w.model.register(row.board_id, row.made_available_at)
    return w.note_new(row, what, who, line)


def deed(
    w: World, rng: random.Random, matter: Matter, call: Callable[[Concern, Actor], object], row: Concern | None = None
) -> object:
    """Do something with a matter (`row`: as it was just read), past the page: the deed itself must know who may."""
    job, now = w.somebody(rng, matter, mine=0.85), row or w.row(matter)
    return w.act(job, lambda by: call(now, by), allowed=w.model.inside(job, matter, w.now))


def said(action: Callable[..., object], given: dict[str, str], row: Concern, by: Actor) -> object:
    return action(row, by=by, **given)


def one(w: World, rng: random.Random) -> Matter | None:
    """Return an open matter: mostly one of the newest, so that some get all the way."""
    found = w.model.open()
    return rng.choice(found[-6:] if rng.random() < 0.7 else found) if found else None


def lines(w: World) -> list[Line]:
    return list({id(m.thread): m.thread for m in w.model.matters if m.thread is not None}.values())


def references_on(page: str) -> set[str]:
    """Return the references a page shows, but the example beside the field."""
    return set(re.findall(r"ORO-[2-9A-Y]{4}-\d{2}", page)) - {"ORO-7K3F-92"}
