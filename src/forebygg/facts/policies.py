"""Who may verify or change a fact."""

from __future__ import annotations

from forebygg.facts.models import Fact
from forebygg.kit.actor import Actor


def may_keep_numbers(actor: Actor) -> bool:
    """The coordinator and the security manager."""
    return actor.kind == "staff" and actor.may("opening.edit")


def may_verify(actor: Actor, fact: Fact) -> bool:
    """The coordinator and the security manager, for their own municipality and for what was shipped."""
    return actor.may("opening.edit") and fact.municipality_id in (None, actor.municipality_id)
