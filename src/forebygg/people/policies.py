"""Who may change organisation and staff."""

from __future__ import annotations

from forebygg.kit.actor import Actor
from forebygg.people.models import Absence, Assignment, Desk, GroupRole, SignInReset, Unit, User


def may_propose_assignment(actor: Actor, subject: User, unit: Unit) -> bool:
    """IT proposes for any unit, a head for their own, within their municipality, never for themselves."""
    within = subject.municipality_id == unit.municipality_id == actor.municipality_id
    anywhere, here = actor.may("people.propose"), actor.may("desk.manage") and unit.pk == actor.unit_id
    return within and (anywhere or here) and actor.user_id != subject.pk


def may_propose(actor: Actor) -> bool:
    """IT and heads may propose for others."""
    return actor.kind == "staff" and (actor.may("people.propose") or actor.may("desk.manage"))


def may_see_staff(actor: Actor) -> bool:
    """Those who propose or approve see who has which role."""
    return may_propose(actor) or (actor.kind == "staff" and actor.may("people.approve"))


def may_add_person(actor: Actor) -> bool:
    """IT and heads, within their own municipality. Someone without an approved role may do nothing."""
    return may_propose(actor) and actor.municipality_id is not None


def may_approve_assignment(actor: Actor, assignment: Assignment) -> bool:
    """Another person than the proposer and the one it concerns. What nobody proposed nobody approves: a person, or a
    group of the directory whose meaning two persons have settled."""
    if assignment.proposed_by_id is None and assignment.group_role_id is None:
        return False
    others = actor.user_id not in (assignment.proposed_by_id, assignment.user_id)
    return _within(actor, assignment) and actor.may("people.approve") and others


def may_propose_group(actor: Actor, unit: Unit) -> bool:
    """What a group means is proposed by IT only, within their own municipality."""
    return actor.may("people.propose") and actor.municipality_id == unit.municipality_id


def may_approve_group(actor: Actor, row: GroupRole) -> bool:
    """A second person."""
    return _within(actor, row) and actor.may("people.approve") and actor.user_id != row.proposed_by_id


def may_end_group(actor: Actor, row: GroupRole) -> bool:
    """Ending takes one person."""
    return _within(actor, row) and (actor.may("people.propose") or actor.may("people.approve"))


def may_arrive(actor: Actor) -> bool:
    """Only the sign-in itself, or the reading of the directory's list, in one municipality."""
    return actor.kind == "system" and actor.municipality_id is not None


def is_proposers_own(assignment: Assignment) -> bool:
    """Say whether whoever proposes also added the person: nobody else has met them yet."""
    return assignment.user.added_by_id is not None and assignment.user.added_by_id == assignment.proposed_by_id


def may_propose_reset(actor: Actor, subject: User) -> bool:
    """Those who propose roles, for others of their own municipality."""
    return may_propose(actor) and subject.municipality_id == actor.municipality_id and subject.pk != actor.user_id


def may_answer_reset(actor: Actor, reset: SignInReset) -> bool:
    """A second person: neither who proposed it nor whom it concerns."""
    within = actor.kind == "staff" and actor.municipality_id == reset.municipality_id
    return within and actor.may("people.approve") and actor.user_id not in (reset.user_id, reset.proposed_by_id)


def may_end_assignment(actor: Actor, assignment: Assignment) -> bool:
    """Ending takes one person: access that should stop stops at once."""
    return _within(actor, assignment) and may_end_roles(actor)


def may_end_sessions(actor: Actor, subject: User) -> bool:
    """Those who may end a role: what should stop stops at once."""
    return subject.municipality_id == actor.municipality_id and may_end_roles(actor)


def may_end_roles(actor: Actor) -> bool:
    """Those who propose and those who approve."""
    return actor.kind == "staff" and (actor.may("people.propose") or actor.may("people.approve"))


def may_manage_desk(actor: Actor, desk: Desk) -> bool:
    """The head of the desk's own unit."""
    return _within(actor, desk) and actor.may("desk.manage") and desk.pk in actor.desk_ids


def may_see_desks(actor: Actor) -> bool:
    """Whether a desk is staffed is no secret within the municipality's own staff."""
    return actor.kind == "staff"


def may_report_absence(actor: Actor, user: User) -> bool:
    """Everyone their own."""
    return actor.kind == "staff" and actor.user_id == user.pk


def may_withdraw_absence(actor: Actor, absence: Absence) -> bool:
    """Everyone their own."""
    return actor.kind == "staff" and actor.user_id == absence.user_id


def may_remove_absences(actor: Actor) -> bool:
    """The timed job, in one municipality."""
    return actor.kind == "system" and actor.municipality_id is not None


def _within(actor: Actor, row: Assignment | Desk | GroupRole) -> bool:
    return actor.municipality_id is not None and row.municipality_id == actor.municipality_id
