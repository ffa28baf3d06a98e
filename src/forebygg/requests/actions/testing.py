"""The secrecy test of one record, by somebody who may read it. What is saved is what was seen, to the letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.facts import queries as facts
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.notices import actions as notices
from forebygg.people import queries as people
from forebygg.people import roles
from forebygg.requests import events, masking, matters, policies, queries
from forebygg.requests.matters import Part
from forebygg.requests.models import RecordRequest, RequestedRecord
from forebygg.requests.queries import NO_MASKS, Masks, Test
from forebygg.secrecy.actions import Sealer

Outcome = RequestedRecord.Outcome


@dataclass(frozen=True, slots=True)
class Tested:
    """How a record was tested: outcome, grounds, what is covered, why (sealed), and the mark of what was seen."""

    outcome: str
    grounds: Sequence[str] = ()
    masks: Masks = NO_MASKS
    reason: str = ""
    seen: str = ""


@transaction.atomic
def test_record(opened: Test, tested: Tested, *, by: Actor) -> RequestedRecord:
    """Save the test of a record that `by` has just opened."""
    request, record = lock(opened.request), opened.record

    may_read = record.register_row_id in matters.testable(by, [record.register_row])
    is_gone = not matters.belonging(by, [record.register_row])
    require(policies.may_work(by, request) and (may_read or is_gone), by, "record")

    if request.decided_at is not None:
        raise WrongState(_("Begäran är redan avgjord."))
    leaves = _leaves(opened, tested)
    _require_whole(request, opened, tested, leaves)

    record.outcome, record.grounds = tested.outcome, sorted(tested.grounds)
    record.tested_at, record.tested_by, record.tester = clock.now(), by.name, by.user_id
    _seal(request, record, leaves, tested.reason, by)
    record.save(update_fields=["outcome", "grounds", "released", "reason", "tested_at", "tested_by", "tester"])
    change(request)

    audit.record(events.TESTED, about=request, by=by, detail={"outcome": tested.outcome})
    _tell_deciders(request, by)
    return record


def _leaves(opened: Test, tested: Tested) -> list[Part]:
    """Return what leaves by this test."""
    if tested.outcome == Outcome.WHOLE:
        return opened.parts
    return queries.masked(opened.parts, tested.masks) if tested.outcome == Outcome.PART else []


def _require_whole(request: RecordRequest, opened: Test, tested: Tested, leaves: list[Part]) -> None:
    book = facts.book(request.municipality_id)
    if (tested.outcome == Outcome.GONE) == bool(opened.parts):
        raise WrongState(_("Texten finns kvar, eller så är den gallrad: välj det svar som stämmer."))
    if tested.outcome in (Outcome.PART, Outcome.REFUSED) and not tested.grounds:
        raise WrongState(_("Välj minst en grund för det som inte lämnas ut."))
    if queries.unknown_grounds(book, tested.grounds):
        raise WrongState(_("Den grunden gäller inte i dag."))
    if masking.missing([part.text for part in opened.parts], tested.masks.passages):
        raise WrongState(_("Ett stycke som ska maskas finns inte i texten. Skriv det precis som det står."))
    if tested.outcome == Outcome.PART and leaves == opened.parts:
        raise WrongState(_("Inget är maskat. Välj det som ska maskas, eller lämna ut allt."))
    if leaves and tested.seen != queries.digest(leaves):
        raise WrongState(_("Se först precis det som lämnas ut, och spara sedan."))


def _seal(request: RecordRequest, record: RequestedRecord, leaves: list[Part], reason: str, by: Actor) -> None:
    sealer = Sealer.resume(request.board, request.key)
    if sealer is None:
        raise WrongState(_("Texten är gallrad."))
    record.released = (
        sealer.seal(queries.record_place(by, "released", record), queries.as_json(leaves)) if leaves else None
    )
    record.reason = sealer.seal(queries.record_place(by, "reason", record), reason) if reason else None


def _tell_deciders(request: RecordRequest, by: Actor) -> None:
    """Something waits for whoever may refuse, once everything is tested."""
    rows = list(request.records.all())
    if not queries.is_ready(rows, queries.readings_of(request)) or not any(row.is_held_back for row in rows):
        return
    deciding = [role.code for role in roles.ROLES.values() if "request.decide" in role.permissions]
    addresses = {found for role in deciding for found in people.reach_role(by, role, board=request.board)}
    notices.tell(addresses, "requests/waits", by=by, reason=f"request-decide:{request.uid}", about=request, urgent=True)
