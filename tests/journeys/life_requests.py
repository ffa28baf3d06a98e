"""Steps of the long walk: somebody asks for a record. Registered, read for, tested, decided, given, appealed, ruled."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from forebygg.audit.models import Event
from forebygg.kit import clock
from forebygg.kit.errors import HouseError
from forebygg.notices.models import Notice
from forebygg.people.models import Absence
from forebygg.records.models import RegisterRow
from forebygg.requests import actions, jobs, masking, papers, queries
from forebygg.requests.models import RecordRequest
from forebygg.requests.queries import NO_MASKS, Masks, Test
from forebygg.secrecy.models import Disclosure
from forebygg.site import today
from tests.journeys.life_asked import Part, Request
from tests.journeys.life_model import Job, Matter
from tests.journeys.life_steps import often
from tests.journeys.life_world import TOKEN, World

GROUNDS = ("osl-26-1",)


def row_of(request: Request) -> RecordRequest:
    """Return a request as it lies there now."""
    return RecordRequest.objects.select_related("board", "register_row__board").get(pk=request.pk)


def pick(w: World, rng: random.Random, stands: Callable[[Request], bool] = lambda r: True) -> Request | None:
    """Return a request: mostly one that stands as it should for the step, and one of the newest."""
    found = [r for r in w.model.requests if not r.gone]
    fit = [r for r in found if r.closed is None and stands(r)]
    found = fit if fit and rng.random() < 0.9 else found
    return rng.choice(found[-4:] if rng.random() < 0.8 else found) if found else None


def worker(w: World, rng: random.Random, request: Request, *, can: float = 0.85) -> Job:
    """Return somebody of the request's board, mostly; else anybody, from either municipality."""
    able = [job for job in w.model.jobs.values() if request.works(job)]
    return rng.choice(able) if able and rng.random() < can else w.somebody(rng)


def tester(w: World, rng: random.Random, request: Request, part: Part) -> Job:
    """Return somebody who may test a record, mostly."""
    able = [job for job in w.model.jobs.values() if request.tests(job, part)]
    return rng.choice(able) if able and rng.random() < 0.85 else worker(w, rng, request)


@often(4)
def ask(w: World, rng: random.Random) -> None:
    """Somebody asks a board for records by number, or for what is kept about them; from now on that is frozen."""
    desk = rng.choice(list(w.desks.values()))
    town, board = desk.municipality_id, desk.unit.board
    job = w.role(rng, town, "registrar") if rng.random() < 0.6 else w.role(rng, town, "head")
    job = w.somebody(rng) if job is None or rng.random() < 0.15 else job
    kind = rng.choice(("record", "record", "record", "extract"))
    known = {row: m for m in w.model.matters if m.board == board.pk for row in m.rows}
    rows = rng.sample(sorted(known)[-12:], k=min(len(known), rng.randint(0, 2))) if kind == "record" else []
    words, way = w.word("fråga") if rng.random() < 0.6 else "", rng.choice(("desk", "address"))
    found = list(RegisterRow.objects.filter(pk__in=rows))
    asked = actions.Asked(kind, way, clock.today(), found, words, w.word("gatan"))
    near = job.role == "registrar" or (job.role == "head" and job.board == board.pk)
    given = w.act(
        job,
        lambda by: actions.register_request(board, asked, by=by),
        allowed=near and job.town == town and not job.over,
    )
    if isinstance(given, HouseError):
        return
    w.model.register(board.pk, w.now)
    reads = {d.pk for d in w.desks.values() if d.unit.board_id == board.pk} if kind == "extract" or not rows else set()
    request = Request(
        pk=given.pk,
        uid=given.uid,
        reference=given.reference,
        town=town,
        slug=w.slug(town),
        board=board.pk,
        kind=kind,
        way=way,
        came=clock.today(),
        key=given.key,
        words=words,
        at=w.now,
        to_read=reads,
    )
    request.looked = bool(reads)
    for record in given.records.order_by("id"):
        matter = known[record.register_row_id]
        request.parts.append(Part(record.uid, record.register_row_id, None if matter.gone else matter))
    assert {part.row for part in request.parts} == set(rows)
    assert set(given.readings.values_list("desk", flat=True)) == reads, "not every desk of the board reads"
    request.freeze()
    w.model.requests.append(request)


@often(5)
def see_request(w: World, rng: random.Random) -> None:
    """The page: its words for the board's own, its numbers for the registry, nothing for anybody else."""
    if (request := pick(w, rng)) is None:
        return
    job = worker(w, rng, request, can=0.5)
    same = [r for r in w.model.requests if r.reference == request.reference and r.town == job.town and not r.gone]
    request = same[0] if same else request
    page = w.act(job, lambda by: queries.open_request(by, request.reference), allowed=request.sees(job))
    if isinstance(page, HouseError):
        return
    assert (page.words or "") == (request.words if request.works(job) else ""), "the words of a request"
    may = {line.record.uid for line in page.records if line.may_test}
    open_ = request.decided is None
    assert may == {p.uid for p in request.parts if open_ and request.tests(job, p)}, f"{job}: links to test"
    kept = {m.reference for m in w.model.live() if w.model.may_test(job, m) and m.available <= request.at}
    assert {row.reference for row in page.kept} == (kept if open_ and request.works(job) else set())


@often(6)
def read_for(w: World, rng: random.Random) -> None:
    """The desks read by hand what they keep; what is meant is added, and frozen; at last they say they have read."""
    if (request := pick(w, rng, lambda r: bool(r.to_read))) is None:
        return
    for _ in range(rng.randint(1, 4)):
        _read_one(w, rng, request)


def _read_one(w: World, rng: random.Random, request: Request) -> None:
    waiting = [j for j in w.model.jobs.values() if request.works(j) and j.desk in request.to_read]
    job = rng.choice(waiting) if waiting and rng.random() < 0.8 else worker(w, rng, request)
    near = [m for m in w.model.live() if m.town == job.town and m.board == request.board]
    works = request.works(job) and request.decided is None
    if near and rng.random() < 0.7:
        matter, row = rng.choice(near), row_of(request)
        may = works and w.model.may_test(job, matter)
        read = w.act(job, lambda by: queries.read_kept(by, row, matter.reference), allowed=may, asked=True)
        assert isinstance(read, HouseError) or matter.what in [part.text for part in read[1]]
        if rng.random() < 0.5:
            _add(w, job, request, matter)
    if rng.random() < 0.8:
        row, mine = row_of(request), job.desk in request.to_read
        given = w.act(job, lambda by: actions.say_read(row, by=by), allowed=request.works(job))
        assert isinstance(given, HouseError) != (works and mine), f"{job} said that {request.reference} is read"
        if given is None:
            request.to_read.discard(job.desk or 0)


def _add(w: World, job: Job, request: Request, matter: Matter) -> None:
    row, own = row_of(request), next(iter(matter.rows))
    here = any(part.row == own for part in request.parts)
    allowed = request.works(job) and (w.model.may_test(job, matter) or request.decided is not None)
    given = w.act(job, lambda by: actions.add_record(row, matter.reference, by=by), allowed=allowed)
    assert not (isinstance(given, HouseError) and allowed and not here and request.decided is None), repr(given)
    if not isinstance(given, HouseError):
        assert not here and request.decided is None
        request.parts.append(Part(given.uid, given.register_row_id, matter))
        request.freeze()


@often(10)
def try_record(w: World, rng: random.Random) -> None:
    """One record is opened, its covers chosen, looked at and saved; somebody else has no way to save it."""
    if (request := pick(w, rng, lambda r: any(not p.outcome for p in r.parts))) is None or not request.parts:
        return
    for _ in range(rng.randint(1, len(request.parts) + 1)):
        _try_one(w, rng, request)


def _try_one(w: World, rng: random.Random, request: Request) -> None:
    part = rng.choice([p for p in request.parts if not p.outcome] or request.parts)
    job = tester(w, rng, request, part)
    may = request.tests(job, part)
    opened = w.act(job, lambda by: queries.open_test(by, part.uid), allowed=may, asked=True)
    if isinstance(opened, HouseError):
        return
    texts = [p.text for p in opened.parts]
    _kept(request, part, texts)
    if rng.random() < 0.15:  # somebody who has no right to it presses the button of somebody who has
        job = w.somebody(rng)
        may = request.tests(job, part)
    outcome = rng.choice(("whole", "part", "part", "refused")) if texts else "gone"
    outcome = rng.choice(("whole", "part", "refused", "gone")) if rng.random() < 0.05 else outcome
    covered = _choose(rng, texts) if outcome == "part" else []
    masks, hidden = _masks(rng, texts, covered)
    leaves = queries.masked(opened.parts, masks if outcome == "part" else NO_MASKS)
    seen = queries.digest(leaves) if outcome in ("whole", "part") else ""
    why = GROUNDS if outcome in ("part", "refused") else ()
    tested = actions.Tested(outcome, why, masks, w.word("prövat"), seen)
    given = w.act(job, lambda by: _save(opened, tested, by), allowed=may, asked=True)
    fits = (outcome == "gone") != bool(texts) and (outcome != "part" or bool(covered))
    assert isinstance(given, HouseError) != (may and fits and request.decided is None), f"{outcome}: {given!r}"
    if not isinstance(given, HouseError):
        part.outcome, part.tester = outcome, job.user
        part.covered, part.shown = hidden if outcome == "part" else [], texts


def _save(opened: Test, tested: actions.Tested, by: object) -> object:
    return actions.test_record(opened, tested, by=by)  # type: ignore[arg-type]


def _kept(request: Request, part: Part, texts: list[str]) -> None:
    """What is opened to be tested is what the model says that the number leads to, to the letter."""
    matter = part.matter
    if matter is None or matter.gone:
        assert texts == [], "a text of what is gone"
    elif request.kind == "extract":
        said = [text for _way, text in matter.thread.words] if matter.thread else []
        assert {matter.what, *matter.notes, *said} <= set(texts), f"{matter.reference}: not everything that is kept"
    elif part.row != next(iter(matter.rows)):
        line = matter.thread
        assert texts == ([matter.rows[part.row]] if line is not None and not line.gone else []), texts
    else:
        assert matter.what in texts and (matter.who is None or matter.who in texts)


def _choose(rng: random.Random, texts: list[str]) -> list[str]:
    """Return some of the walk's own words ("lavskrika 12") of the texts, to be covered."""
    words = sorted({found for text in texts for found in re.findall(rf"{TOKEN} \d+", text)})
    return rng.sample(words, k=min(len(words), rng.randint(1, 2)))


def _masks(rng: random.Random, texts: list[str], words: list[str]) -> tuple[Masks, list[str]]:
    """Cover some words by their sentence's box or by writing them; return that, and what then may not be read."""
    hidden, passages = set[str](), list[str]()
    for word in words:
        spots = [
            f"{n}-{m}"
            for n, text in enumerate(texts)
            for m, sentence in enumerate(masking.sentences(text))
            if re.search(rf"{word}\b", sentence)
        ]
        if rng.random() < 0.5:
            hidden |= set(spots)
        else:
            passages.append(word if rng.random() < 0.5 else word.upper().replace(" ", "  "))
    return Masks(frozenset(hidden), tuple(passages)), words


@often(6)
def decide_it(w: World, rng: random.Random) -> None:
    """A yes by anybody of the board; a no by a head who has not tested; nobody who is shut out; all of it tested."""
    if (request := pick(w, rng, lambda r: r.decided is None and r.ready)) is None:
        return
    job = worker(w, rng, request)
    heads = [j for j in w.model.jobs.values() if request.works(j) and j.role in ("head", "security")]
    job = rng.choice(heads) if heads and request.refusal and rng.random() < 0.7 else job
    tried = [j for j in heads if j.user in {part.tester for part in request.parts}]
    job = rng.choice(tried) if tried and rng.random() < 0.4 else job  # whoever tested tries to say no themselves
    row, before, said = row_of(request), request.reservation, w.word("förbehåll") if rng.random() < 0.15 else ""
    request.reservation = bool(said)
    may, testers = request.decides(job), {part.tester for part in request.parts}
    no, was = request.refusal, request.decided
    given = w.act(
        job, lambda by: actions.decide_request(row, reasons=w.word("skäl"), reservation=said, by=by), allowed=may
    )
    expected = may and was is None and request.ready and not (no and job.user in testers)
    if isinstance(given, HouseError):
        request.reservation = before
        assert not expected, f"{job} may decide {request.reference}: {given!r}"
        return
    assert not (no and job.user in testers), f"{job.email} tested, and decided the no themselves"
    assert expected, f"{job} decided {request.reference}"
    request.decided = w.now
    w.model.register(request.board, w.now)


@often(6)
def give(w: World, rng: random.Random) -> None:
    """The answer goes out: nothing that was covered is in it, and each matter knows what was given of it."""
    if (request := pick(w, rng, lambda r: r.decided is not None and r.answered is None)) is None:
        return
    job = worker(w, rng, request)
    _look(w, rng, request)
    row, may = row_of(request), request.answers(job)
    given_before = Disclosure.objects.filter(receiver="asker").count()
    given = w.act(job, lambda by: actions.give_answer(row, by=by), allowed=may)
    stood = request.decided is not None and request.answered is None
    assert isinstance(given, HouseError) != (may and stood), f"{request.reference}: {given!r}"
    if isinstance(given, HouseError):
        return
    left = [p for p in request.parts if p.outcome in ("whole", "part") and p.matter is not None and not p.matter.gone]
    assert Disclosure.objects.filter(receiver="asker").count() == given_before + len(left), (
        "given, and not written down"
    )
    request.answered = clock.today()
    if not request.refusal:
        request.let_go(w.now)


def _look(w: World, rng: random.Random, request: Request) -> None:
    """Open what leaves, and the decision, as somebody: what was covered or refused stands in neither."""
    job = worker(w, rng, request)
    same = [r for r in w.model.requests if r.reference == request.reference and r.town == job.town and not r.gone]
    request = same[0] if same else request
    may = request.answers(job) and request.decided is not None
    answer = w.act(job, lambda by: queries.open_answer(by, request.reference), allowed=may)
    if not isinstance(answer, HouseError):
        out = {row.uid: [piece.text for piece in pieces] for row, _number, pieces in answer.records}
        for part in request.parts:
            if part.outcome == "whole":
                assert out[part.uid] == part.shown, "not all of what was to be given"
            assert (part.outcome in ("whole", "part")) or out[part.uid] == [], "a refused text went out"
            _covered(part, str(out[part.uid]))
        _covered_in_all(request, str(papers.released(answer)))
    job = worker(w, rng, request, can=0.5)
    may = request.sees(job) and request.decided is not None
    same = [r for r in w.model.requests if r.reference == request.reference and r.town == job.town and not r.gone]
    if same and same[0] is not request:
        return
    answer = w.act(job, lambda by: queries.open_decision(by, request.reference), allowed=may)
    if not isinstance(answer, HouseError):
        paper = str(papers.decision(answer, town="Kommunen"))
        assert not [m for m in w.model.live() if m.what in paper], "a text in the decision"


def _covered(part: Part, out: str) -> None:
    for word in part.covered:
        assert not re.search(rf"{word}\b", out), f"{word} was covered, and went out"


def _covered_in_all(request: Request, paper: str) -> None:
    """The same words may be given in another record: there they were not covered."""
    given = str([part.shown for part in request.parts if part.outcome == "whole"])
    for part in request.parts:
        for word in part.covered:
            elsewhere = [o for o in request.parts if o is not part and o.outcome == "part" and word not in o.covered]
            if not elsewhere and not re.search(rf"{word}\b", given):
                assert not re.search(rf"{word}\b", paper), f"{word} was covered, and stands in what goes out"


@often(3)
def appeal(w: World, rng: random.Random) -> None:
    """Somebody appeals, in time or not: what is still here is frozen again. Later the court answers."""
    found = [r for r in w.model.requests if r.answered is not None and not r.gone]
    if not found:
        return
    request = rng.choice(found[-5:])
    able = [j for j in w.model.jobs.values() if request.enters(j)]
    job = rng.choice(able) if able and rng.random() < 0.8 else w.somebody(rng)
    row, may = row_of(request), request.enters(job)
    if request.appealed and rng.random() < 0.8:
        _rule(w, rng, job, request)
        return
    given = w.act(job, lambda by: actions.record_appeal(row, came_on=clock.today(), by=by), allowed=may)
    assert isinstance(given, HouseError) != (may and not request.appealed), repr(given)
    if not isinstance(given, HouseError):
        w.model.register(request.board, w.now)
        request.appealed, request.closed = True, None
        request.freeze()


def _rule(w: World, rng: random.Random, job: Job, request: Request) -> None:
    row, may, ruling = row_of(request), request.enters(job), rng.choice(("stands", "changed"))
    given = w.act(job, lambda by: actions.record_ruling(row, ruling, by=by), allowed=may)
    assert isinstance(given, HouseError) != (may and request.closed is None), repr(given)
    if isinstance(given, HouseError):
        return
    w.model.register(request.board, w.now)
    if ruling == "stands":
        request.let_go(w.now)
        return
    for part in request.parts:
        if part.held_back:
            part.outcome, part.tester, part.covered = "", None, []
    request.decided = request.answered = None
    request.appealed = request.reservation = False
    request.freeze()


@often(4)
def watch(w: World, rng: random.Random) -> None:
    """The clock lets go of what nobody has appealed, and tells of what is late; it stands on somebody's "Idag"."""
    jobs.watch_requests()
    day = clock.today()
    for request in w.model.requests:
        over = request.until is not None and day > request.until
        if request.open and over and not request.appealed:
            request.let_go(w.now)
    late = [r for r in w.model.requests if not r.gone and r.answered is None and r.due < day]
    w.model.noticed |= set(Notice.objects.filter(reason__startswith="request-late:").values_list("reason", flat=True))
    away = set(Absence.objects.filter(first_day__lte=day, last_day__gte=day).values_list("user", flat=True))
    for request in late:
        heads = [j for j in w.model.jobs.values() if request.works(j) and j.role == "head"]
        told = heads + [j for j in w.model.jobs.values() if request.sees(j) and j.role == "registrar"]
        if [job for job in told if job.user not in away]:
            assert f"request-late:{request.uid}" in w.model.noticed, f"nobody was told that {request.reference} is late"
    for job in rng.sample([j for j in w.model.jobs.values() if not j.over], k=2):
        page = {line.request.reference for line in today.compose(w.actor(job)).requests if line.is_late}
        theirs = {r.reference for r in late if r.sees(job)}
        assert theirs <= page, f"{job}: late and not on the page: {theirs - page}"
    told_of = set(Event.objects.filter(code="request.closed").values_list("about", flat=True))
    assert {str(r.uid) for r in w.model.requests if r.closed is not None} <= told_of
