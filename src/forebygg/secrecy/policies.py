"""Who is inside. Every closed room's policy asks here; none judges a marking itself."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.people.models import User
from forebygg.secrecy.inside import Inside
from forebygg.secrecy.models import Circle, CircleMember, Exclusion


def visible(actor: Actor, circle: str = "circle") -> Q:
    """Return the condition "the actor is inside this row's circle", for a relation of that name.

    Inside means: of the circle's board, at a desk (or in the assignment) let in, now, and not excluded.
    """
    if actor.kind == "system":
        return Q(**{f"{circle}__municipality_id": actor.municipality_id})
    if actor.kind != "staff":
        return Q(pk__in=[])
    return Q(Inside(actor, f"{circle}_id"))


def _let_in(actor: Actor, now: datetime) -> Q:
    mine = Q(desk_id__in=actor.desk_ids) | Q(assignment=actor.assignment_id or 0)  # None would match every desk's row
    return mine & (Q(ends=None) | Q(ends__gt=now))


def at_its_desk(actor: Actor, circle: str = "circle") -> Q:
    """Return the condition "a desk of the actor's was let in to this row's circle", also when the matter has ended.

    Never by an emergency's hours, and never for somebody shut out. For what outlives the work: a request for a record.
    """
    if actor.kind != "staff":
        return Q(pk__in=[])
    members = CircleMember.objects.filter(circle=OuterRef(f"{circle}_id"), desk_id__in=actor.desk_ids)
    own = Q(**{f"{circle}__municipality_id": actor.municipality_id, f"{circle}__board_id": actor.board_id})
    return own & Q(Exists(members)) & not_shut_out(actor, circle)


def not_shut_out(actor: Actor, circle: str = "circle") -> Q:
    """Return the condition "the actor is not shut out of this row's circle": it outlives the circle's end."""
    return ~Q(Exists(Exclusion.objects.filter(circle=OuterRef(f"{circle}_id"), user_id=actor.user_id or 0)))


def is_inside(actor: Actor, circle: Circle) -> bool:
    """Say whether the actor is inside one circle."""
    if actor.kind == "system":
        return actor.municipality_id == circle.municipality_id
    now = clock.now()
    if actor.municipality_id != circle.municipality_id or actor.board_id != circle.board_id:
        return False
    if circle.starts > now or (circle.ends is not None and circle.ends <= now):
        return False
    members = circle.members.filter(_let_in(actor, now))
    return members.exists() and not circle.exclusions.filter(user_id=actor.user_id or 0).exists()


def may_exclude(actor: Actor, circle: Circle, user: User | None = None) -> bool:
    """A head inside the circle may shut somebody out; everyone inside, themselves."""
    oneself = user is not None and actor.kind == "staff" and actor.user_id == user.pk
    return (actor.may("exclude.set") or oneself) and is_inside(actor, circle)
