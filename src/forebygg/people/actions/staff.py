"""What people do with organisation and staff."""

from __future__ import annotations

import secrets
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.kit.rows import change, lock
from forebygg.people import events, policies, queries, signing, sitting
from forebygg.people.models import Absence, Assignment, ClosedDay, Desk, Municipality, Unit, User


@transaction.atomic
def add_person(*, name: str, email: str, by: Actor) -> str:
    """Add someone who is to work here. Returns their first password, which lives for a day and opens nothing but the
    page where they choose their own. Adding once more whoever has not done so gives a new one.

    Raises WrongState for a known address.
    """
    require(policies.may_add_person(by), by, "staff")

    user = User.objects.select_for_update().filter(email__iexact=email).first()
    if user is None:
        user = User(municipality_id=by.municipality_id or 0, name=name.strip(), email=email.lower())
    elif user.municipality_id != by.municipality_id or user.first_password_until is None:
        raise WrongState(_("Adressen finns redan."))

    password = secrets.token_urlsafe(12)
    user.added_by_id = by.user_id
    user.first_password_until = clock.now() + signing.FIRST_PASSWORD
    user.set_password(password)
    if user.pk is None:
        user.save(force_insert=True)
    else:
        user.save(update_fields=["password", "first_password_until", "added_by"])

    audit.record(events.PERSON_ADDED, about=user, by=by)
    return password


@transaction.atomic
def propose_assignment(subject: User, *, role: str, unit: Unit, desk: Desk | None, rank: str, by: Actor) -> Assignment:
    """Propose a role for somebody; it counts when a second person has approved it."""
    require(policies.may_propose_assignment(by, subject, unit), by, "assignment")

    if unit.municipality_id != subject.municipality_id or (desk and desk.unit_id != unit.pk):
        raise WrongState(_("Enheten och mottagningen hör inte ihop med personen."))

    assignment = Assignment.objects.create(
        municipality_id=subject.municipality_id,
        user=subject,
        role=role,
        unit=unit,
        desk=desk,
        rank=rank,
        starts=clock.today(),
        proposed_by_id=by.user_id,
    )

    audit.record(events.ASSIGNMENT_PROPOSED, about=assignment, by=by, detail={"role": role, "unit": unit.code})
    return assignment


@transaction.atomic
def approve_assignment(assignment: Assignment, *, knows_person: bool = False, by: Actor) -> Assignment:
    """Approve a proposed role: the second person of two. Of somebody whom the proposer also added, the approver says
    that they have met or talked to the person: else one alone could invent a colleague and read in their name.
    """
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)

    require(policies.may_approve_assignment(by, assignment), by, "assignment")

    if assignment.approved_by_id is not None:
        raise WrongState(_("Uppdraget är redan godkänt."))
    if assignment.ends is not None:
        raise WrongState(_("Uppdraget är avslutat. Föreslå det på nytt."))
    if policies.is_proposers_own(assignment) and not knows_person:
        raise WrongState(_("Den som föreslår har själv lagt till personen. Bekräfta att du har talat med personen."))

    assignment.approved_by_id = by.user_id
    assignment.save(update_fields=["approved_by"])

    audit.record(events.ASSIGNMENT_APPROVED, about=assignment, by=by, detail={"role": assignment.role})
    return assignment


@transaction.atomic
def end_assignment(assignment: Assignment, *, by: Actor) -> None:
    """End a role today, or turn a proposal down; it stops the same minute."""
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)

    require(policies.may_end_assignment(by, assignment), by, "assignment")

    assignment.approved_by = None
    assignment.ends = clock.today()
    assignment.save(update_fields=["ends", "approved_by"])

    audit.record(events.ASSIGNMENT_ENDED, about=assignment, by=by, detail={"role": assignment.role})


@transaction.atomic
def end_sessions(user: User, *, by: Actor) -> None:
    """Sign a person out everywhere, at once: a machine is lost, or somebody else sits there."""
    user = User.objects.select_for_update().get(pk=user.pk)

    require(policies.may_end_sessions(by, user), by, "sessions")

    sitting.new_round(user)

    audit.record(events.SESSIONS_ENDED, about=user, by=by)


@transaction.atomic
def report_absence(user: User, *, first_day: date, last_day: date, by: Actor) -> Absence:
    """Say which days one is away; what waits is passed on to those who are here."""
    require(policies.may_report_absence(by, user), by, "absence")

    if last_day < first_day or last_day < clock.today():
        raise WrongState(_("Sista dagen ligger före den första, eller har redan varit."))

    absence = Absence.objects.create(
        municipality_id=user.municipality_id, user=user, first_day=first_day, last_day=last_day
    )

    audit.record(events.ABSENCE_REPORTED, about=absence, by=by)
    return absence


@transaction.atomic
def withdraw_absence(absence: Absence, *, by: Actor) -> None:
    """Take back an absence."""
    require(policies.may_withdraw_absence(by, absence), by, "absence")

    audit.record(events.ABSENCE_WITHDRAWN, about=absence, by=by)
    absence.delete()


@transaction.atomic
def remove_past_absences(before: date, *, by: Actor) -> int:
    """Remove absences that ended before a day. Returns how many. Nothing asks who was away then."""
    require(policies.may_remove_absences(by), by, "absence")

    count = Absence.objects.for_actor(by).filter(last_day__lt=before).delete()[0]

    if count:
        audit.record(events.ABSENCES_REMOVED, about=None, by=by, detail={"number": count})
    return count


@transaction.atomic
def close_desk(desk: Desk, *, day: date, by: Actor) -> None:
    """Close a desk on one day: the public page says so and shows numbers."""
    desk = lock(desk)

    require(policies.may_manage_desk(by, desk), by, "desk")

    if day < clock.today():
        raise WrongState(_("Dagen har redan varit."))

    ClosedDay.objects.get_or_create(desk=desk, day=day)
    change(desk)

    audit.record(events.DAY_CLOSED, about=desk, by=by, detail={"day": day.isoformat()})


@transaction.atomic
def reopen_desk(desk: Desk, *, day: date, by: Actor) -> None:
    """Take back a closed day."""
    desk = lock(desk)

    require(policies.may_manage_desk(by, desk), by, "desk")

    ClosedDay.objects.filter(desk=desk, day=day).delete()
    change(desk)

    audit.record(events.DAY_OPENED, about=desk, by=by, detail={"day": day.isoformat()})


@transaction.atomic
def set_intake(town: Municipality, *, is_open: bool, by: Actor) -> None:
    """Open or shut real intake. Called by the opening list in `site`, which holds the conditions."""
    town = lock(town)

    require(by.may("opening.edit") and by.municipality_id == town.pk, by, "intake")
    require(by.kind == "staff" or not is_open, by, "intake")  # the loop may shut, never open

    town.intake_open = is_open
    change(town, "intake_open")
    queries.forget_towns()

    audit.record(events.INTAKE_OPENED if is_open else events.INTAKE_SHUT, about=town, by=by)
