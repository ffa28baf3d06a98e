"""Handing on to another receiver, and taking over into one's own system."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.concerns import events, policies, queries
from forebygg.concerns.actions.intake import Texts, place_new
from forebygg.concerns.actions.receiving import take_in
from forebygg.concerns.models import Concern, Entry, HandOver
from forebygg.concerns.queries import HandOverStep
from forebygg.concerns.reports import without_wish
from forebygg.facts import queries as facts
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.mailbox import actions as mailbox
from forebygg.people import queries as people
from forebygg.people.models import Receiver
from forebygg.people.tenancy import beyond
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
CONSENT = "consent"


@transaction.atomic
def hand_over_concern(  # noqa: PLR0913 - what a hand-over states
    concern: Concern,
    *,
    to: Receiver,
    door: Door,
    balancing: str,
    limbs: Collection[str] = (),
    gives: Gives = EVERYTHING,
    by: Actor,
) -> HandOver:
    """Hand the concern to one receiver, by a person, through one door; it stays ours until the receiver confirms.

    A desk gets the texts sealed anew under its board's key, with a register row; an outside receiver gets it read out
    or printed. `limbs`: the door's conditions, all answered yes. Where the routine goes on, only a part goes along.
    """
    concern = lock(concern)

    require(policies.may_handle(by, concern) and to.municipality_id == by.municipality_id, by, "hand-over")

    if not concern.is_open:
        raise WrongState(_("Oron är redan avslutad eller överlämnad."))
    take_in(concern, by=by)
    step = queries.step_for(concern, to)
    door = unsealing.get_door(by, door.code, to.code)  # in force, and it leads from here to there
    if to.desk_id:
        _require_ready(concern, to, step, by)
        _require_no_more(door, gives, step)

    way = _through(concern, to, door, balancing.strip(), limbs)
    secrecy.disclose(concern.circle, purpose="hand-over", sealer=_sealer(concern), by=by, **way)
    handover = _prepare(concern, to, door, step.code, by)
    if to.desk_id:
        handover.copy = _give(concern, to, gives, way, by)
        concern.status = concern.status if step.goes_on else Concern.Status.HANDED_OVER
    handover.save(force_insert=True)
    _register(concern, by)
    change(concern, "status", "thread")

    audit.record(events.HANDED_OVER, about=concern, by=by, detail={"to": to.code, "door": door.code})
    return handover


def _require_ready(concern: Concern, to: Receiver, step: HandOverStep, by: Actor) -> None:
    waiting = concern.handovers.filter(acknowledged_at=None)
    if waiting.filter(outside=False).exists():
        raise WrongState(_("Oron är redan lämnad och väntar på kvittens."))
    if waiting.exists():
        raise WrongState(_("Skriv först upp vem som tog emot det ni lämnade utanför kommunen."))
    if to.desk_id == concern.desk_id and not step.code:  # where one desk is two functions, the routine may lead over
        raise WrongState(_("Oron ligger redan hos den mottagningen."))
    _require_reader(concern, to, by)


def _require_reader(concern: Concern, to: Receiver, by: Actor) -> None:
    desk = people.get_receiver(by, to.code).desk
    if desk is not None and not policies.may_be_handed(by, concern, desk):
        raise WrongState(_("Den mottagaren läser aldrig om personer. Lämna till en mottagning i socialtjänsten."))


def _readable(copy: Concern) -> Concern:
    """Who was shut out here is shut out there: somebody must be left who may read it."""
    if not queries.readers_left(copy) and people.readers_of(copy.desk):
        raise WrongState(_("Alla som läser där är utestängda från oron. Välj en annan mottagare."))
    return copy


def _require_no_more(door: Door, gives: Gives, step: HandOverStep) -> None:
    """What one goes on with oneself, one need not give away; and a yes is to just what was said."""
    if gives.part.strip():
        return
    if step.goes_on:
        raise WrongState(_("Skriv det som mottagaren behöver. Resten stannar hos er, för ni fortsätter själva."))
    if door.only_part:
        raise WrongState(_("Skriv det som den berörda har sagt ja till. Mer än så går inte genom den dörren."))


def _through(concern: Concern, to: Receiver, door: Door, balancing: str, limbs: Collection[str]) -> dict[str, Any]:
    """Return what the disclosure states of the door: every condition answered yes, whose yes it rests on, the words."""
    if not balancing:
        raise WrongState(_("Skriv hur ni vägt: varför det här får lämnas, till just den mottagaren."))
    if {limb["code"] for limb in door.limbs} - set(limbs):
        raise WrongState(_("Den grunden går bara när svaret är ja på alla frågorna."))
    consent = unsealing.consent_for(concern.circle, to.code) if door.code == CONSENT else None
    if door.code == CONSENT and consent is None:
        raise WrongState(_("Det finns inget samtycke som gäller för den mottagaren. Skriv in det först."))
    return {"door": door, "receiver": to.code, "balancing": balancing, "limbs": limbs, "consent": consent}


def _prepare(concern: Concern, to: Receiver, door: Door, step: str, by: Actor) -> HandOver:
    """Return the hand-over, not yet stored."""
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


def _register(concern: Concern, by: Actor) -> None:
    row = records.register(concern.board, title="hand-over-out", direction="out", by=by)
    Entry.objects.create(concern=concern, register_row=row)


def _sealer(concern: Concern) -> Sealer:
    sealer = Sealer.resume(concern.board, concern.key)
    if sealer is None:
        raise WrongState(_("Texten är gallrad."))
    return sealer


def _give(concern: Concern, to: Receiver, gives: Gives, way: Mapping[str, Any], by: Actor) -> Concern:
    copy = _readable(_copy(concern, to, gives, by))
    with beyond():  # it is the receiver's
        secrecy.disclose(copy.circle, purpose="received", sealer=_sealer(copy), by=by, **way)
    return copy


def _copy(concern: Concern, to: Receiver, gives: Gives, by: Actor) -> Concern:
    """Seal anew for the receiving board. A part is a new text: it came now."""
    desk = people.get_receiver(by, to.code).desk
    if desk is None:
        raise WrongState(_("Mottagaren har ingen mottagning här."))
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
    return Texts(texts["what_happened"], texts.get("who", ""), without_wish(texts.get("contact", "")))


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
