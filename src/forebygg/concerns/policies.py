"""Who may register, read and act on a concern. Whether one is inside the wall, `secrecy` says."""

from __future__ import annotations

from django.db.models import Q

from forebygg.concerns.models import Concern
from forebygg.kit.actor import Actor
from forebygg.people import queries as people
from forebygg.people.models import Desk, User
from forebygg.secrecy import policies as secrecy

_ABOUT_PERSONS = {Concern.Kind.WORRY, Concern.Kind.RELATIVE, Concern.Kind.LEAVING, Concern.Kind.BOOKING}
_READ_PERSONS = (("worry", False), ("worry", True), ("relative", False), ("leaving", False))


def may_register(actor: Actor) -> bool:
    """Anyone outside, and staff who take calls or report in service."""
    if actor.municipality_id is None:
        return False
    return actor.kind == "public" or actor.may("call.take") or may_write_letters(actor)


def may_write_letters(actor: Actor) -> bool:
    """Those who receive, and the registrar: what comes on paper goes in by the same door as everything else."""
    return actor.kind == "staff" and (actor.may("worry.handle") or actor.may("letter.write"))


def visible(actor: Actor) -> Q:
    """Return the condition for concerns whose text the actor may open: a person, never a timed job."""
    if actor.kind != "staff" or not actor.may("worry.read"):
        return Q(pk__in=[])
    return secrecy.visible(actor)


def may_read(actor: Actor, concern: Concern) -> bool:
    """Inside the circle, with the right to read."""
    return actor.kind == "staff" and actor.may("worry.read") and secrecy.is_inside(actor, concern.circle)


def may_handle(actor: Actor, concern: Concern) -> bool:
    """Inside the circle, with the right to act."""
    return actor.kind == "staff" and actor.may("worry.handle") and secrecy.is_inside(actor, concern.circle)


def may_be_handed(actor: Actor, concern: Concern, desk: Desk) -> bool:
    """A text that may name someone goes only to a desk where the municipality lets such be read: never to a count."""
    return not may_name_someone(concern) or desk.code in desks_for_persons(actor)


def may_name_someone(concern: Concern) -> bool:
    """Say whether a concern is of a kind that is about a person, or says who."""
    return concern.kind in _ABOUT_PERSONS or concern.who is not None


def desks_for_persons(actor: Actor) -> set[str]:
    """Return the codes of the desks where texts about persons are read in the actor's municipality."""
    return {people.reader_code(actor, kind, adult=adult) for kind, adult in _READ_PERSONS}


def may_exclude(actor: Actor, concern: Concern, user: User | None = None) -> bool:
    """The head of its own desk shuts somebody out of a matter and lets them in again; everyone who reads, themselves
    out. A head of another desk, let in for an emergency, reads and does not choose who else may."""
    oneself = user is not None and actor.user_id == user.pk
    return (oneself or concern.desk_id in actor.desk_ids) and secrecy.may_exclude(actor, concern.circle, user)


def may_open_in_emergency(actor: Actor) -> bool:
    """Those who read about persons at a desk of a board: never a count's reader, never IT, never outside the board."""
    reads = actor.kind == "staff" and actor.may("worry.read") and actor.may("case.handle")
    return reads and actor.board_id is not None


def may_trace(actor: Actor) -> bool:
    """Whoever reviews the log may ask who opened a concern; the concern itself is not theirs."""
    return actor.kind == "staff" and actor.may("log.review")


def may_see_ended(actor: Actor) -> Q:
    """Return the condition for ended concerns whose row (never the text) the actor's desk may see and hold."""
    if not actor.may("worry.read"):
        return Q(pk__in=[])
    own = Q(municipality_id=actor.municipality_id, board_id=actor.board_id, desk_id__in=actor.desk_ids)
    return own & secrecy.not_shut_out(actor)


def may_inform(actor: Actor, concern: Concern) -> bool:
    """Who handles at its own desk says whether the person was told, also when it has ended."""
    here = Concern.objects.filter(may_see_ended(actor), pk=concern.pk)
    return actor.kind == "staff" and actor.may("worry.handle") and here.exists()


def may_test(actor: Actor) -> Q:
    """Return the condition for concerns, open or ended, whose texts the actor may test when a record is asked for."""
    if not (actor.kind == "staff" and actor.may("worry.read") and actor.may("request.test")):
        return Q(pk__in=[])
    return secrecy.at_its_desk(actor)


def may_see_figures(actor: Actor) -> bool:
    """How many wait, the oldest, what is overdue: staff whose work it is. Never a text."""
    return actor.may("figures.read")
