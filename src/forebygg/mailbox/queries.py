"""Opening a draft with its cookie, a thread with its code, and a thread's messages for those who may read them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db.models import QuerySet

from forebygg.facts import queries as facts
from forebygg.kit import calendar, clock, crypto
from forebygg.kit.actor import Actor
from forebygg.mailbox import cookie, policies
from forebygg.mailbox.cookie import DraftKey
from forebygg.mailbox.models import Draft, Message, Thread
from forebygg.people.models import Board
from forebygg.records import queries as records
from forebygg.secrecy import keys
from forebygg.secrecy import queries as secrecy
from forebygg.secrecy.queries import Place


def draft_key(viewer: Actor, value: str | None) -> DraftKey | None:
    """Return what a visitor's cookie holds, or None: no cookie, a changed one, another municipality's, or too old."""
    found = cookie.unseal(value, keys.visit_key(), viewer.municipality) if value else None
    if found is None:
        return None
    key, issued = found
    latest = issued + clock.HOUR  # the hour is cut: it may have been issued at its very end
    return key if clock.now() < cookie.ends(latest, draft_life(viewer)) else None


def cookie_value(viewer: Actor, key: DraftKey) -> str:
    """Return the value of a visitor's cookie, issued now."""
    return cookie.seal(key, keys.visit_key(), viewer.municipality)


def draft_life(viewer: Actor) -> timedelta:
    """Return how long a draft is kept after its last answer, at least."""
    return timedelta(minutes=facts.book(viewer.municipality_id).value("draft-minutes"))


def open_draft(viewer: Actor, key: DraftKey | None) -> dict[str, Any] | None:
    """Return what a visitor typed so far, or None: no cookie, another's cookie, or gone for safety."""
    if key is None or not policies.may_draft(viewer):
        return None
    draft = Draft.objects.for_actor(viewer).filter(uid=key.uid, ends__gt=clock.now()).first()
    if draft is None:
        return None
    try:
        text = crypto.decrypt(key.key, draft.answers.body, draft_context(viewer, key.uid))
    except crypto.Unreadable:
        return None
    answers: dict[str, Any] = json.loads(text)
    return answers


def draft_context(viewer: Actor, uid: UUID) -> bytes:
    """Return what a draft's seal is bound to."""
    return f"{viewer.municipality}|mailbox.Draft.answers|{uid}".encode()


def fingerprint(code: str) -> str:
    """Return how a receipt code is kept: HMAC-SHA-256 under a key of the store of keys."""
    return crypto.fingerprint(keys.code_key(), code)


def code_from(seed: str) -> str:
    """Return sixteen digits that follow from a random seed and that key: a code that need not be stored."""
    return f"{int(fingerprint(seed), 16) % 10**16:016d}"


def kept_submission(submission: UUID) -> UUID:
    """Return how a form's own number is kept, so that sending twice is known: not as itself. A code follows from
    it, and whoever read it in the database, or in a back-up, could send it again and be shown the code."""
    return UUID(hex=fingerprint(f"kept:{submission}")[:32], version=4)


def thread_by_code(viewer: Actor, code: str) -> Thread | None:
    """Return the thread of a code in the viewer's municipality: the same one statement, found or not."""
    rows = Thread.objects.for_actor(viewer).select_related("board")
    return rows.filter(fingerprint=fingerprint(code)).first()


def locked(thread: Thread) -> Thread | None:
    """Return a thread as it is now, under its lock; None when its time has come since it was read."""
    return Thread.objects.select_for_update(of=("self",)).select_related("board").filter(pk=thread.pk).first()


def message_uid(thread: Thread, submission: UUID) -> UUID:
    """Return the uid of what somebody sends with a form: the same form, sent twice, is the same message."""
    return uuid5(thread.uid, str(submission))


def is_here(uid: UUID) -> bool:
    """Say whether a message has come."""
    return Message.objects.filter(uid=uid).exists()


@dataclass(frozen=True, slots=True)
class Line:
    """One message, opened; `text` is None when it has been disposed of."""

    direction: str
    at: datetime
    text: str | None


def place_of(message: Message, municipality: str) -> Place:
    """Return where a message's seal belongs."""
    return Place(municipality, "mailbox.Message.text", message.uid)


def sealed_messages(thread: Thread) -> list[Message]:
    """Return a thread's messages, oldest first, still sealed: for an owner that opens several texts in one batch."""
    return list(thread.messages.order_by("id"))


def messages_of(threads: Iterable[Thread], board: Board, municipality: str) -> list[Line]:
    """Open a thread's messages, oldest first. The caller has checked who asks, and logs it."""
    rows = list(Message.objects.filter(thread__in=list(threads)).order_by("id"))
    opened = secrecy.unseal(board.uid, {place_of(row, municipality): row.text for row in rows})
    return [Line(row.direction, row.at, opened[place_of(row, municipality)]) for row in rows]


def last_day(thread: Thread) -> datetime:
    """Return the last moment a code works, if nothing more happens."""
    days = facts.book(thread.municipality_id).value("mailbox-days")
    return calendar.add_days(thread.last_event, days)


def ended_before(board: Board, before: datetime) -> QuerySet[Thread]:
    """Return threads whose last event lies before a moment: what the rule for codes disposes of.

    A thread with a key holds the words of a matter that is still here, open again or held: it goes after that one.
    """
    ended = Thread.objects.filter(board=board, last_event__lt=before, ended_at__isnull=False)
    return ended.filter(~records.HELD, key=None).order_by("id")
