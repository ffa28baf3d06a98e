"""Who opens a draft for opinions and reads what came; who keeps initiatives."""

from __future__ import annotations

from forebygg.kit.actor import Actor


def may_moderate(actor: Actor) -> bool:
    """Whoever keeps plans, in their own municipality."""
    return actor.kind == "staff" and actor.may("plan.keep") and actor.municipality_id is not None


def may_keep(actor: Actor) -> bool:
    """As for plans."""
    return may_moderate(actor)
