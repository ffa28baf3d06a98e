"""What comes after a no: an appeal keeps everything where it is until the court has answered."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.facts import queries as facts
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.records import actions as records
from forebygg.records.models import Hold
from forebygg.requests import deadlines, events, policies
from forebygg.requests.actions.ending import let_go
from forebygg.requests.actions.matters import freeze_for_request
from forebygg.requests.models import RecordRequest

Ruling = RecordRequest.Ruling


@transaction.atomic
def record_appeal(request: RecordRequest, *, came_on: date, by: Actor) -> RecordRequest:
    """Enter an appeal. Whether it came in time the board says, not this: everything still here is frozen meanwhile."""
    request = lock(request)

    require(policies.may_enter(by, request), by, "request", request.reference)

    if request.answered_at is None or request.appealed_on is not None:
        raise WrongState(_("Det finns inget beslut att överklaga, eller så är det redan överklagat."))
    if came_on > clock.today():
        raise WrongState(_("Skriv en dag som har varit."))

    records.register(request.board, title="appeal-in", direction="in", by=by)
    _freeze_anew(request, Hold.Reason.APPEAL, by)
    request.appealed_on, request.ruling, request.closed_at = came_on, "", None
    change(request, "appealed_on", "ruling", "closed_at")

    audit.record(events.APPEALED, about=request, by=by)
    return request


@transaction.atomic
def record_ruling(request: RecordRequest, ruling: str, *, by: Actor) -> RecordRequest:
    """Enter the court's answer: the decision stands and everything is let go, or what was held back is tested anew."""
    request = lock(request)

    require(policies.may_enter(by, request), by, "request", request.reference)

    if request.appealed_on is None or request.closed_at is not None or ruling not in Ruling.values:
        raise WrongState(_("Det finns inget överklagande, eller så saknas ett val."))

    records.register(request.board, title="court-in", direction="in", by=by)
    request.ruling = ruling
    if ruling == Ruling.STANDS:
        change(request, "ruling")
        let_go(request, by)
    else:
        _begin_anew(request, by)

    audit.record(events.RULED, about=request, by=by, detail={"ruling": ruling})
    return request


def _begin_anew(request: RecordRequest, by: Actor) -> None:
    held_back = request.records.filter(outcome__in=["part", "refused"])
    held_back.update(outcome="", grounds=[], released=None, reason=None, tested_at=None, tested_by="", tester=None)
    _freeze_anew(request, request.hold_reason, by)
    request.decided_at = request.answered_at = request.appealed_on = None
    request.decided_by = request.answered_by = ""
    change(request, "ruling", "decided_at", "decided_by", "answered_at", "answered_by", "appealed_on")


def _freeze_anew(request: RecordRequest, reason: str, by: Actor) -> None:
    """The new freeze first, then the old one goes: there is no moment between them."""
    for record in request.records.select_related("register_row").order_by("id"):
        freeze_for_request(record.register_row, owner=record.uid, reason=reason, by=by)
        records.release_owned(record.uid, but=reason, by=by)


@transaction.atomic
def close_unappealed(request: RecordRequest, *, by: Actor) -> bool:
    """Close a request whose time for an appeal is out and that nobody has appealed. Returns whether it was closed."""
    request = lock(request)

    require(policies.may_close(by, request), by, "request", request.reference)

    until = deadlines.appeal_until(request, facts.book(request.municipality_id))
    if until is None or request.appealed_on is not None or request.closed_at is not None or clock.today() <= until:
        return False

    let_go(request, by)

    audit.record(events.CLOSED, about=request, by=by, detail={"unappealed": True})
    return True
