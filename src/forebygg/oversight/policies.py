"""Who may see the log."""

from __future__ import annotations

from forebygg.kit.actor import Actor


def may_review(actor: Actor) -> bool:
    """The data protection function, in its own municipality."""
    return actor.kind == "staff" and actor.may("log.review") and actor.municipality_id is not None
