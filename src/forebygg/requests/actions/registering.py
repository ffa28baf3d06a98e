"""A request comes in, and from that hour nothing that it asks for is disposed of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.concerns.models import Concern
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.notices import actions as notices
from forebygg.notices.addresses import Address
from forebygg.people import queries as people
from forebygg.people.models import Board, Desk
from forebygg.records import actions as records
from forebygg.records.models import RegisterRow
from forebygg.requests import events, matters, policies, queries
from forebygg.requests.actions.matters import freeze_for_request
from forebygg.requests.models import DeskReading, RecordRequest, RequestedRecord
from forebygg.secrecy.actions import Sealer


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: of which kind, which register rows, in which words, and where the answer goes. Never by whom."""

    kind: str
    way: str
    came_on: date
    rows: Sequence[RegisterRow] = ()
    words: str = ""
    address: str = ""


@transaction.atomic
def register_request(board: Board, asked: Asked, *, by: Actor) -> RecordRequest:
    """Register a request at one board, and freeze what it asks for. None is ever turned away."""
    require(policies.may_register(by, board), by, "request")

    if asked.came_on > clock.today() or any(row.board_id != board.pk for row in asked.rows):
        raise WrongState(_("Välj handlingar ur nämndens eget diarium, och en dag som har varit."))

    request = _create(board, asked, by)
    kept = [found for row in dict.fromkeys(asked.rows) if (found := _add(request, row, by)) is not None]
    desks = _desks(board, by)
    if request.kind == RecordRequest.Kind.EXTRACT or not asked.rows:  # somebody must look, or nobody can answer
        DeskReading.objects.bulk_create([DeskReading(request=request, desk=desk) for desk in desks])

    audit.record(events.REGISTERED, about=request, by=by, detail={"kind": request.kind, "records": len(asked.rows)})
    told = [matters.to_tell(concern) for concern in kept] or [people.reach(desk) for desk in desks]
    _tell({address for addresses in told for address in addresses}, request, by)
    return request


def _create(board: Board, asked: Asked, by: Actor) -> RecordRequest:
    sealer = Sealer(board)
    request = RecordRequest(
        municipality_id=board.municipality_id,
        uid=uuid4(),
        reference=records.new_reference("BEG", board.municipality_id),
        kind=asked.kind,
        board=board,
        register_row=records.register(board, title="request-in", direction="in", by=by),
        way=asked.way,
        key=sealer.key,
        came_on=asked.came_on,
        registered_at=clock.now(),
        registered_by=by.name,
    )
    if asked.words:
        request.words = sealer.seal(queries.place(by, "words", request), asked.words)
    if asked.address and asked.way == RecordRequest.Way.ADDRESS:
        request.address = sealer.seal(queries.place(by, "address", request), asked.address)
    request.save(force_insert=True)
    return request


def _add(request: RecordRequest, row: RegisterRow, by: Actor) -> Concern | None:
    record = RequestedRecord(request=request, register_row=row)
    record.save(force_insert=True)
    return freeze_for_request(row, owner=record.uid, reason=request.hold_reason, by=by)


def _desks(board: Board, by: Actor) -> list[Desk]:
    return [desk for desk in people.list_desks(by) if desk.unit.board_id == board.pk]


def _tell(addresses: set[Address], request: RecordRequest, by: Actor) -> None:
    reason = f"request:{request.uid}"
    notices.tell(addresses, "requests/waits", by=by, reason=reason, about=request, urgent=True)


@transaction.atomic
def add_record(request: RecordRequest, reference: str, *, by: Actor) -> RequestedRecord:
    """Say that a matter at one's own desk is what is asked for, or concerns whoever asks: read by hand, then frozen."""
    request = lock(request)

    require(policies.may_work(by, request), by, "request", request.reference)

    if request.decided_at is not None:
        raise WrongState(_("Begäran är redan avgjord."))
    concern = matters.find_kept(by, reference)
    if request.records.filter(register_row=concern.register_row).exists():
        raise WrongState(_("Den handlingen finns redan i begäran."))

    _add(request, concern.register_row, by)
    change(request)

    audit.record(events.FOUND, about=request, by=by)
    return request.records.get(register_row=concern.register_row)


@transaction.atomic
def say_read(request: RecordRequest, *, by: Actor) -> None:
    """Say that one's own desk has read through everything it keeps, for a request about what is kept."""
    request = lock(request)

    require(policies.may_work(by, request), by, "request", request.reference)

    mine = request.readings.filter(desk_id__in=by.desk_ids, done_at=None)
    if request.decided_at is not None or not mine.exists():
        raise WrongState(_("Er mottagning har redan läst igenom, eller så är begäran avgjord."))

    mine.update(done_at=clock.now(), function=by.name)
    change(request)

    audit.record(events.DESK_READ, about=request, by=by)
