"""Who comes by the municipality's own sign-in, which roles their groups give, and who has left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from forebygg.audit import actions as audit
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState, require
from forebygg.people import events, policies, roles
from forebygg.people.actions.groups import end_given
from forebygg.people.models import Assignment, GroupRole, User


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a provider says of whoever comes: nothing more of it is kept than address, name and subject.

    `groups` is None when it said nothing about groups: then nothing changes. `is_strong`: a second step was taken
    there.
    """

    provider: str
    subject: str
    email: str
    name: str
    groups: frozenset[str] | None
    address_is_checked: bool = False
    is_strong: bool = False


@transaction.atomic
def arrive(arrival: Arrival, *, by: Actor) -> User:
    """Return the person who comes, made at their first coming when a group of theirs means something here.

    From then on they sign in that way only: a password of the time before is taken away. Raises WrongState with the
    sentence to show when nobody comes.
    """
    require(policies.may_arrive(by), by, "arrival")

    link = SocialAccount.objects.filter(provider=arrival.provider, uid=arrival.subject).first()
    user = User.objects.select_for_update().get(pk=link.user_id) if link else _met_before(arrival, by)
    if user.municipality_id != by.municipality_id or not user.is_active:
        raise WrongState(_("Kontot är avslutat här. Prata med den som ger behörigheter hos er."))

    if link is None:
        _link(user, arrival)
        audit.record(events.ARRIVED, about=user, by=by)
    if arrival.groups is not None:
        _follow(user, arrival.groups, by)
    return user


def _met_before(arrival: Arrival, by: Actor) -> User:
    """Somebody known by the address, or somebody new. Raises WrongState."""
    known = User.objects.select_for_update().filter(email__iexact=arrival.email).first() if arrival.email else None
    if known is not None:
        if not arrival.address_is_checked or known.municipality_id != by.municipality_id:
            raise WrongState(_("Adressen finns redan här. Prata med den som ger behörigheter hos er."))
        return known
    meaning = GroupRole.objects.for_actor(by).filter(approved_by__isnull=False, group__in=arrival.groups or ())
    if not arrival.email or not meaning.exists():
        raise WrongState(_("Du har ingen roll här. Prata med den som ger behörigheter hos er."))
    return User(municipality_id=by.municipality_id or 0, email=arrival.email.lower(), name=arrival.name[:80])


def _link(user: User, arrival: Arrival) -> None:
    user.set_unusable_password()
    user.first_password_until = None
    try:
        with transaction.atomic():
            if user.pk is None:
                user.save(force_insert=True)
            else:
                user.save(update_fields=["password", "first_password_until"])
            SocialAccount.objects.create(provider=arrival.provider, uid=arrival.subject, user=user)
    except IntegrityError as error:  # two first comings at once
        raise WrongState(_("Logga in en gång till.")) from error


def _follow(user: User, groups: Iterable[str], by: Actor) -> None:
    """Give and end what the groups say. What somebody here ended stays ended as long as the group is the same."""
    wanted = {
        row.pk: row for row in GroupRole.objects.for_actor(by).filter(approved_by__isnull=False, group__in=groups)
    }
    held = Assignment.objects.select_for_update().filter(user=user, group_role__isnull=False)
    for given in held:
        if given.group_role_id in wanted:
            del wanted[given.group_role_id]
        elif given.ends is None:
            end_given(given, by=by)
        else:
            given.group_role = None
            given.save(update_fields=["group_role"])
    for row in wanted.values():
        _give(user, row, by)


def _give(user: User, row: GroupRole, by: Actor) -> None:
    given = Assignment(municipality_id=user.municipality_id, user=user, role=row.role, starts=clock.today())
    given.unit_id, given.desk_id, given.rank, given.group_role = row.unit_id, row.desk_id, row.rank, row
    counts = row.role in roles.WITHOUT_POWER and row.approved_by_id != user.pk
    given.approved_by_id = row.approved_by_id if counts else None
    given.save(force_insert=True)
    audit.record(events.ASSIGNMENT_PROPOSED, about=given, by=by, detail={"role": row.role})
    if counts:
        audit.record(events.ASSIGNMENT_APPROVED, about=given, by=by, detail={"role": row.role})


@transaction.atomic
def follow_directory(people: Iterable[Arrival], *, provider: str, all_may_leave: bool, by: Actor) -> tuple[int, int]:
    """Take the directory's whole list: end who is not on it, and what groups no longer give. Returns (here, left).

    Raises WrongState when more than half would leave, unless that is said to be right: a list cut short ends nobody.
    """
    require(policies.may_arrive(by), by, "arrival")

    listed = {person.subject: person for person in people}
    links = list(SocialAccount.objects.filter(provider=provider, user__municipality_id=by.municipality_id or 0))
    here = [link for link in links if link.uid in listed]
    gone = [link for link in links if link.uid not in listed and link.user.is_active]
    if len(gone) > len(here) and not all_may_leave:
        raise WrongState(_("Mer än hälften skulle sluta. Listan verkar inte vara hel."))

    for link in here:
        groups = listed[link.uid].groups
        if groups is not None and link.user.is_active:
            _follow(link.user, groups, by)
    for link in gone:
        _leave(link.user, by)
    return len(here), len(gone)


def _leave(user: User, by: Actor) -> None:
    for given in Assignment.objects.select_for_update().filter(user=user, ends=None):
        end_given(given, by=by)
    user.is_active = False
    user.save(update_fields=["is_active"])
    audit.record(events.LEFT, about=user, by=by)
