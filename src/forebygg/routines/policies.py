"""Who may publish a routine. Reading one is open to anyone; walking one is the owner's matter."""

from __future__ import annotations

from forebygg.kit.actor import Actor
from forebygg.routines.models import Version


def may_publish(actor: Actor, municipality_id: int) -> bool:
    """The coordinator and the security manager enter what was decided; the system loads what ships."""
    return actor.municipality_id == municipality_id and (actor.kind == "system" or actor.may("opening.edit"))


def may_rehearse(actor: Actor) -> bool:
    """Everyone who works here."""
    return actor.kind == "staff"


def may_read(actor: Actor, version: Version) -> bool:
    """Anyone in the municipality, the public too: the routine that runs is the routine that is shown."""
    return actor.municipality_id == version.municipality_id
