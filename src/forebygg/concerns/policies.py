"""Who may register, read and act on a concern. Whether one is inside the wall, `secrecy` says."""

from __future__ import annotations

from django.db.models import Q

from forebygg.concerns.models import Concern
from forebygg.kit.actor import Actor
from forebygg.secrecy import policies as secrecy


def may_register(actor: Actor) -> bool:
    """Anyone outside, and staff who take calls or report in service."""
    if actor.municipality_id is None:
        return False
    return actor.kind == "public" or actor.may("call.take") or may_write_letters(actor)


def may_write_letters(actor: Actor) -> bool:
    """Those who receive, and the registrar: what comes on paper goes in by the same door as everything else."""
    return actor.kind == "staff" and (actor.may("worry.handle") or actor.may("letter.write"))


def visible(actor: Actor) -> Q:
    """Return the condition for concerns whose text the actor may open."""
    if not actor.may("worry.read"):
        return Q(pk__in=[])
    return secrecy.visible(actor)


def may_read(actor: Actor, concern: Concern) -> bool:
    """Inside the circle, with the right to read."""
    return actor.may("worry.read") and secrecy.is_inside(actor, concern.circle)


def may_handle(actor: Actor, concern: Concern) -> bool:
    """Inside the circle, with the right to act."""
    return actor.may("worry.handle") and secrecy.is_inside(actor, concern.circle)


def may_see_ended(actor: Actor) -> Q:
    """Return the condition for ended concerns whose row (never the text) the actor's desk may see and hold."""
    if not actor.may("worry.read"):
        return Q(pk__in=[])
    return Q(municipality_id=actor.municipality_id, board_id=actor.board_id, desk_id__in=actor.desk_ids)


def may_see_figures(actor: Actor) -> bool:
    """How many wait, the oldest, what is overdue: staff whose work it is. Never a text."""
    return actor.may("figures.read")
