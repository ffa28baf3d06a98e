"""More steps of the long walk: the house itself - staff, clock, disposal, jobs, log, restart - and pages by HTTP."""

from __future__ import annotations

import random
from datetime import timedelta

from django.core import mail
from django.test import Client

from forebygg.audit.actions import seal_events
from forebygg.calls import actions as calls
from forebygg.concerns.models import Concern
from forebygg.kit.errors import HouseError
from forebygg.mailbox.models import Thread
from forebygg.notices.models import Notice
from forebygg.oversight import actions as oversight
from forebygg.oversight import queries as reviews
from forebygg.people import actions as staff
from forebygg.people import queries as people
from forebygg.people.models import Absence, Assignment
from forebygg.records import actions as records
from forebygg.secrecy import actions as secrecy
from forebygg.site import schedule
from tests.journeys.life_checks import see_requests_gone
from tests.journeys.life_model import READ, Job, later
from tests.journeys.life_steps import often, references_on
from tests.journeys.life_world import TOKEN, World, moments, restart

RULES = (("concern-closed", 14), ("concern-entered", 30), ("thread", 90), ("request", 20))


@often(9)
def time_passes(w: World, rng: random.Random) -> None:
    w.now = moments(w.now, rng)


@often(4)
def absence(w: World, rng: random.Random) -> None:
    job = w.somebody(rng)
    first = (w.now + timedelta(days=rng.randint(-1, 3))).date()
    by, user = w.actor(job), w.users[job.user]
    mine = Absence.objects.filter(user=user).first()
    if mine is not None and rng.random() < 0.5:
        staff.withdraw_absence(mine, by=by)
        return
    last = first + timedelta(days=rng.randint(0, 10))
    w.act(job, lambda by: staff.report_absence(user, first_day=first, last_day=last, by=by))


@often(1)
def close_desk(w: World, rng: random.Random) -> None:
    desk, job = rng.choice(list(w.desks.values())), w.somebody(rng)
    head = w.role(rng, desk.municipality_id, "head")
    job = head if head is not None and rng.random() < 0.8 else job
    day, allowed = (w.now + timedelta(days=rng.randint(0, 5))).date(), job.role == "head" and job.desk == desk.pk
    desk.refresh_from_db()
    shut = rng.random() < 0.7
    deed = staff.close_desk if shut else staff.reopen_desk
    given = w.act(job, lambda by: deed(desk, day=day, by=by), allowed=allowed)
    if not isinstance(given, HouseError):
        (w.model.closed[desk.pk].add if shut else w.model.closed[desk.pk].discard)(day)


@often(2)
def hire(w: World, rng: random.Random) -> None:
    """A role takes two: proposed by one, of no use until another says yes."""
    town = rng.choice(w.towns).pk
    proposer, second = w.role(rng, town, "it"), w.role(rng, town, "security", "it")
    user = rng.choice([u for u in w.users.values() if u.municipality_id == town])
    if proposer is None or second is None or proposer.user in (second.user, user.pk) or second.user == user.pk:
        return
    desk = rng.choice([d for d in w.desks.values() if d.municipality_id == town])
    role = {"coordinator": "coordinator", "security": "security", "relatives": "relatives", "leaving": "leaving"}
    chosen, rank = role.get(desk.code, rng.choice(("reception", "head"))), rng.choice(("member", "deputy", "head"))
    row = staff.propose_assignment(user, role=chosen, unit=desk.unit, desk=desk, rank=rank, by=w.actor(proposer))
    assert row.pk not in {a.pk for a in people.assignments_of(user)}, "a proposal already counts"
    w.act(second, lambda by: staff.approve_assignment(row, by=by), allowed=True)
    w.hire(Assignment.objects.select_related("unit").get(pk=row.pk))


@often(1)
def end_assignment(w: World, rng: random.Random) -> None:
    """Somebody stops the same minute. One reader stays at each desk: the rest of the walk needs somebody."""
    able = [j for j in w.model.jobs.values() if j.role in READ and not j.over]
    able = [j for j in able if len([o for o in able if o.desk == j.desk and o.user != j.user]) >= 1]
    if not able:
        return
    job = rng.choice(able)
    by = w.role(rng, job.town, "it")
    row = Assignment.objects.get(pk=job.pk)
    if by is None:
        return
    w.act(by, lambda actor: staff.end_assignment(row, by=actor), allowed=True)
    job.over = True
    w.staff.clear()


@often(3)
def decide(w: World, rng: random.Random) -> None:
    """A board's disposal decision is entered; whoever is not the archive function may not."""
    job = w.somebody(rng)
    archive = w.role(rng, rng.choice(w.towns).pk, "archive")
    job = archive if archive is not None and rng.random() < 0.8 else job
    reading = {d.unit.board_id for d in w.desks.values() if d.municipality_id == job.town}
    board = w.boards[rng.choice(sorted(reading))]
    rule, days = rng.choice(RULES)
    days += rng.choice((0, 0, 6))
    given = w.act(
        job,
        lambda by: records.enter_decision(
            board, rule=rule, body="Nämnden", decided_on=w.now.date(), paragraph="§ 1", days=days, by=by
        ),
        allowed=job.role == "archive",
    )
    if not isinstance(given, HouseError):
        w.model.decisions[board.pk, rule] = days


@often(5)
def dispose(w: World, rng: random.Random) -> None:
    """What has run out goes, and nothing else; what is frozen stays with every word of it."""
    near = timedelta(hours=2)
    due = {m.pk for m in w.model.live() if w.model.due(m, w.now)}
    unsure = {m.pk for m in w.model.live() if m.ended and abs(later(m.ended, _days(w, m.pk)) - w.now) < near}
    unsure_asked, due_asked = w.model.requests_due(w.now, near)
    records.run_disposal()
    see_requests_gone(w, due_asked, unsure_asked)
    there = set(Concern.objects.values_list("pk", flat=True))
    for matter in list(w.model.live()):
        if matter.pk in unsure:
            due = (due - {matter.pk}) | ({matter.pk} if matter.pk not in there else set())
        gone = matter.pk not in there
        assert not (gone and matter.held), f"{matter.reference} was frozen, and is gone"
        assert gone == (matter.pk in due), f"{matter.reference}: gone is {gone}, ended {matter.ended}"
        if gone:
            w.model.dispose(matter, w.now)
    threads = set(Thread.objects.values_list("pk", flat=True))
    for matter in w.model.matters:
        if matter.thread is not None and matter.thread.pk not in threads and not matter.thread.gone:
            matter.thread.gone = True
            matter.thread.words.clear()
            assert not [m for m in w.model.of(matter.thread) if m.ended is None or m.held], "a code of what is not over"


def _days(w: World, pk: int) -> int:
    matter = next(m for m in w.model.matters if m.pk == pk)
    return w.model.decisions.get((matter.board, "concern-entered" if matter.entered else "concern-closed"), 10_000)


@often(3)
def jobs(w: World, rng: random.Random) -> None:
    """The loop's other jobs: sweeping keys and notes, letters, the log's seals, old notices and absences."""
    w.model.noticed |= set(Notice.objects.values_list("about", flat=True))
    secrecy.sweep()
    calls.sweep_calls()
    schedule.deliver_notices()
    schedule.remove_staff_data()
    seal_events()
    mail.outbox.clear()


@often(1)
def review_log(w: World, rng: random.Random) -> None:
    """The data protection function draws a month's sample and asks about one matter; nobody else."""
    job = w.role(rng, rng.choice(w.towns).pk, "data-protection")
    job = job if job is not None and rng.random() < 0.7 else w.somebody(rng)
    allowed, period = job.role == "data-protection", reviews.month_before(w.now.date())
    w.act(job, lambda by: oversight.review_month(period, asked=1, by=by), allowed=allowed or False)
    here = [m for m in w.model.live() if m.town == job.town]
    if here:
        matter = rng.choice(here)
        found = w.act(job, lambda by: oversight.trace_matter(matter.reference, by=by), allowed=allowed)
        assert isinstance(found, HouseError) or not any(TOKEN in str(line) for line in found)


@often(1)
def start_anew(w: World, rng: random.Random) -> None:
    """The process ends and begins again: nothing of what must hold lies in memory."""
    restart()


def client(w: World, job: Job) -> Client:
    """Return somebody's browser, in that assignment; signed in anew when nobody has touched it for a while."""
    browser, touched = w.clients.get(job.pk, (Client(), None))
    if touched is None or w.now - touched > timedelta(minutes=20):
        browser = Client()
        browser.force_login(w.users[job.user])
        uid = Assignment.objects.get(pk=job.pk).uid
        browser.post(f"/{job.slug}/arbete/uppdrag", {"assignment": str(uid)})
    w.clients[job.pk] = (browser, w.now)
    return browser


@often(4)
def page_of_one(w: World, rng: random.Random) -> None:
    """The page of one matter, by anybody: 200 with its own words for who is within, 404 without a word for the rest."""
    if not w.model.matters:
        return
    matter = rng.choice(w.model.matters)
    job = w.somebody(rng, matter, mine=0.5)
    if rng.random() < 0.15:
        job = rng.choice(list(w.model.jobs.values()))
    slug = matter.slug if rng.random() < 0.3 else job.slug
    answer = client(w, job).get(f"/{slug}/arbete/oro/{matter.reference}/", {"vem": "1"} if rng.random() < 0.5 else {})
    page = answer.content.decode()
    mine = [m for m in w.model.open() if m.reference == matter.reference and m.town == job.town]
    inside = bool(mine) and slug == job.slug and w.model.inside(job, mine[0], w.now)
    assert answer.status_code == (200 if inside else 404) or (job.over and answer.status_code in (302, 404)), answer
    assert (mine[0].what in page) if inside else (TOKEN not in page), f"{job} at {slug}"
    w.observe()


@often(3)
def lists(w: World, rng: random.Random) -> None:
    """Inbox, "Idag", register, figures, week: no text, and only one's own numbers."""
    job = w.somebody(rng)
    path = rng.choice(("oro/", "", "begaran/", "register", "logg", "samtal/", "mottagningar", "veckan"))
    page = client(w, job).get(f"/{job.slug}/arbete/{path}").content.decode()
    assert TOKEN not in page, f"a text at {path} for {job}"
    theirs = {m.reference for m in w.model.live() if w.model.inside(job, m, w.now)}
    theirs |= {
        m.reference
        for m in w.model.live()
        if m.ended and m.desk == job.desk and job.role in READ and job.user not in m.shut_out
    }
    if path != "logg":
        assert references_on(page) <= theirs, f"{path} for {job}: {references_on(page) - theirs}"
