"""Who may take calls, and write in a note: the one assignment it belongs to."""

from __future__ import annotations

from django.db.models import Q

from forebygg.calls.models import CallNote
from forebygg.kit.actor import Actor
from forebygg.secrecy import policies as secrecy


def may_take_calls(actor: Actor) -> bool:
    """Operators of the municipality."""
    return actor.kind == "staff" and actor.may("call.take") and actor.municipality_id is not None


def may_write_call(actor: Actor, note: CallNote) -> bool:
    """The one assignment that writes it, nobody else."""
    return actor.may("call.take") and secrecy.is_inside(actor, note.circle)


def visible(actor: Actor) -> Q:
    """Return the condition for notes whose circle is the actor's one assignment."""
    if not actor.may("call.take"):
        return Q(pk__in=[])
    return secrecy.visible(actor)
