"""Who may open, see and review a case: those inside its circle. No list across circles."""

from __future__ import annotations

from django.db.models import Q

from forebygg.cases.models import Case
from forebygg.kit.actor import Actor
from forebygg.secrecy import policies as secrecy


def may_open(actor: Actor) -> bool:
    """Those who receive, at a desk of their own."""
    return actor.kind == "staff" and actor.may("case.handle") and bool(actor.desk_ids)


def visible(actor: Actor) -> Q:
    """Return the condition for cases whose circle the actor is in."""
    if not actor.may("case.handle"):
        return Q(pk__in=[])
    return secrecy.visible(actor)


def may_handle(actor: Actor, case: Case) -> bool:
    """Inside the circle, with the right to act."""
    return actor.may("case.handle") and secrecy.is_inside(actor, case.circle)
