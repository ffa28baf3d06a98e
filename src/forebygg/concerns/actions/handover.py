"""Handing on to another receiver, acknowledging, and taking over into one's own system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.concerns import events, policies, queries
from forebygg.concerns.actions.ending import conclude
from forebygg.concerns.actions.intake import Texts, place_new
from forebygg.concerns.models import Concern, HandOver
from forebygg.facts import queries as facts
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.mailbox import actions as mailbox
from forebygg.people import queries as people
from forebygg.people.models import Receiver
from forebygg.records import actions as records
from forebygg.routines import actions as walking
from forebygg.routines import flow
from forebygg.routines import queries as routines
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy import queries as unsealing
from forebygg.secrecy.actions import Sealer
from forebygg.secrecy.models import Door
from forebygg.situation import actions as situation
from forebygg.situation import measures


@transaction.atomic
def hand_over_concern(concern: Concern, *, to: Receiver, door: Door, balancing: str, by: Actor) -> HandOver:
    """Hand the concern to one receiver, by a person, through one door; it stays ours until the receiver confirms.

    A desk gets the texts sealed anew under its board's key, with a register row of its own. An outside receiver gets
    it read out or printed: only door, receiver, function and time are kept. Where the routine stands at this hand-over
    and goes on after it, the concern and its thread stay with the sender too.
    """
    concern = lock(concern)

    require(policies.may_handle(by, concern) and to.municipality_id == by.municipality_id, by, "hand-over")

    if not concern.is_open:
        raise WrongState(_("Oron är redan avslutad eller överlämnad."))
    if to.desk_id and concern.handovers.filter(copy__isnull=False, acknowledged_at=None).exists():
        raise WrongState(_("Oron är redan lämnad och väntar på kvittens."))
    step = _step_for(concern, to)
    if to.desk_id == concern.desk_id and not step.code:  # where one desk is two functions, the routine may lead over
        raise WrongState(_("Oron ligger redan hos den mottagningen."))
    if not balancing.strip():
        raise WrongState(_("Skriv hur ni vägt: varför det här får lämnas, till just den mottagaren."))

    handover = _prepare(concern, to, door, balancing.strip(), step.code, by)
    if to.desk_id:
        handover.copy = _copy(concern, to, by, keeps_thread=step.goes_on)
        secrecy.disclose(
            handover.copy.circle,
            door=door,
            receiver=to.code,
            purpose="received",
            balancing=balancing.strip(),
            sealer=_sealer(handover.copy),
            by=by,
        )
        concern.status = concern.status if step.goes_on else Concern.Status.HANDED_OVER
    handover.save(force_insert=True)
    records.register(concern.board, title="hand-over-out", direction="out", by=by)
    change(concern, "status", "thread")

    audit.record(events.HANDED_OVER, about=concern, by=by, detail={"to": to.code, "door": door.code})
    return handover


@dataclass(frozen=True, slots=True)
class _Step:
    """The hand-over step where the routine stands, if it leads to this receiver; else an empty code: a move."""

    code: str = ""
    goes_on: bool = False


def _step_for(concern: Concern, to: Receiver) -> _Step:
    if concern.run is None:
        return _Step()
    standing = routines.standing(concern.run)
    step = standing.position.step
    if step is None or step.kind != "hand_over":
        return _Step()
    meant = people.get_receiver(Actor.system("hand-over", concern.municipality), step.receiver)
    if meant.code != to.code and (to.desk_id is None or meant.desk_id != to.desk_id):
        return _Step()
    return _Step(step.code, standing.chart.steps[step.next].kind != "end")


def _prepare(  # noqa: PLR0913 - what a hand-over states
    concern: Concern, to: Receiver, door: Door, balancing: str, step: str, by: Actor
) -> HandOver:
    """Record the disclosure with its sealed balancing; return the hand-over, not yet stored."""
    secrecy.disclose(
        concern.circle,
        door=door,
        receiver=to.code,
        purpose="hand-over",
        balancing=balancing,
        sealer=_sealer(concern),
        by=by,
    )
    return HandOver(
        municipality_id=concern.municipality_id,
        concern=concern,
        receiver=to.code,
        step=step,
        door=door.code,
        function=by.name,
        made_available_at=clock.now(),
        acknowledgement_due=routines.due_at(facts.book(concern.municipality_id), "acknowledgement-hours", clock.now()),
    )


def _sealer(concern: Concern) -> Sealer:
    sealer = Sealer.resume(concern.board, concern.key)
    if sealer is None:
        raise WrongState(_("Texten är gallrad."))
    return sealer


def _copy(concern: Concern, to: Receiver, by: Actor, *, keeps_thread: bool) -> Concern:
    """Seal the texts anew for the receiving board; the thread goes along, so that the writer's code still works."""
    desk = people.get_receiver(by, to.code).desk
    if desk is None:
        raise WrongState(_("Mottagaren har ingen mottagning här."))
    opened = _open(concern, by)
    if keeps_thread:
        return place_new(concern, to.code, desk, opened, None, by=by)
    thread, concern.thread = concern.thread, None
    if thread is not None:
        thread_sealer = Sealer(desk.unit.board)
        old = thread.key
        mailbox.rekey(thread, board=desk.unit.board, sealer=thread_sealer, by=by)
        if old is not None:
            secrecy.shred(old)
    return place_new(concern, to.code, desk, opened, thread, by=by)


def _open(concern: Concern, by: Actor) -> Texts:
    columns = [c for c in ("what_happened", "who", "contact") if getattr(concern, c) is not None]
    places = {queries.place(by, column, concern): getattr(concern, column) for column in columns}
    opened = unsealing.unseal(concern.board.uid, places)
    texts = {column: opened[queries.place(by, column, concern)] or "" for column in columns}
    return Texts(texts["what_happened"], texts.get("who", ""), texts.get("contact", ""))


@transaction.atomic
def acknowledge(concern: Concern, *, by: Actor) -> HandOver:
    """Confirm at the receiving desk that it is here; now it is theirs, and the sender's part ends or goes on."""
    concern = lock(concern)

    require(policies.may_handle(by, concern), by, "concern", concern.reference)

    handover = HandOver.objects.select_for_update().filter(copy=concern, acknowledged_at=None).first()
    if handover is None:
        raise WrongState(_("Det finns inget att kvittera."))

    handover.acknowledged_at, handover.acknowledged_by = clock.now(), by.name
    handover.save(update_fields=["acknowledged_at", "acknowledged_by"])
    sent = (
        Concern.objects.select_for_update(of=("self",))
        .select_related("circle", "thread", "run__version")
        .get(pk=handover.concern_id)
    )
    if sent.is_open or sent.status == Concern.Status.HANDED_OVER:
        _close_for_sender(sent, handover, by)
    if sent.kind != Concern.Kind.LEAVING:
        waited = (handover.acknowledged_at - handover.made_available_at).total_seconds() / 3600
        situation.raise_counters(sent.municipality_id, {("hours-to-acknowledgement", measures.hours(waited))})
    change(concern)

    audit.record(events.ACKNOWLEDGED, about=concern, by=by)
    return handover


def _close_for_sender(sent: Concern, handover: HandOver, by: Actor) -> None:
    """The routine's own hand-over step is answered; a move beside the routine ends the sender's walk.

    What a move leaves open beside the path is the receiver's now: the balancing is the reason it was waived here.
    """
    if not handover.step or sent.run is None:
        for line in routines.standing(sent.run).open_duties if sent.run else ():
            walking.waive_duty(line.row.run, line.row.code, by=by)
        conclude(sent, "handed-on", by=by)
        return
    standing = routines.standing(sent.run)
    if standing.position.step is not None and standing.position.step.code == handover.step:
        standing = walking.answer(sent.run, step=handover.step, choice=flow.DONE, by=by)
    if standing.outcome:
        conclude(sent, standing.outcome, by=by)
    else:  # something is left: steps that follow, or duties beside the path
        sent.status = Concern.Status.READ
        change(sent, "status")


@transaction.atomic
def confirm_outside(handover_uid: UUID, concern: Concern, *, function: str, at: datetime, by: Actor) -> None:
    """Write down which function outside took it, and when: the sender's own confirmation."""
    concern = lock(concern)

    require(policies.may_handle(by, concern), by, "concern", concern.reference)

    handover = concern.handovers.select_for_update().filter(uid=handover_uid, copy=None, acknowledged_at=None).first()
    if handover is None or not function.strip() or at > clock.now():
        raise WrongState(_("Skriv vilken funktion som tog emot, och en tid som har varit."))

    handover.acknowledged_at, handover.acknowledged_by = at, function.strip()[:120]
    handover.save(update_fields=["acknowledged_at", "acknowledged_by"])
    change(concern)
    if handover.step:
        _close_for_sender(concern, handover, by)

    audit.record(events.ACKNOWLEDGED, about=concern, by=by, detail={"outside": handover.receiver})


@transaction.atomic
def note_document(concern: Concern, *, by: Actor) -> None:
    """Note that the hand-over document was fetched. It is made before, outside the transaction: it takes a second."""
    concern = lock(concern)

    require(policies.may_handle(by, concern), by, "concern", concern.reference)

    if not concern.is_open:
        raise WrongState(_("Oron är redan avslutad eller överlämnad."))

    concern.document_at = clock.now()
    change(concern, "document_at")

    audit.record(events.DOCUMENT_MADE, about=concern, by=by)


@transaction.atomic
def transcribe(concern: Concern, *, by: Actor) -> None:
    """Say that the matter was written off by hand into the receiver's own system instead."""
    concern = lock(concern)

    require(policies.may_handle(by, concern), by, "concern", concern.reference)

    if not concern.is_open:
        raise WrongState(_("Oron är redan avslutad eller överlämnad."))

    concern.document_at = clock.now()
    change(concern, "document_at")

    audit.record(events.TRANSCRIBED, about=concern, by=by)
