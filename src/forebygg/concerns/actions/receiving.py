"""Confirming that what was handed over has come: by the receiver here, or by the sender for a function outside."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.concerns import events, policies
from forebygg.concerns.actions.ending import conclude
from forebygg.concerns.models import Concern, HandOver
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.people.tenancy import beyond
from forebygg.routines import actions as walking
from forebygg.routines import flow
from forebygg.routines import queries as routines
from forebygg.situation import actions as situation
from forebygg.situation import measures


@transaction.atomic
def acknowledge(concern: Concern, *, by: Actor) -> HandOver:
    """Confirm at the receiving desk that it is here; now it is theirs, and the sender's part ends or goes on."""
    concern = lock(concern)

    require(policies.may_handle(by, concern), by, "concern", concern.reference)

    handover = take_in(concern, by=by)
    if handover is None:
        raise WrongState(_("Det finns inget att kvittera."))
    change(concern)
    return handover


def take_in(concern: Concern, *, by: Actor) -> HandOver | None:
    """Confirm what waits to be confirmed, if anything does: the receiver's first deed says that it is here.

    Without it a receiver could finish a copy, and the sender would wait for ever for a confirmation nobody can give.
    """
    handover = HandOver.objects.select_for_update().filter(copy=concern, acknowledged_at=None).first()
    if handover is None:
        return None
    handover.acknowledged_at, handover.acknowledged_by = clock.now(), by.name
    handover.save(update_fields=["acknowledged_at", "acknowledged_by"])
    rows = Concern.objects.select_for_update(of=("self",)).select_related("circle", "thread", "run__version")
    with beyond():  # the sender's part
        sent = rows.get(pk=handover.concern_id)
        if sent.is_open or sent.status == Concern.Status.HANDED_OVER:
            _close_for_sender(sent, handover, by)
    if sent.kind != Concern.Kind.LEAVING:
        waited = (handover.acknowledged_at - handover.made_available_at).total_seconds() / 3600
        situation.raise_counters(sent.municipality_id, {("hours-to-acknowledgement", measures.hours(waited))})

    audit.record(events.ACKNOWLEDGED, about=concern, by=by)
    return handover


def _close_for_sender(sent: Concern, handover: HandOver, by: Actor) -> None:
    """The routine's own hand-over step is answered; a move beside the routine ends the sender's walk.

    What is left beside the path goes along with the thread: nobody is left with an answer they can no longer write.
    """
    if not handover.step or sent.run is None:
        _leave_duties(sent, by)
        conclude(sent, "handed-on", by=by)
        return
    standing = routines.standing(sent.run)
    if standing.position.step is not None and standing.position.step.code == handover.step:
        standing = walking.answer(sent.run, step=handover.step, choice=flow.DONE, by=by)
    if standing.position.step is None and sent.thread is None:
        _leave_duties(sent, by)
        standing = routines.standing(sent.run)
    if standing.outcome:
        conclude(sent, standing.outcome, by=by)
    else:  # something is left: steps that follow, or duties beside the path
        sent.status = Concern.Status.READ
        change(sent, "status")


def _leave_duties(sent: Concern, by: Actor) -> None:
    """The receiver's now: the balancing is the reason why they were waived here."""
    for line in routines.standing(sent.run).open_duties if sent.run else ():
        walking.waive_duty(line.row.run, line.row.code, by=by)


@transaction.atomic
def confirm_outside(handover_uid: UUID, concern: Concern, *, function: str, at: datetime, by: Actor) -> None:
    """Write down which function outside took it, and when: the sender's own confirmation."""
    concern = lock(concern)

    require(policies.may_handle(by, concern), by, "concern", concern.reference)

    if not concern.is_open:
        raise WrongState(_("Oron är redan avslutad eller överlämnad."))
    waiting = concern.handovers.select_for_update().filter(outside=True, acknowledged_at=None)
    handover = waiting.filter(uid=handover_uid).first()
    if handover is None or not function.strip() or at > clock.now():
        raise WrongState(_("Skriv vilken funktion som tog emot, och en tid som har varit."))

    handover.acknowledged_at, handover.acknowledged_by = at, function.strip()[:120]
    handover.save(update_fields=["acknowledged_at", "acknowledged_by"])
    change(concern)
    if handover.step:
        _close_for_sender(concern, handover, by)

    audit.record(events.ACKNOWLEDGED, about=concern, by=by, detail={"outside": handover.receiver})
