"""Who may be reminded: everyone who works here."""

from __future__ import annotations

from forebygg.kit.actor import Actor


def may_report_child(actor: Actor) -> bool:
    """Everyone who works here; the duty is personal."""
    return actor.kind == "staff" and actor.assignment_id is not None
