"""Who handles breaches."""

from __future__ import annotations

from forebygg.kit.actor import Actor


def may_handle(actor: Actor) -> bool:
    """The security manager and the data protection function, in their own municipality."""
    return actor.kind == "staff" and actor.may("breach.handle") and actor.municipality_id is not None
