"""Reading, noting, writing back, holding."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.concerns import events, policies, queries
from forebygg.concerns.models import Concern, Entry, InternalNote
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.mailbox import actions as mailbox
from forebygg.mailbox.models import Thread
from forebygg.notices import actions as notices
from forebygg.records import actions as records
from forebygg.secrecy.actions import Sealer


@transaction.atomic
def mark_read(concern: Concern, *, by: Actor) -> None:
    """Note that the desk has read for the first time; the writer sees "Läst"."""
    concern = lock(concern)

    require(policies.may_read(by, concern), by, "concern", concern.reference)

    if concern.read_at is not None:
        return

    concern.read_at, concern.status = clock.now(), Concern.Status.READ
    change(concern, "read_at", "status")
    if concern.thread is not None:
        mailbox.mark(concern.thread, Thread.Status.READ)
    notices.withdraw(concern)

    audit.record(events.READ, about=concern, by=by)


@transaction.atomic
def note_work(concern: Concern, text: str, *, by: Actor) -> InternalNote:
    """Write down who does what. Assessments of a person belong in the receiver's own system."""
    concern = lock(concern)

    require(policies.may_handle(by, concern), by, "concern", concern.reference)

    _require_open(concern)

    note = InternalNote(concern=concern, uid=uuid4(), function=by.name, at=clock.now())
    note.text = _sealer(concern).seal(queries.note_place(by, note), text)
    note.save(force_insert=True)
    change(concern)

    audit.record(events.NOTED, about=concern, by=by)
    return note


@transaction.atomic
def write_back(concern: Concern, text: str, *, by: Actor) -> None:
    """Write something the holder of the code may read; registered as a sent record."""
    concern = lock(concern)

    require(policies.may_handle(by, concern), by, "concern", concern.reference)

    _require_open(concern)
    if concern.thread is None:
        raise WrongState(_("Den som skrev har ingen kod, så det går inte att svara här."))

    written = mailbox.answer(concern.thread, text, sealer=mailbox.sealer_for(concern.thread), by=by)
    row = records.register(concern.board, title="answer-out", direction="out", by=by)
    Entry.objects.create(concern=concern, register_row=row, message=written.uid)
    change(concern)

    audit.record(events.WROTE_BACK, about=concern, by=by)


@transaction.atomic
def hold_concern(concern: Concern, *, reason: str, by: Actor) -> None:
    """ "Frys": stop the disposal of a concern, open or ended."""
    concern = lock(concern)

    require(_may_hold(by, concern), by, "concern", concern.reference)

    records.hold(concern.uid, reason=reason, by=by)

    audit.record(events.HELD, about=concern, by=by, detail={"reason": reason})


@transaction.atomic
def release_concern(concern: Concern, *, by: Actor) -> None:
    """Let the disposal go on."""
    concern = lock(concern)

    require(_may_hold(by, concern), by, "concern", concern.reference)

    records.release(concern.uid, by=by)

    audit.record(events.HELD, about=concern, by=by, detail={"released": True})


def _may_hold(by: Actor, concern: Concern) -> bool:
    same_board = by.municipality_id == concern.municipality_id and by.board_id == concern.board_id
    return by.may("hold.set") and same_board and (by.role == "registrar" or concern.desk_id in by.desk_ids)


def _require_open(concern: Concern) -> None:
    if not concern.is_open:
        raise WrongState(_("Oron är redan avslutad eller överlämnad."))


def _sealer(concern: Concern) -> Sealer:
    sealer = Sealer.resume(concern.board, concern.key)
    if sealer is None:
        raise WrongState(_("Texten är gallrad."))
    return sealer
