"""Steps of the long walk: what comes from outside, and what is written with the code."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from forebygg.calls import actions as calls
from forebygg.calls.note import CallAnswers
from forebygg.concerns import actions
from forebygg.concerns.models import Concern
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import HouseError
from forebygg.mailbox import queries as threads
from tests import make
from tests.journeys.life_model import quarter
from tests.journeys.life_steps import came, lines, often
from tests.journeys.life_world import World

KINDS = ("worry", "worry", "worry", "relative", "leaving", "question", "consultation", "incident", "association")


@often(6)
def tell(w: World, rng: random.Random) -> None:
    town = rng.choice(w.towns)
    kind, who = rng.choice((*KINDS, "booking")), w.word("vem") if rng.random() < 0.4 else ""
    code = f"{rng.randrange(10**16):016d}" if rng.random() < 0.8 else ""
    age = rng.choice(("under-18", "18-20", "21", "unknown"))
    report = make.report(kind=kind, age_band=age, what=f"{w.word('hänt')}. {w.word('sedan')}.", who=who, code=code)
    wish = {"not_for": rng.choice(("reception", "unsaid"))} if rng.random() < 0.15 else {}
    report = replace(report, writer={**report.writer, **wish})
    row = w.act(None, lambda by: actions.register_concern(report, by=by), who=Actor.public(town))
    instead = w.reads_instead(town, kind, adult=age == "21") if wish else None
    if wish and instead is None:
        assert isinstance(row, HouseError), "nobody else may read it, and it was taken in"
        return
    matter = came(w, row, report.what, who or None, code)
    if instead is not None:
        assert matter.desk == instead[0], f"{matter.reference} lies where its writer asked that it should not"
        matter.shut_out = set(instead[1])
    again = actions.register_concern(report, by=Actor.public(town))
    assert again.pk == row.pk, "sent twice"


@often(2)
def letter(w: World, rng: random.Random) -> None:
    job = w.somebody(rng)
    at = w.now - timedelta(days=rng.randint(0, 5))
    report = make.report(kind=rng.choice(KINDS), channel="letter", what=w.word("brev"), code="", received_at=at)
    allowed = job.role in {"reception", "head", "relatives", "leaving", "coordinator", "security", "registrar"}
    allowed = allowed or job.role == "operator"
    row = w.act(job, lambda by: actions.register_concern(report, by=by), allowed=allowed)
    if not isinstance(row, HouseError):
        came(w, row, report.what, None, "")


@often(3)
def call(w: World, rng: random.Random) -> None:
    job = w.role(rng, rng.choice(w.towns).pk, "operator")
    if job is None:
        return
    by, what = w.actor(job), w.word("samtal")
    note = calls.start_call(transferred=rng.random() < 0.5, by=by)
    answers = CallAnswers("no", rng.choice(("under-18", "21")), what, rng.choice(("anonymous", "code")))
    assert calls.save_call(note, answers, sequence=1, tab="", by=by)
    period = quarter(w.now)
    match rng.randrange(4):
        case 0:
            calls.drop_call(note, by=by)
        case 1:
            calls.park_call(note, by=by)  # the sweep takes it at its hour
        case 2:
            calls.leave_to_reception(note, as_report=True, function="Mottagningen", by=by)
            w.model.counters[job.town, period, "call", "received"] += 1
        case _:
            code = calls.queries.call_code(note) if answers.wish == "code" else ""
            row = calls.send_note(note, answers, as_report=False, function="Mottagningen", by=by)
            w.model.counters[job.town, period, "call", "received"] += 1
            came(w, row, what, None, code)


@often(5)
def look_with_code(w: World, rng: random.Random) -> None:
    """The writer reads with the code; in the other municipality it is nobody's."""
    if not (found := lines(w)):
        return
    line = rng.choice(found)
    for town in w.towns:
        thread = threads.thread_by_code(Actor.public(town), line.code)
        if town.pk != line.town:
            assert thread is None, "a code opens in another municipality"
        elif thread is not None:
            words = threads.messages_of([thread], thread.board, town.slug)
            assert [(m.direction, m.text) for m in words] == line.words
        else:
            assert not [m for m in w.model.of(line) if m.ended is None], "the code of an open matter is gone"


@often(5)
def write_more(w: World, rng: random.Random) -> None:
    if not (found := lines(w)):
        return
    line, text = rng.choice(found), w.word("mer")
    town = next(t for t in w.towns if t.pk == line.town)
    thread = threads.thread_by_code(Actor.public(town), line.code)
    if thread is None:
        return
    mine = w.model.of(line)
    latest = max(mine, key=lambda m: m.pk) if mine else None
    sent = uuid4()
    given = w.act(None, lambda by: actions.add_to_thread(thread, text, submission=sent, by=by), who=Actor.public(town))
    assert isinstance(given, HouseError) == (latest is None), given
    if latest is None:
        return
    line.words.append(("in", text))
    w.model.register(latest.board, clock.hour(w.now))
    w.note_row(latest, text)
    if latest.ended is not None or latest.handed:
        row = Concern.objects.get(submission_id=threads.kept_submission(sent))
        matter = w.note_new(row, text, None, line)
        matter.shut_out = set(latest.shut_out)
    actions.add_to_thread(thread, text, submission=sent, by=Actor.public(town))  # the button was pressed twice
