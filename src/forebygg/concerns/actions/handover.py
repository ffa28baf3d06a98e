"""Handing on to another receiver, and taking over into one's own system."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.concerns import events, policies, queries
from forebygg.concerns.actions.intake import Texts, place_new
from forebygg.concerns.actions.receiving import take_in
from forebygg.concerns.models import Concern, HandOver
from forebygg.concerns.queries import HandOverStep
from forebygg.facts import queries as facts
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.mailbox import actions as mailbox
from forebygg.people import queries as people
from forebygg.people.models import Receiver
from forebygg.records import actions as records
from forebygg.routines import queries as routines
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy import queries as unsealing
from forebygg.secrecy.actions import Sealer
from forebygg.secrecy.models import Door


@dataclass(frozen=True, slots=True)
class Gives:
    """What goes along to a desk: everything, or only what is written for it (and, if so said, how to reach the writer).

    With everything goes the thread, so that the writer's code still works; a part leaves it with the sender.
    """

    part: str = ""
    with_writer: bool = False


EVERYTHING = Gives()


@transaction.atomic
def hand_over_concern(  # noqa: PLR0913 - what a hand-over states
    concern: Concern, *, to: Receiver, door: Door, balancing: str, gives: Gives = EVERYTHING, by: Actor
) -> HandOver:
    """Hand the concern to one receiver, by a person, through one door; it stays ours until the receiver confirms.

    A desk gets the texts sealed anew under its board's key, with a register row of its own. An outside receiver gets
    it read out or printed: only door, receiver, function and time are kept. Where the routine stands at this hand-over
    and goes on after it, the concern and its thread stay with the sender too, and the receiver gets only a part.
    """
    concern = lock(concern)

    require(policies.may_handle(by, concern) and to.municipality_id == by.municipality_id, by, "hand-over")

    if not concern.is_open:
        raise WrongState(_("Oron är redan avslutad eller överlämnad."))
    take_in(concern, by=by)
    step = queries.step_for(concern, to)
    if to.desk_id:
        _require_ready(concern, to, step)
        _require_no_more(door, gives, step)

    handover = _prepare(concern, to, door, balancing.strip(), step.code, by)
    if to.desk_id:
        handover.copy = _copy(concern, to, gives, by)
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


def _require_ready(concern: Concern, to: Receiver, step: HandOverStep) -> None:
    waiting = concern.handovers.filter(acknowledged_at=None)
    if waiting.filter(outside=False).exists():
        raise WrongState(_("Oron är redan lämnad och väntar på kvittens."))
    if waiting.exists():
        raise WrongState(_("Skriv först upp vem som tog emot det ni lämnade utanför kommunen."))
    if to.desk_id == concern.desk_id and not step.code:  # where one desk is two functions, the routine may lead over
        raise WrongState(_("Oron ligger redan hos den mottagningen."))


def _require_no_more(door: Door, gives: Gives, step: HandOverStep) -> None:
    """What one goes on with oneself, one need not give away; and a yes is to just what was said."""
    if gives.part.strip():
        return
    if step.goes_on:
        raise WrongState(_("Skriv det som mottagaren behöver. Resten stannar hos er, för ni fortsätter själva."))
    if door.only_part:
        raise WrongState(_("Skriv det som den berörda har sagt ja till. Mer än så går inte genom den dörren."))


def _prepare(  # noqa: PLR0913 - what a hand-over states
    concern: Concern, to: Receiver, door: Door, balancing: str, step: str, by: Actor
) -> HandOver:
    """Record the disclosure with its sealed balancing; return the hand-over, not yet stored."""
    if not balancing:
        raise WrongState(_("Skriv hur ni vägt: varför det här får lämnas, till just den mottagaren."))
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
        outside=to.desk_id is None,
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


def _copy(concern: Concern, to: Receiver, gives: Gives, by: Actor) -> Concern:
    """Seal anew for the receiving board, and only for a desk that reads such. A part is a new text: it came now."""
    desk = people.get_receiver(by, to.code).desk
    if desk is None:
        raise WrongState(_("Mottagaren har ingen mottagning här."))
    if not policies.may_be_handed(by, concern, desk):
        raise WrongState(_("Den mottagaren läser aldrig om personer. Lämna till en mottagning i socialtjänsten."))
    opened = _open(concern, by)
    if part := gives.part.strip():
        texts = Texts(part, "", opened.writer if gives.with_writer else "")
        return place_new(concern, to.code, desk, texts, None, received_at=clock.now(), by=by)
    thread, concern.thread = concern.thread, None
    if thread is not None:
        thread_sealer = Sealer(desk.unit.board)
        old = thread.key
        mailbox.rekey(thread, board=desk.unit.board, sealer=thread_sealer, by=by)
        if old is not None:
            secrecy.shred(old)
    return place_new(concern, to.code, desk, opened, thread, received_at=concern.received_at, by=by)


def _open(concern: Concern, by: Actor) -> Texts:
    columns = [c for c in ("what_happened", "who", "contact") if getattr(concern, c) is not None]
    places = {queries.place(by, column, concern): getattr(concern, column) for column in columns}
    opened = unsealing.unseal(concern.board.uid, places)
    texts = {column: opened[queries.place(by, column, concern)] or "" for column in columns}
    return Texts(texts["what_happened"], texts.get("who", ""), texts.get("contact", ""))


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
