"""Who registers, who sees that a request is there, who opens its words, who decides. Whose text may be tested, the room
of concerns says."""

from __future__ import annotations

from django.db.models import Q

from forebygg.kit.actor import Actor
from forebygg.people.models import Board
from forebygg.requests.models import RecordRequest


def may_use(actor: Actor) -> bool:
    """Those who register, test or decide."""
    return actor.kind == "staff" and any(
        actor.may(right) for right in ("request.register", "request.test", "request.decide")
    )


def is_registry(actor: Actor) -> bool:
    """The registry serves every board of its municipality, and opens no text of any."""
    return actor.kind == "staff" and actor.may("request.register") and not actor.may("request.test")


def may_register(actor: Actor, board: Board) -> bool:
    """The registry for any board of the municipality, a head for their own."""
    if actor.kind != "staff" or actor.municipality_id != board.municipality_id:
        return False
    return actor.may("request.register") and (is_registry(actor) or actor.board_id == board.pk)


def visible(actor: Actor) -> Q:
    """Return the condition for requests the actor sees: the registry its municipality's rows, others their board's."""
    if not may_use(actor):
        return Q(pk__in=[])
    own = Q(municipality_id=actor.municipality_id)
    return own if is_registry(actor) else own & Q(board_id=actor.board_id)


def may_open_words(actor: Actor, request: RecordRequest) -> bool:
    """The board's own, who must know what is asked to test it: never the registry afterwards."""
    mine = actor.municipality_id == request.municipality_id and actor.board_id == request.board_id
    return mine and actor.kind == "staff" and (actor.may("request.test") or actor.may("request.decide"))


def may_work(actor: Actor, request: RecordRequest) -> bool:
    """The board's own, who test and answer."""
    return may_open_words(actor, request)


def may_refuse(actor: Actor, request: RecordRequest) -> bool:
    """By the board's delegation: a head (docs/decisions: who refuses a record)."""
    return may_open_words(actor, request) and actor.may("request.decide")


def may_enter(actor: Actor, request: RecordRequest) -> bool:
    """What comes to the request afterwards, an appeal or a court's ruling: whoever may register there."""
    return may_register(actor, request.board) or may_refuse(actor, request)


def may_freeze(actor: Actor) -> bool:
    """Whoever registers, tests or decides, and the timed job: what is asked for must not go meanwhile."""
    return actor.municipality_id is not None and (actor.kind == "system" or may_use(actor))


def may_close(actor: Actor, request: RecordRequest) -> bool:
    """The timed job, in the request's municipality."""
    return actor.kind == "system" and actor.municipality_id == request.municipality_id
