"""Who keeps plans, and who sees a draft."""

from __future__ import annotations

from django.db.models import Q

from forebygg.kit.actor import Actor


def may_keep(actor: Actor) -> bool:
    """The plan's steward, the coordinator and the security manager, in their own municipality."""
    return actor.kind == "staff" and actor.may("plan.keep") and actor.municipality_id is not None


def may_read_drafts(actor: Actor) -> bool:
    """Anybody who works here: a draft is no secret among colleagues, but it is not yet for the public."""
    return actor.kind == "staff" and actor.municipality_id is not None


def may_report(actor: Actor) -> bool:
    """Whoever keeps plans says how far a measure has come."""
    return may_keep(actor)


def visible(actor: Actor) -> Q:
    """Which plans: all for whoever works here, those once decided for everybody else."""
    return Q() if may_read_drafts(actor) else Q(standing__in=["in-force", "repealed"])
