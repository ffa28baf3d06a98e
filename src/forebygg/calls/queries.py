"""The only door to call notes. Opening one is logged by the same function that opens it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from forebygg.audit import actions as audit
from forebygg.calls import policies
from forebygg.calls.models import CallNote
from forebygg.calls.note import CallAnswers
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound
from forebygg.mailbox import queries as mailbox
from forebygg.secrecy import queries as secrecy
from forebygg.secrecy.queries import Place


def call_place(viewer: Actor, note: CallNote) -> Place:
    """Return where a call note's seal belongs."""
    return Place(viewer.municipality, "calls.CallNote.note", note.uid)


def call_code(note: CallNote) -> str:
    """Return the receipt code that can be read out during the call: made from the note's uid, stored nowhere."""
    return mailbox.code_from(f"call:{note.uid}")


def list_calls(viewer: Actor) -> list[CallNote]:
    """Return the viewer's own calls that are not handed over yet, newest first; no text."""
    rows = CallNote.objects.for_actor(viewer).filter(policies.visible(viewer)).defer("note")
    return list(rows.order_by("-id")[:20])


def open_call(viewer: Actor, uid: UUID) -> tuple[CallNote, CallAnswers]:
    """Open one of the viewer's own calls, and log it. Raises NotFound."""
    rows = CallNote.objects.for_actor(viewer).filter(policies.visible(viewer)).select_related("board", "circle")
    note = rows.filter(uid=uid).first()
    if note is None:
        raise NotFound(viewer, "call")
    audit.saw(note, by=viewer)
    place_ = call_place(viewer, note)
    return note, CallAnswers.from_text(secrecy.unseal(note.board.uid, {place_: note.note})[place_])


def find_call(viewer: Actor, uid: UUID) -> CallNote:
    """Return one of the viewer's own calls without its text. Raises NotFound."""
    rows = (
        CallNote.objects.for_actor(viewer)
        .filter(policies.visible(viewer))
        .defer("note")
        .select_related("board", "circle")
    )
    note = rows.select_related("board", "circle").filter(uid=uid).first()
    if note is None:
        raise NotFound(viewer, "call")
    return note


def calls_past(moment: datetime) -> list[CallNote]:
    """Return notes whose hour has come."""
    return list(CallNote.objects.filter(ends_at__lte=moment).defer("note").select_related("circle")[:200])
