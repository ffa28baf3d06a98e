"""Requests as they may be seen; their words are opened by the board's own, and logged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from forebygg.audit import actions as audit
from forebygg.concerns.models import Concern
from forebygg.facts import queries as facts
from forebygg.facts.queries import Book
from forebygg.facts.values import Provision
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound, require
from forebygg.people.models import Board
from forebygg.people.tenancy import TenantQuerySet, beyond
from forebygg.records import queries as records
from forebygg.records.models import DisposalDecision
from forebygg.requests import deadlines, masking, matters, policies
from forebygg.requests.matters import Part
from forebygg.requests.models import DeskReading, RecordRequest, RequestedRecord
from forebygg.secrecy import queries as secrecy
from forebygg.secrecy.queries import Place

_ASKED = ("words", "address")
_DECIDED = ("reasons", "reservation")
_SEALED = (*_ASKED, *_DECIDED)
_LIMIT = 200
Outcome = RequestedRecord.Outcome


@dataclass(frozen=True, slots=True)
class Line:
    """A request in a list: its numbers, when it is due, whether it is late. None of its words."""

    request: RecordRequest
    number: str
    due: date
    is_late: bool


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record of a request: its number and title, and whether the viewer may test it."""

    record: RequestedRecord
    number: str
    title: str
    may_test: bool


@dataclass(frozen=True, slots=True)
class RequestPage:
    """Everything the page of one request shows."""

    line: Line
    words: str | None
    address: str | None
    records: list[RecordLine]
    readings: list[DeskReading]
    kept: list[Concern]
    may_work: bool
    may_refuse: bool
    may_enter: bool
    appeal_until: date | None

    @property
    def is_ready(self) -> bool:
        """Say whether everything is read and tested: the decision can be made."""
        return is_ready([line.record for line in self.records], self.readings)

    @property
    def holds_back(self) -> bool:
        """Say whether something is not given: then the decision is a refusal, with how to appeal."""
        return any(line.record.is_held_back for line in self.records)


def list_requests(viewer: Actor) -> list[Line]:
    """Return the requests the viewer may see, those not closed first."""
    require(policies.may_use(viewer), viewer, "request")
    rows = _visible(viewer).order_by("-closed_at", "came_on", "id") if viewer.kind == "staff" else _visible(viewer)
    found = sorted(rows[:_LIMIT], key=lambda row: (row.closed_at is not None, row.came_on, row.pk))
    book = facts.book(viewer.municipality_id)
    return [_line(row, book) for row in found]


def waiting_for(viewer: Actor) -> list[Line]:
    """Return the requests that are not answered yet, for "Idag" of those who register, test or decide."""
    if not policies.may_use(viewer):
        return []
    book = facts.book(viewer.municipality_id)
    return [_line(row, book) for row in _visible(viewer).filter(answered_at=None).order_by("came_on", "id")[:_LIMIT]]


def _line(row: RecordRequest, book: Book) -> Line:
    return Line(row, records.number_of(row.register_row), deadlines.due(row, book), deadlines.is_late(row, book))


def _visible(viewer: Actor) -> TenantQuerySet[RecordRequest]:
    rows = RecordRequest.objects.for_actor(viewer).filter(policies.visible(viewer)).defer(*_SEALED)
    return rows.select_related("board", "register_row__board")


def find(viewer: Actor, reference: str) -> RecordRequest:
    """Return a request the viewer sees, without its words. Raises NotFound: missing and forbidden look alike."""
    request = _visible(viewer).filter(reference=reference).first()
    if request is None:
        raise NotFound(viewer, "request", reference)
    return request


def open_request(viewer: Actor, reference: str) -> RequestPage:
    """Open one request. Its words only for the board's own, and then the reading is logged. Raises NotFound."""
    request, book = find(viewer, reference), facts.book(viewer.municipality_id)
    rows = list(request.records.select_related("register_row__board").defer("released", "reason").order_by("id"))
    mine = _mine(viewer, request) if policies.may_work(viewer, request) else set()
    may_open = policies.may_open_words(viewer, request)
    opened = open_words(viewer, request) if may_open else {}
    is_open = request.decided_at is None
    return RequestPage(
        line=_line(request, book),
        words=opened.get("words"),
        address=opened.get("address"),
        records=[_record_line(row, mine, is_open=is_open) for row in rows],
        readings=readings_of(request),
        kept=matters.list_kept(viewer, request.registered_at) if may_open and is_open else [],
        may_work=policies.may_work(viewer, request),
        may_refuse=policies.may_refuse(viewer, request),
        may_enter=policies.may_enter(viewer, request),
        appeal_until=deadlines.appeal_until(request, book),
    )


def _mine(viewer: Actor, request: RecordRequest) -> set[int]:
    """Return which records (keys) of a request the viewer may answer for: a link that leads to nothing is not shown."""
    with beyond():
        return set(request.records.filter(matters.answerable(viewer)).values_list("pk", flat=True))


def _record_line(row: RequestedRecord, mine: set[int], *, is_open: bool) -> RecordLine:
    number, title = records.number_of(row.register_row), records.title_of(row.register_row)
    return RecordLine(row, number, title, is_open and row.pk in mine)


def open_words(viewer: Actor, request: RecordRequest) -> dict[str, str | None]:
    """Open what was asked and where the answer goes, and log the reading."""
    require(policies.may_open_words(viewer, request), viewer, "request", request.reference)
    audit.saw(request, by=viewer)
    return _opened(viewer, request, _ASKED)


def _opened(viewer: Actor, request: RecordRequest, columns: Iterable[str]) -> dict[str, str | None]:
    held = {column: getattr(request, column) for column in columns if getattr(request, column) is not None}
    opened = secrecy.unseal(request.board.uid, {place(viewer, c, request): text for c, text in held.items()})
    return {column: opened[place(viewer, column, request)] for column in held}


def readings_of(request: RecordRequest) -> list[DeskReading]:
    """Return which desks read through their texts for a request, and which have."""
    return list(request.readings.select_related("desk").order_by("desk_id"))


def is_ready(rows: Iterable[RequestedRecord], readings: Sequence[DeskReading]) -> bool:
    """Say whether every record is tested and every desk has read. A request without either is not."""
    rows = list(rows)
    tested = all(row.outcome for row in rows) and all(reading.done_at for reading in readings)
    return tested and bool(rows or readings)


def place(viewer: Actor, column: str, request: RecordRequest) -> Place:
    """Return where a request's seal belongs."""
    return Place(viewer.municipality, f"requests.RecordRequest.{column}", request.uid)


def record_place(viewer: Actor, column: str, record: RequestedRecord) -> Place:
    """Return where a tested record's seal belongs."""
    return Place(viewer.municipality, f"requests.RequestedRecord.{column}", record.uid)


# --- the test ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Masks:
    """What is to be covered: sentences by part and number ("0-3"), and passages wherever they stand."""

    hidden: frozenset[str] = frozenset()
    passages: tuple[str, ...] = ()

    def of_part(self, number: int) -> set[int]:
        """Return the hidden sentences of one part."""
        mine = (said.partition("-") for said in self.hidden)
        return {int(sentence) for part, _dash, sentence in mine if part == str(number) and sentence.isdigit()}


NO_MASKS = Masks()


@dataclass(frozen=True, slots=True)
class Test:
    """One record, opened to be tested: its parts tidied. No parts: it is not kept any more."""

    record: RequestedRecord
    request: RecordRequest
    number: str
    parts: list[Part]


def find_record(viewer: Actor, uid: UUID) -> RequestedRecord:
    """Return a record of a request that the viewer may test, its text not opened. Raises NotFound."""
    seen = RecordRequest.objects.for_actor(viewer).filter(policies.visible(viewer), board_id=viewer.board_id or 0)
    rows = RequestedRecord.objects.filter(Exists(seen.filter(pk=OuterRef("request_id"))), uid=uid)
    rows = rows.select_related("request__board", "register_row__board")
    with beyond():  # whether it is here at all
        record = rows.filter(matters.answerable(viewer)).first()
    if record is None or not policies.may_work(viewer, record.request):
        raise NotFound(viewer, "record")
    return record


def open_test(viewer: Actor, uid: UUID) -> Test:
    """Open one record to test it; the reading is logged. Raises NotFound for whoever may not read its text."""
    record = find_record(viewer, uid)
    whole = record.request.kind == RecordRequest.Kind.EXTRACT
    opened = matters.open_record(viewer, record.register_row, whole=whole)
    parts = [Part(part.heading, masking.tidy(part.text)) for part in opened.parts] if opened else []
    return Test(record, record.request, records.number_of(record.register_row), parts)


def masked(parts: Iterable[Part], masks: Masks) -> list[Part]:
    """Return what would leave of a record: exactly this, and nothing else."""
    return [
        Part(part.heading, masking.cover(part.text, masks.of_part(number), masks.passages))
        for number, part in enumerate(parts)
    ]


def digest(parts: Iterable[Part]) -> str:
    """Return a mark of what would leave: it is saved only by whoever has seen just that."""
    return hashlib.sha256(as_json(parts).encode()).hexdigest()


def as_json(parts: Iterable[Part]) -> str:
    """Return parts as they are sealed."""
    return json.dumps([[part.heading, part.text] for part in parts], ensure_ascii=False)


def read_kept(viewer: Actor, request: RecordRequest, reference: str) -> tuple[Concern, list[Part]]:
    """Open one matter of the viewer's own desk, open or ended, to see whether it is what is asked for: logged."""
    require(policies.may_work(viewer, request) and request.decided_at is None, viewer, "request", request.reference)
    concern = matters.find_kept(viewer, reference)
    opened = matters.open_record(viewer, concern.register_row, whole=True)
    return concern, opened.parts if opened else []


# --- the answer --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """What a decision is made of: the request, its records with what is given of each, what its grounds are called."""

    request: RecordRequest
    number: str
    decision: str
    records: list[tuple[RequestedRecord, str, list[Part]]]
    grounds: dict[str, Provision | None]
    reasons: str
    reservation: str
    disposal: DisposalDecision | None


def open_decision(viewer: Actor, reference: str) -> Answer:
    """Return the decision of a request: neutral, for all who see the request. Raises NotFound before there is one."""
    request = _visible(viewer).select_related("decision_row__board").filter(reference=reference).first()
    if request is None or request.decided_at is None or request.decision_row is None:
        raise NotFound(viewer, "request", reference)
    audit.saw(request, by=viewer, what="decision")
    return _answer(viewer, request, {})


def open_answer(viewer: Actor, reference: str) -> Answer:
    """Return what leaves, opened: for the board's own, not shut out of any of it, and logged. Raises NotFound."""
    request = _visible(viewer).select_related("decision_row__board").filter(reference=reference).first()
    if request is None or request.decided_at is None or not policies.may_work(viewer, request):
        raise NotFound(viewer, "request", reference)
    rows = list(request.records.select_related("register_row").order_by("id"))
    require(not matters.shut_out(viewer, [row.register_row for row in rows]), viewer, "request", reference)
    audit.saw(request, by=viewer, what="answer")
    held = {record_place(viewer, "released", row): row.released for row in rows if row.released is not None}
    opened = secrecy.unseal(request.board.uid, held) if held else {}
    texts = {spot.row: json.loads(text) for spot, text in opened.items() if text}
    return _answer(viewer, request, {uid: [Part(*part) for part in parts] for uid, parts in texts.items()})


def _answer(viewer: Actor, request: RecordRequest, given: dict[UUID, list[Part]]) -> Answer:
    rows = list(request.records.select_related("register_row__board").defer("released", "reason").order_by("id"))
    book, words = facts.book(request.municipality_id), _opened(viewer, request, _DECIDED)
    return Answer(
        request=request,
        number=records.number_of(request.register_row),
        decision=records.number_of(request.decision_row) if request.decision_row else "",
        records=[(row, records.number_of(row.register_row), given.get(row.uid, [])) for row in rows],
        grounds={code: book.provision(code) for row in rows for code in row.grounds},
        reasons=words.get("reasons") or "",
        reservation=words.get("reservation") or "",
        disposal=records.decision_in_force(request.board_id, "concern-closed"),
    )


def grounds(book: Book) -> list[Provision]:
    """Return the grounds that a refusal may rest on, as they are in force today."""
    return [found for code in book.words("refusal-grounds") if (found := book.provision(code))]


def unknown_grounds(book: Book, codes: Collection[str]) -> set[str]:
    """Return those of some codes that are no ground in force."""
    return set(codes) - {ground.code for ground in grounds(book)}


# --- for the loop ------------------------------------------------------------------------------------------------


def unanswered(viewer: Actor) -> list[Line]:
    """Return every request of the municipality that has no answer, for the timed job."""
    rows = RecordRequest.objects.for_actor(viewer).filter(answered_at=None).defer(*_SEALED)
    book = facts.book(viewer.municipality_id)
    return [_line(row, book) for row in rows.select_related("board", "register_row__board").order_by("id")]


def not_closed(viewer: Actor) -> list[RecordRequest]:
    """Return the requests that are answered, held back in part, and neither appealed nor closed, for the timed job."""
    rows = RecordRequest.objects.for_actor(viewer).filter(answered_at__isnull=False, closed_at=None, appealed_on=None)
    return list(rows.defer(*_SEALED).select_related("board").order_by("id"))


def due_closed(board: Board, before: datetime) -> QuerySet[RecordRequest]:
    """Return requests closed before a moment and not held: what the rule disposes of."""
    rows = RecordRequest.objects.filter(~records.HELD, board=board, closed_at__lt=before).defer(*_SEALED)
    return rows.select_related("municipality").order_by("id")
