"""Who may read figures inside the house. Publishing them is a later issue, with disclosure control."""

from __future__ import annotations

from forebygg.kit.actor import Actor


def may_read_figures(actor: Actor) -> bool:
    """Staff whose work it is."""
    return actor.may("figures.read")
