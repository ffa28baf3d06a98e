"""Writing a draft, opening a thread, answering, ending."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from forebygg.audit import actions as audit
from forebygg.kit import clock, crypto
from forebygg.kit.actor import Actor
from forebygg.kit.envelope import Envelope
from forebygg.kit.errors import require
from forebygg.mailbox import cookie, events, policies, queries
from forebygg.mailbox.cookie import DraftKey
from forebygg.mailbox.models import Draft, Message, Thread
from forebygg.people.models import Board
from forebygg.secrecy import actions as secrecy
from forebygg.secrecy.actions import Sealer


@transaction.atomic
def write_draft(answers: Mapping[str, Any], key: DraftKey | None, *, by: Actor) -> DraftKey:
    """Keep what a visitor typed. Returns the key for their cookie: a new one, or the one they had. Not logged:
    an unsent draft is its writer's alone."""
    require(policies.may_draft(by), by, "draft")

    ends = cookie.ends(clock.now(), queries.draft_life(by))
    if key is not None:
        known = Draft.objects.for_actor(by).filter(uid=key.uid, ends__gt=clock.now())
        if known.update(answers=_sealed_draft(answers, key, by), ends=ends):
            return key

    key = DraftKey(uuid4(), crypto.new_key())
    row = Draft(
        municipality_id=by.municipality_id or 0, uid=key.uid, answers=_sealed_draft(answers, key, by), ends=ends
    )
    row.save(force_insert=True)
    return key


def _sealed_draft(answers: Mapping[str, Any], key: DraftKey, by: Actor) -> Envelope:
    text = json.dumps(answers, ensure_ascii=False)
    return Envelope(key.uid, crypto.encrypt(key.key, text, queries.draft_context(by, key.uid)))


def forget_draft(key: DraftKey | None, *, by: Actor) -> None:
    """Remove a draft: sent, or left by "Lämna sidan snabbt". Whose cookie it is, is who may."""
    if key is not None and by.municipality_id is not None:
        Draft.objects.for_actor(by).filter(uid=key.uid).delete()


def sweep_drafts() -> int:
    """Remove drafts whose time is out; called by the minute loop."""
    count, _ = Draft.objects.filter(ends__lte=clock.now()).delete()
    return count


def open_thread(board: Board, *, code: str, sealer: Sealer, by: Actor) -> Thread:
    """Open the way back for a code. Inside the caller's transaction."""
    at = by.moment()
    return Thread.objects.create(
        municipality_id=board.municipality_id,
        board=board,
        fingerprint=queries.fingerprint(code),
        key=sealer.key,
        received_at=at,
        last_event=at,
    )


def post(  # noqa: PLR0913 - what a message is
    thread: Thread, text: str, *, direction: str, sealer: Sealer, by: Actor, uid: UUID | None = None
) -> Message:
    """Put a sealed message in a thread; the code's days begin anew. Inside the caller's transaction. A sender that may
    press twice gives the message's uid."""
    message = Message(thread=thread, direction=direction, at=clock.hour(clock.now()), uid=uid or uuid4())
    message.text = sealer.seal(queries.place_of(message, by.municipality), text)
    message.save(force_insert=True)
    thread.last_event = message.at
    thread.save(update_fields=["last_event"])
    return message


@transaction.atomic
def answer(thread: Thread, text: str, *, sealer: Sealer, by: Actor) -> Message:
    """Write something that the holder of the code may read."""
    require(policies.may_answer(by, thread), by, "answer")

    message = post(thread, text, direction=Message.Direction.OUT, sealer=sealer, by=by)

    audit.record(events.ANSWERED, about=thread, by=by)
    return message


def mark(thread: Thread, status: str) -> None:
    """Let the holder of the code see how far it has come. Inside the caller's transaction; times cut to the hour."""
    hour = clock.hour(clock.now())
    fields = ["status", "last_event"]
    thread.status, thread.last_event = status, hour
    if status == Thread.Status.READ and thread.read_at is None:
        thread.read_at = hour
        fields.append("read_at")
    if status in (Thread.Status.DONE, Thread.Status.HANDED_OVER):
        thread.ended_at = hour
        fields.append("ended_at")
    thread.save(update_fields=fields)


def rekey(thread: Thread, *, board: Board, sealer: Sealer, by: Actor) -> None:
    """Move a thread to another board: its messages are sealed anew under that board's key. Inside the caller's deed."""
    lines = list(thread.messages.order_by("id"))
    opened = queries.messages_of([thread], thread.board, by.municipality)
    for message, line in zip(lines, opened, strict=True):
        if line.text is not None:
            message.text = sealer.seal(queries.place_of(message, by.municipality), line.text)
            message.save(update_fields=["text"])
    thread.board, thread.key = board, sealer.key
    thread.save(update_fields=["board", "key"])


def remove_messages(thread: Thread) -> None:
    """Remove a thread's messages with the matter they belong to; code and closing word stay until their own time."""
    thread.messages.all().delete()
    if thread.key is not None:
        secrecy.shred(thread.key)
        thread.key = None
        thread.save(update_fields=["key"])


def sealer_for(thread: Thread) -> Sealer:
    """Return a sealer under the thread's own key: a new key when the old one went with what it opened."""
    sealer = Sealer.resume(thread.board, thread.key) if thread.key else None
    if sealer is None:
        sealer = Sealer(thread.board)
        thread.key = sealer.key
        thread.save(update_fields=["key"])
    return sealer


def dispose_thread(thread: Thread, by: Actor) -> None:
    """Remove a thread, code and all: what the rule for codes does."""
    remove_messages(thread)
    thread.delete()
