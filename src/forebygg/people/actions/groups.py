"""What groups of the municipality's own directory mean here: proposed by one, approved by another."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.people import events, policies, roles
from forebygg.people.models import Assignment, Desk, GroupRole, Unit


@transaction.atomic
def propose_group(group: str, *, role: str, unit: Unit, desk: Desk | None, rank: str, by: Actor) -> GroupRole:
    """Propose that a group gives a role in a place. Raises WrongState when it does so already."""
    require(policies.may_propose_group(by, unit), by, "group")

    if role not in roles.ROLES or (desk and desk.unit_id != unit.pk):
        raise WrongState(_("Rollen och platsen hör inte ihop."))

    row = GroupRole(municipality_id=unit.municipality_id, group=group, role=role, unit=unit, desk=desk, rank=rank)
    row.proposed_by_id = by.user_id or 0
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise WrongState(_("Gruppen ger redan den rollen där, eller är redan föreslagen.")) from error

    audit.record(events.GROUP_PROPOSED, about=row, by=by, detail={"role": role, "unit": unit.code})
    return row


@transaction.atomic
def approve_group(row: GroupRole, *, by: Actor) -> None:
    """Approve it: the second person of two. It counts at the next sign-in, or when the directory's list is read."""
    row = GroupRole.objects.select_for_update().get(pk=row.pk)

    require(policies.may_approve_group(by, row), by, "group")

    if row.approved_by_id is not None:
        raise WrongState(_("Någon annan har redan svarat."))

    row.approved_by_id = by.user_id
    row.save(update_fields=["approved_by"])

    audit.record(events.GROUP_APPROVED, about=row, by=by, detail={"role": row.role})


@transaction.atomic
def end_group(row: GroupRole, *, by: Actor) -> None:
    """The group means nothing here any more; the roles it gave end the same minute."""
    row = GroupRole.objects.select_for_update().get(pk=row.pk)

    require(policies.may_end_group(by, row), by, "group")

    for given in Assignment.objects.select_for_update().filter(group_role=row, ends=None):
        end_given(given, by=by)
    audit.record(events.GROUP_ENDED, about=row, by=by, detail={"role": row.role})
    row.delete()


def end_given(given: Assignment, *, by: Actor) -> None:
    """End a role that a group gave, or its proposal. Inside the deed that knows why."""
    given.approved_by = None
    given.group_role = None
    given.ends = clock.today()
    given.save(update_fields=["approved_by", "group_role", "ends"])
    audit.record(events.ASSIGNMENT_ENDED, about=given, by=by, detail={"role": given.role})
