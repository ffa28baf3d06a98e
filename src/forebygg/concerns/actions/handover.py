"""Handing on to another receiver, acknowledging, and taking over into one's own system."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.concerns import events, handovers, policies, queries
from forebygg.concerns.actions.ending import conclude
from forebygg.concerns.actions.intake import Texts, place_new
from forebygg.concerns.models import Concern, HandOver
from forebygg.concerns.queries import ConcernPage
from forebygg.facts import queries as facts
from forebygg.kit import clock, documents
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.mailbox import actions as mailbox
from forebygg.people import queries as people
from forebygg.people.models import Receiver
from forebygg.routines import queries as routines
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy import queries as unsealing
from forebygg.secrecy.actions import Sealer
from forebygg.secrecy.models import Door


@transaction.atomic
def hand_over_concern(concern: Concern, *, to: Receiver, door: Door, balancing: str, by: Actor) -> HandOver:
    """Hand the concern to one receiver, by a person, through one door; it stays ours until the receiver confirms.

    A desk gets the texts sealed anew under its board's key, with a register row of its own. An outside receiver gets
    it read out or printed: only door, receiver, function and time are kept.
    """
    concern = lock(concern)

    require(policies.may_handle(by, concern) and to.municipality_id == by.municipality_id, by, "hand-over")

    if not concern.is_open:
        raise WrongState(_("Oron är redan avslutad eller överlämnad."))
    if to.desk_id == concern.desk_id:
        raise WrongState(_("Oron ligger redan hos den mottagningen."))
    if not balancing.strip():
        raise WrongState(_("Skriv hur ni vägt: varför det här får lämnas, till just den mottagaren."))

    handover = _prepare(concern, to, door, balancing.strip(), by)
    if to.desk_id:
        handover.copy = _copy(concern, to, by)
        concern.status = Concern.Status.HANDED_OVER
    handover.save(force_insert=True)
    change(concern, "status", "thread")

    audit.record(events.HANDED_OVER, about=concern, by=by, detail={"to": to.code, "door": door.code})
    return handover


def _prepare(concern: Concern, to: Receiver, door: Door, balancing: str, by: Actor) -> HandOver:
    """Record the disclosure with its sealed balancing; return the hand-over, not yet stored."""
    sealer = Sealer.resume(concern.board, concern.key)
    if sealer is None:
        raise WrongState(_("Texten är gallrad."))
    secrecy.disclose(
        concern.circle, door=door, receiver=to.code, purpose="hand-over", balancing=balancing, sealer=sealer, by=by
    )
    return HandOver(
        municipality_id=concern.municipality_id,
        concern=concern,
        receiver=to.code,
        door=door.code,
        function=by.name,
        made_available_at=clock.now(),
        acknowledgement_due=routines.due_at(facts.book(concern.municipality_id), "acknowledgement-hours", clock.now()),
    )


def _copy(concern: Concern, to: Receiver, by: Actor) -> Concern:
    """Seal the texts anew for the receiving board; the thread goes along, so that the writer's code still works."""
    desk = people.get_desk(by, to.code)
    opened = _open(concern, by)
    thread, concern.thread = concern.thread, None
    if thread is not None:
        thread_sealer = Sealer(desk.unit.board)
        old = thread.key
        mailbox.rekey(thread, board=desk.unit.board, sealer=thread_sealer, by=by)
        if old is not None:
            secrecy.shred(old)
    return place_new(concern, desk, opened, thread, by)


def _open(concern: Concern, by: Actor) -> Texts:
    columns = [c for c in ("what_happened", "who", "contact") if getattr(concern, c) is not None]
    places = {queries.place(by, column, concern): getattr(concern, column) for column in columns}
    opened = unsealing.unseal(concern.board.uid, places)
    texts = {column: opened[queries.place(by, column, concern)] or "" for column in columns}
    return Texts(texts["what_happened"], texts.get("who", ""), texts.get("contact", ""))


@transaction.atomic
def acknowledge(concern: Concern, *, by: Actor) -> HandOver:
    """Confirm at the receiving desk that it is here; now it is theirs, and the sender's part ends."""
    concern = lock(concern)

    require(policies.may_handle(by, concern), by, "concern", concern.reference)

    handover = HandOver.objects.select_for_update().filter(copy=concern, acknowledged_at=None).first()
    if handover is None:
        raise WrongState(_("Det finns inget att kvittera."))

    handover.acknowledged_at, handover.acknowledged_by = clock.now(), by.name
    handover.save(update_fields=["acknowledged_at", "acknowledged_by"])
    sent = Concern.objects.select_related("circle", "thread", "run__version").get(pk=handover.concern_id)
    conclude(sent, "handed-on", by=by)
    change(concern)

    audit.record(events.ACKNOWLEDGED, about=concern, by=by)
    return handover


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

    audit.record(events.ACKNOWLEDGED, about=concern, by=by, detail={"outside": handover.receiver})


@transaction.atomic
def make_document(concern: Concern, page: ConcernPage, *, by: Actor) -> bytes:
    """Make the hand-over document (PDF/A): text, thread, hour of arrival, hash. Logged as a reading of its own."""
    concern = lock(concern)

    require(policies.may_handle(by, concern), by, "concern", concern.reference)

    if not concern.is_open:
        raise WrongState(_("Oron är redan avslutad eller överlämnad."))

    pdf = documents.render(handovers.TEMPLATE, handovers.content(page))
    concern.document_at = clock.now()
    change(concern, "document_at")

    audit.record(events.DOCUMENT_MADE, about=concern, by=by)
    return pdf


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
