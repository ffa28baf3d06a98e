"""Drafts belong to a cookie, threads to a code; desks reach a thread only through the concern that owns it."""

from __future__ import annotations

from forebygg.kit.actor import Actor
from forebygg.mailbox.models import Thread


def may_draft(actor: Actor) -> bool:
    """Anyone outside, in a municipality."""
    return actor.kind == "public" and actor.municipality_id is not None


def may_answer(actor: Actor, thread: Thread) -> bool:
    """Staff of the thread's own board; whether they are inside the circle, the owner has checked."""
    return actor.kind == "staff" and actor.municipality_id == thread.municipality_id and actor.may("worry.handle")
