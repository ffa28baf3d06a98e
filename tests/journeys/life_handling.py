"""Steps of the long walk: a matter is read, walked, answered, frozen, and the person it is about informed."""

from __future__ import annotations

import random
from functools import partial

from forebygg.concerns import actions, queries
from forebygg.concerns.jobs import remind_about_waiting
from forebygg.kit import clock
from forebygg.kit.errors import HouseError
from forebygg.routines import flow
from forebygg.routines import queries as routines
from tests.journeys.life_checks import check_overdue
from tests.journeys.life_model import Matter
from tests.journeys.life_steps import deed, often, one, said
from tests.journeys.life_world import World


@often(12)
def read(w: World, rng: random.Random) -> None:
    """Open a matter, by somebody within or without; every word on the page is the model's."""
    if not (matters := w.model.matters):
        return
    matter = rng.choice(w.model.open() or matters) if rng.random() < 0.8 else rng.choice(matters)
    job, who = w.somebody(rng, matter), rng.random() < 0.5
    same = [m for m in w.model.live() if m.reference == matter.reference and m.town == job.town]
    matter = same[0] if same else matter  # next door the same number is another matter
    allowed = w.model.inside(job, matter, w.now)
    page = w.act(job, lambda by: queries.open_concern(by, matter.reference, with_who=who), allowed=allowed)
    if not isinstance(page, queries.ConcernPage):
        return
    assert page.what == matter.what and page.has_who == (matter.who is not None)
    assert page.who == (matter.who if who else None)
    assert [(m.direction, m.text) for m in page.messages] == (matter.thread.words if matter.thread else [])
    assert [note.text for note in page.notes] == matter.notes and page.held == matter.held
    w.act(job, lambda by: actions.mark_read(page.concern, by=by), allowed=True)


@often(22)
def answer(w: World, rng: random.Random) -> None:
    """Answer the step where a routine stands, and some steps further; whoever may not has no say."""
    if (matter := one(w, rng)) is None:
        return
    for _ in range(rng.randint(1, 14)):
        if matter.ended is not None or not (run := (row := w.row(matter)).run):
            return
        standing = routines.standing(run)
        if standing.position.step is None:
            return
        choice = rng.choice(flow.allowed(standing.chart, standing.position)).code
        reason = w.word("skäl") if rng.random() < 0.3 else ""
        given = {"step": standing.position.step.code, "choice": choice, "reason": reason}
        deed(w, rng, matter, partial(said, actions.answer_step, given), row)
        if rng.random() < 0.5:
            duty(w, rng, matter)


@often(12)
def duty(w: World, rng: random.Random, matter: Matter | None = None) -> None:
    matter = matter or one(w, rng)
    if matter is None or matter.ended is not None or (run := w.row(matter).run) is None:
        return
    for line in routines.standing(run).open_duties:
        if rng.random() < 0.4:
            given = {"duty": line.row.code, "reason": w.word("skäl")}
            deed(w, rng, matter, partial(said, actions.waive_duty, given))
        else:
            deed(w, rng, matter, partial(said, actions.meet_duty, {"duty": line.row.code}))
        if matter.ended is not None:
            return


@often(5)
def finish(w: World, rng: random.Random) -> None:
    if matter := one(w, rng):
        deed(w, rng, matter, lambda row, by: actions.finish_answered(row, by=by))


@often(3)
def note(w: World, rng: random.Random) -> None:
    if matter := one(w, rng):
        text = w.word("anteckning")
        if not isinstance(deed(w, rng, matter, lambda row, by: actions.note_work(row, text, by=by)), HouseError):
            matter.notes.append(text)


@often(5)
def write_back(w: World, rng: random.Random) -> None:
    if matter := one(w, rng):
        text = w.word("svar")
        given = deed(w, rng, matter, lambda row, by: actions.write_back(row, text, by=by))
        if not isinstance(given, HouseError):
            assert matter.thread is not None
            matter.thread.words.append(("out", text))
            w.model.register(matter.board, w.now)
            w.note_row(matter, text)


@often(3)
def hold(w: World, rng: random.Random) -> None:
    if not (found := w.model.live()):
        return
    matter = rng.choice(found)
    job = w.somebody(rng, matter, mine=0.5)
    if rng.random() < 0.6:
        job = rng.choice([j for j in w.model.jobs.values() if j.desk == matter.desk and not j.over] or [job])
    row, release = w.row(matter), matter.held and rng.random() < 0.5
    only_asked = release and not matter.by_hand
    if release:
        given = w.act(job, lambda by: actions.release_concern(row, by=by), allowed=w.model.may_hold(job, matter))
    else:
        given = w.act(
            job, lambda by: actions.hold_concern(row, reason="appeal", by=by), allowed=w.model.may_hold(job, matter)
        )
    assert not only_asked or isinstance(given, HouseError), f"{matter.reference} is asked for, and was let go by hand"
    if not isinstance(given, HouseError):
        matter.by_hand = not release
        w.model.holds_set += 1


@often(3)
def inform(w: World, rng: random.Random) -> None:
    """Write whether the person was told, open or ended: those who handle at its own desk, no guest."""
    found = [m for m in w.model.live() if w.row(m).kind == "worry"]
    if not found:
        return
    matter = rng.choice(found[-6:])
    job, row = w.somebody(rng, matter, mine=0.5), w.row(matter)
    own = job.desk == matter.desk and job.board == matter.board and job.user not in matter.shut_out
    words = {"exception": "gdpr-14-5-b", "reason": w.word("undantag")}
    given = words if rng.random() < 0.5 else {}
    state = "exempt" if given else "told"
    day = clock.local(w.now).date()
    w.act(
        job,
        lambda by: actions.record_information(row, state=state, day=day, **given, by=by),
        allowed=own and not job.over and job.town == matter.town,
    )


@often(3)
def remind(w: World, rng: random.Random) -> None:
    remind_about_waiting()
    check_overdue(w)
