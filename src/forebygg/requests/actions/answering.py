"""The decision, and the answer."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.notices import actions as notices
from forebygg.records import actions as records
from forebygg.requests import events, matters, policies, queries
from forebygg.requests.actions.ending import let_go
from forebygg.requests.actions.matters import disclose_to_asker
from forebygg.requests.models import RecordRequest, RequestedRecord
from forebygg.secrecy import queries as secrecy
from forebygg.secrecy.actions import Sealer

_DOORS = {RecordRequest.Kind.RECORD: "public-record", RecordRequest.Kind.EXTRACT: "own-extract"}


@transaction.atomic
def decide_request(request: RecordRequest, *, reasons: str = "", reservation: str = "", by: Actor) -> RecordRequest:
    """Decide: what was tested is given. A no, in part or whole, or a reservation takes somebody else, by delegation."""
    request = lock(request)
    rows = list(request.records.select_related("register_row").order_by("id"))

    held_back = [row for row in rows if row.is_held_back]
    is_refusal = bool(held_back or reservation.strip())
    require(_may_decide(by, request, rows, refusal=is_refusal), by, "decision", request.reference)

    if request.decided_at is not None:
        raise WrongState(_("Begäran är redan avgjord."))
    if not queries.is_ready(rows, queries.readings_of(request)):
        raise WrongState(_("Allt är inte prövat än."))
    if is_refusal and by.user_id in {row.tester for row in rows}:
        raise WrongState(_("Du har prövat handlingen. Ett nej beslutas av en annan, med delegation."))

    request.decided_at, request.decided_by = clock.now(), by.name
    request.decision_row = records.register(request.board, title="decision-out", direction="out", by=by)
    _seal(request, {"reasons": reasons.strip(), "reservation": reservation.strip()}, by)
    change(request, "decided_at", "decided_by", "decision_row", "reasons", "reservation")
    notices.withdraw(request)

    audit.record(events.DECIDED, about=request, by=by, detail={"refusal": is_refusal})
    return request


def _may_decide(by: Actor, request: RecordRequest, rows: list[RequestedRecord], *, refusal: bool) -> bool:
    may = policies.may_refuse(by, request) if refusal else policies.may_work(by, request)
    return may and not matters.shut_out(by, [row.register_row for row in rows])


def _seal(request: RecordRequest, texts: dict[str, str], by: Actor) -> None:
    sealer = Sealer.resume(request.board, request.key)
    if sealer is None:
        raise WrongState(_("Texten är gallrad."))
    for column, text in texts.items():
        setattr(request, column, sealer.seal(queries.place(by, column, request), text) if text else None)


@transaction.atomic
def give_answer(request: RecordRequest, *, by: Actor) -> RecordRequest:
    """Say that the answer is given, and write down with each matter what left. Where nothing was held back, the freeze
    ends and the request is closed; else the time for an appeal runs."""
    request = lock(request)
    rows = list(request.records.select_related("register_row").order_by("id"))

    may = policies.may_work(by, request) and not matters.shut_out(by, [row.register_row for row in rows])
    require(may, by, "request", request.reference)

    if request.decided_at is None or request.answered_at is not None:
        raise WrongState(_("Det finns inget beslut att lämna, eller så är svaret redan lämnat."))

    request.answered_at, request.answered_by = clock.now(), by.name
    given = [row for row in rows if row.is_given]
    if given:
        why = _reasons(request, given, by)
        door = _DOORS[RecordRequest.Kind(request.kind)]
        disclose_to_asker([(row.register_row, why[row.pk]) for row in given], door=door, by=by)
    change(request, "answered_at", "answered_by")
    if not any(row.is_held_back for row in rows) and request.reservation is None:
        let_go(request, by)

    audit.record(events.ANSWERED, about=request, by=by, detail={"way": request.way})
    return request


def _reasons(request: RecordRequest, rows: list[RequestedRecord], by: Actor) -> dict[int, str]:
    places = {queries.record_place(by, "reason", row): row.reason for row in rows if row.reason is not None}
    opened = secrecy.unseal(request.board.uid, places) if places else {}
    words = {place.row: text for place, text in opened.items()}
    return {row.pk: words.get(row.uid) or str(RequestedRecord.Outcome(row.outcome).label) for row in rows}
