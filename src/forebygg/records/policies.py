"""Who may read the register, decide on disposal, hold."""

from __future__ import annotations

from django.db.models import Q

from forebygg.kit.actor import Actor
from forebygg.people.models import Board


def may_read_register(actor: Actor) -> bool:
    """Registrar, archive and those who receive: their own board's register."""
    return actor.kind == "staff" and actor.may("register.read")


def visible(actor: Actor) -> Q:
    """Rows of the actor's own board; the archive function sees the municipality's."""
    if actor.may("disposal.read"):
        return Q(municipality_id=actor.municipality_id)
    return Q(municipality_id=actor.municipality_id, board_id=actor.board_id)


def may_export(actor: Actor, board: Board) -> bool:
    """Those who read a board's register may take it out: their own board's; the archive function, any."""
    mine = actor.board_id == board.pk or actor.may("disposal.read")
    return may_read_register(actor) and actor.municipality_id == board.municipality_id and mine


def may_enter_decision(actor: Actor, board: Board) -> bool:
    """The archive function, in its own municipality. What is entered is the board's decision, with its paragraph."""
    return actor.may("disposal.decide") and board.municipality_id == actor.municipality_id


def may_see_disposal(actor: Actor) -> bool:
    """The archive function sees rules, decisions, certificates and holds, never a record."""
    return actor.may("disposal.read")


def may_enter_opening(actor: Actor) -> bool:
    """The coordinator, the security manager and the data protection function fill in the opening list."""
    return actor.kind == "staff" and actor.may("opening.edit")


def may_approve_opening(actor: Actor) -> bool:
    """Two functions approve it: the head in the social services, and the data protection function."""
    return actor.kind == "staff" and actor.may("opening.approve")


def may_hold(actor: Actor) -> bool:
    """Receivers and the registrar; those who register or test a request, and its timed job. Whose row it is, the
    caller's room has checked."""
    by_a_request = actor.may("request.register") or actor.may("request.test") or actor.kind == "system"
    return actor.may("hold.set") or by_a_request
