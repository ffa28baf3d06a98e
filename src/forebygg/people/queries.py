"""Looking up organisation and staff."""

from __future__ import annotations

import time as monotonic
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound, require
from forebygg.kit.text import Text
from forebygg.notices.addresses import Address
from forebygg.people import policies, readers, roles, second_step
from forebygg.people.models import (
    Absence,
    Assignment,
    Board,
    ClosedDay,
    Desk,
    GroupRole,
    Municipality,
    Receiver,
    SignInReset,
    Unit,
    User,
)
from forebygg.people.staffing import RANKS, Reader, Staffing

# How long another process may still show a municipality as it was before a change. Not a rule of law.
_SECONDS_IN_MEMORY = 5.0
_memory: tuple[float, list[Municipality]] | None = None


def towns() -> list[Municipality]:
    """Return every municipality of this installation. They lie in memory for a few seconds: every request asks."""
    global _memory
    if _memory is None or monotonic.monotonic() - _memory[0] >= _SECONDS_IN_MEMORY:
        _memory = (monotonic.monotonic(), list(Municipality.objects.order_by("pk")))
    return _memory[1]


def forget_towns() -> None:
    """Forget what lies in memory, after a change in this process."""
    global _memory
    _memory = None


def town_of(actor: Actor) -> Municipality:
    """Return the actor's municipality. Raises NotFound for an actor without one."""
    town = Municipality.objects.filter(pk=actor.municipality_id or 0).first()
    if town is None:
        raise NotFound(actor, "municipality")
    return town


def _current(day: date) -> Q:
    return Q(starts__lte=day) & (Q(ends=None) | Q(ends__gte=day)) & Q(approved_by__isnull=False)


def assignments_of(user: User) -> list[Assignment]:
    """Return the user's current, approved assignments."""
    rows = Assignment.objects.filter(_current(clock.today()), user=user, user__is_active=True)
    return list(rows.select_related("unit__board", "desk").order_by("id"))


def actor_for(user: User, assignment: Assignment, town: str) -> Actor:
    """Build the Actor of a person in one assignment of a municipality (slug): walls run between assignments too."""
    place = assignment.desk.name if assignment.desk else assignment.unit.name
    return Actor(
        kind="staff",
        name=place.in_language("sv"),
        municipality_id=assignment.municipality_id,
        municipality=town,
        user_id=user.pk,
        assignment_id=assignment.pk,
        board_id=assignment.unit.board_id,
        unit_id=assignment.unit_id,
        desk_ids=frozenset([assignment.desk_id] if assignment.desk_id else []),
        role=assignment.role,
        permissions=roles.permissions(assignment.role),
    )


def get_desk(viewer: Actor, code: str) -> Desk:
    """Return a desk of the viewer's municipality by its code. Raises NotFound."""
    desk = find_desk(viewer, code)
    if desk is None:
        raise NotFound(viewer, "desk", code)
    return desk


def find_desk(viewer: Actor, code: str) -> Desk | None:
    """Return a desk of the viewer's municipality by its code, or None where there is none."""
    return Desk.objects.for_actor(viewer).select_related("unit__board").filter(code=code).first()


def reader(viewer: Actor, kind: str, *, adult: bool) -> Desk:
    """Return the desk that reads a kind of concern in the viewer's municipality. Raises NotFound."""
    return get_desk(viewer, reader_code(viewer, kind, adult=adult))


def reader_code(viewer: Actor, kind: str, *, adult: bool) -> str:
    """Return that desk's code, without asking the database."""
    town = next((town for town in towns() if town.pk == viewer.municipality_id), None)
    return readers.desk_code(town.readers if town else {}, kind, adult=adult)


@dataclass(frozen=True, slots=True)
class Instead:
    """The desk that reads when somebody at the ordinary one should not; who reads at both is shut out there."""

    desk: Desk
    shut_out: frozenset[int]


def reads_instead(viewer: Actor, kind: str, *, adult: bool) -> Instead | None:
    """Return who reads a kind instead of the ordinary desk, or None: nobody else of the same board may, or is there.

    A head of the ordinary desk may be named to read alone; those who read under them may not read there too.
    """
    town, usual = town_of(viewer), reader(viewer, kind, adult=adult)
    desk = find_desk(viewer, town.other_readers.get(usual.code, ""))
    if desk is None or desk.pk == usual.pk or desk.unit.board_id != usual.unit.board_id:
        return None
    rows = Assignment.objects.filter(_current(clock.today()), desk__in=[desk, usual], user__is_active=True)
    ranks: dict[int, set[tuple[int, str]]] = {desk.pk: set(), usual.pk: set()}
    for desk_id, user_id, rank in rows.values_list("desk_id", "user_id", "rank"):
        ranks[desk_id or 0].add((user_id, rank))
    heads = {user for user, rank in ranks[usual.pk] if rank == Assignment.Rank.HEAD}
    there, both = {user for user, _rank in ranks[desk.pk]}, {user for user, _rank in ranks[usual.pk]} - heads
    return Instead(desk, frozenset(there & both)) if there - both else None


def only_instead(viewer: Actor) -> set[str]:
    """Return the codes of the desks that only read instead of another, without asking the database."""
    town = next((town for town in towns() if town.pk == viewer.municipality_id), None)
    return readers.only_instead(town.readers, town.other_readers) if town else set()


def has_head(desk: Desk) -> bool:
    """Say whether a head reads at a desk now."""
    return Assignment.objects.filter(_current(clock.today()), desk=desk, role="head", user__is_active=True).exists()


def list_desks(viewer: Actor) -> list[Desk]:
    """Return the municipality's desks."""
    return list(Desk.objects.for_actor(viewer).select_related("unit__board").order_by("id"))


def own_board(viewer: Actor) -> Board:
    """Return the board of the viewer's assignment. Raises NotFound."""
    board = Board.objects.for_actor(viewer).filter(pk=viewer.board_id or 0).first()
    if board is None:
        raise NotFound(viewer, "board")
    return board


def get_receiver(viewer: Actor, code: str) -> Receiver:
    """Return a receiver of the viewer's municipality by its code. Raises NotFound."""
    rows = Receiver.objects.for_actor(viewer).select_related("desk__unit__board")
    receiver = rows.filter(code=code).first()
    if receiver is None:
        raise NotFound(viewer, "receiver", code)
    return receiver


def board_of_receiver(viewer: Actor, code: str) -> int | None:
    """Return the board (key) of a receiver's desk; None for a function outside, or a code that is no receiver."""
    rows = Receiver.objects.for_actor(viewer).filter(code=code)
    return rows.values_list("desk__unit__board_id", flat=True).first()


def list_receivers(viewer: Actor) -> list[Receiver]:
    """Return everyone something can be handed to."""
    return list(Receiver.objects.for_actor(viewer).select_related("desk__unit__board").order_by("id"))


def list_boards(viewer: Actor) -> list[Board]:
    """Return the municipality's boards."""
    return list(Board.objects.for_actor(viewer).order_by("id"))


def get_board(viewer: Actor, code: str) -> Board:
    """Return a board of the viewer's municipality by its code. Raises NotFound."""
    board = Board.objects.for_actor(viewer).filter(code=code).first()
    if board is None:
        raise NotFound(viewer, "board", code)
    return board


def staffing(desks: Iterable[Desk], day: date | None = None) -> dict[int, Staffing]:
    """Return each desk's staffing on a day (today): two statements however many desks."""
    desks = list(desks)
    present = _readers(desks, day or clock.today())
    closed: dict[int, set[date]] = {desk.pk: set() for desk in desks}
    for desk_id, closed_day in ClosedDay.objects.filter(desk__in=desks).values_list("desk_id", "day"):
        closed[desk_id].add(closed_day)
    return {
        desk.pk: Staffing(desk.code, desk.opens, desk.closes, frozenset(closed[desk.pk]), tuple(present[desk.pk]))
        for desk in desks
    }


def week(desks: Iterable[Desk], days: Sequence[date]) -> dict[int, dict[date, str]]:
    """Return each desk's first rank present on each of some days ("" = nobody): three statements however many days."""
    desks = list(desks)
    rows = list(Assignment.objects.filter(desk__in=desks, approved_by__isnull=False, user__is_active=True))
    away = list(Absence.objects.filter(user__in={r.user_id for r in rows}, last_day__gte=min(days)))
    table: dict[int, dict[date, str]] = {desk.pk: dict.fromkeys(days, "") for desk in desks}
    for day in days:
        absent = {a.user_id for a in away if a.first_day <= day <= a.last_day}
        for row in rows:
            here = row.starts <= day and (row.ends is None or row.ends >= day) and row.user_id not in absent
            known = table[row.desk_id or 0][day]
            if here and (not known or RANKS.index(row.rank) < RANKS.index(known)):
                table[row.desk_id or 0][day] = row.rank
    return table


def without_deputy(desks: Iterable[Desk]) -> set[int]:
    """Return the desks that have one reader only, and nobody to stand in."""
    desks = list(desks)
    rows = Assignment.objects.filter(_current(clock.today()), desk__in=desks, user__is_active=True)
    readers: dict[int, set[int]] = {desk.pk: set() for desk in desks}
    for desk_id, user_id in rows.values_list("desk_id", "user_id"):
        readers[desk_id or 0].add(user_id)
    return {desk_id for desk_id, users in readers.items() if len(users) < 2}


def closed_days(desks: Iterable[int]) -> dict[int, frozenset[date]]:
    """Return the days on which each desk (by key) reads nothing: one statement."""
    found: dict[int, set[date]] = {desk: set() for desk in desks}
    for desk_id, day in ClosedDay.objects.filter(desk__in=found).values_list("desk_id", "day"):
        found[desk_id].add(day)
    return {desk: frozenset(days) for desk, days in found.items()}


def _readers(desks: list[Desk], day: date) -> dict[int, list[Reader]]:
    away = Absence.objects.filter(user=OuterRef("user"), first_day__lte=day, last_day__gte=day)
    rows = Assignment.objects.filter(_current(day), desk__in=desks, user__is_active=True)
    readers: dict[int, list[Reader]] = {desk.pk: [] for desk in desks}
    columns = ("desk_id", "user_id", "rank", "user__email", "user__language", "absent")
    for desk_id, *reader in rows.annotate(absent=Exists(away)).order_by("id").values_list(*columns):
        readers[desk_id].append(Reader(*reader))
    return readers


def readers_of(desk: Desk) -> list[User]:
    """Return those who read at a desk now, present or away."""
    mine = Assignment.objects.filter(_current(clock.today()), desk=desk, user=OuterRef("pk"))
    return list(User.objects.filter(Exists(mine), is_active=True).order_by("name"))


def readers_of_board(board_id: int) -> list[User]:
    """Return those who read at any desk of a board now."""
    mine = Assignment.objects.filter(_current(clock.today()), desk__unit__board=board_id, user=OuterRef("pk"))
    return list(User.objects.filter(Exists(mine), is_active=True).order_by("name"))


def staffing_of(desk: Desk, day: date | None = None) -> Staffing:
    """Return one desk's staffing on a day (today)."""
    return staffing([desk], day)[desk.pk]


def reach(desk: Desk, ranks: Iterable[str] = (), *, but: Collection[int] = ()) -> list[Address]:
    """Return addresses of those who read for a desk today: the first rank present, or the given ranks' present. Those
    in `but` (users) count as if they were not there."""
    readers = [reader for reader in _readers([desk], clock.today())[desk.pk] if reader.user_id not in but]
    staffed = Staffing(desk.code, desk.opens, desk.closes, frozenset(), tuple(readers))  # who is here, not which days
    wanted = list(ranks) or [staffed.first_rank()]
    return [Address(reader.email, reader.language) for reader in staffed.present(wanted)]


def reach_assignment(assignment: int) -> list[Address]:
    """Return the address of the person in one assignment, wherever they are; nobody when it has ended."""
    rows = Assignment.objects.filter(_current(clock.today()), pk=assignment, user__is_active=True)
    return [Address(row.user.email, row.user.language) for row in rows.select_related("user")]


def reach_role(viewer: Actor, role: str, *, board: Board | None = None) -> list[Address]:
    """Return addresses of those present in a role of the municipality, or of one board of it."""
    day = clock.today()
    away = Absence.objects.filter(user=OuterRef("user"), first_day__lte=day, last_day__gte=day)
    rows = Assignment.objects.for_actor(viewer).filter(_current(day), ~Exists(away), role=role, user__is_active=True)
    if board is not None:
        rows = rows.filter(unit__board=board)
    return [Address(row.user.email, row.user.language) for row in rows.select_related("user")]


def list_absences(viewer: Actor) -> list[Absence]:
    """Return the viewer's own absences that have not passed."""
    rows = Absence.objects.for_actor(viewer).filter(user_id=viewer.user_id or 0, last_day__gte=clock.today())
    return list(rows.order_by("first_day"))


def users_of(assignments: Iterable[int | None]) -> set[int]:
    """Return the persons behind some assignments."""
    return set(Assignment.objects.filter(pk__in=[a for a in assignments if a]).values_list("user_id", flat=True))


def names_of(viewer: Actor, keys: Iterable[str]) -> dict[str, str]:
    """Return key → name of the viewer's municipality's own staff, for whoever reviews the log."""
    require(viewer.may("log.review"), viewer, "names")
    wanted = {int(key) for key in keys if key}
    rows = User.objects.filter(municipality_id=viewer.municipality_id or 0, pk__in=wanted)
    return {str(pk): name for pk, name in rows.values_list("pk", "name")}


def roles_of(assignments: Iterable[int | None]) -> dict[int, str]:
    """Return assignment → role, for those of some assignments that still exist."""
    return dict(Assignment.objects.filter(pk__in=[a for a in assignments if a]).values_list("pk", "role"))


def list_proposals(viewer: Actor) -> list[Assignment]:
    """Return proposed assignments that wait for a second person."""
    require(policies.may_see_staff(viewer), viewer, "staff")
    rows = Assignment.objects.for_actor(viewer).filter(approved_by=None, ends=None)
    return list(rows.select_related("user", "unit", "desk", "proposed_by", "group_role").order_by("id"))


def list_groups(viewer: Actor) -> list[GroupRole]:
    """Return what groups of the directory mean here, those that wait for a second person first."""
    require(policies.may_see_staff(viewer), viewer, "staff")
    rows = GroupRole.objects.for_actor(viewer).select_related("unit", "desk", "proposed_by")
    return sorted(rows.order_by("group", "id"), key=lambda row: row.approved_by_id is not None)


def list_assignments(viewer: Actor) -> list[Assignment]:
    """Return the assignments in force in the viewer's municipality."""
    require(policies.may_see_staff(viewer), viewer, "staff")
    rows = Assignment.objects.for_actor(viewer).filter(_current(clock.today()), user__is_active=True)
    return list(rows.select_related("user", "unit", "desk").order_by("user__name", "id"))


def get_assignment(viewer: Actor, uid: UUID) -> Assignment:
    """Return one assignment of the viewer's municipality. Raises NotFound."""
    require(policies.may_see_staff(viewer), viewer, "staff")
    row = Assignment.objects.for_actor(viewer).filter(uid=uid).first()
    if row is None:
        raise NotFound(viewer, "assignment")
    return row


def list_users(viewer: Actor) -> list[User]:
    """Return everyone who works in the viewer's municipality but the viewer: nobody proposes for themselves."""
    require(policies.may_propose(viewer), viewer, "staff")
    rows = User.objects.filter(municipality_id=viewer.municipality_id or 0, is_active=True).exclude(
        pk=viewer.user_id or 0
    )
    return list(rows.order_by("name"))


def get_user(viewer: Actor, uid: str) -> User:
    """Return one of those. Raises NotFound."""
    user = next((user for user in list_users(viewer) if str(user.uid) == uid), None)
    if user is None:
        raise NotFound(viewer, "user")
    return user


def list_resets(viewer: Actor) -> list[SignInReset]:
    """Return the persons who wait to begin anew with signing in."""
    require(policies.may_see_staff(viewer), viewer, "staff")
    return list(SignInReset.objects.for_actor(viewer).select_related("user", "proposed_by").order_by("id"))


def count_second_steps(viewer: Actor) -> tuple[int, int]:
    """Return how many of those who read at a desk here have a second step at sign-in, and how many they are."""
    rows = Assignment.objects.for_actor(viewer).filter(_current(clock.today()), desk__isnull=False)
    rows = rows.filter(user__is_active=True)
    reading = dict(rows.values_list("user_id", second_step.is_there("user")))
    return sum(reading.values()), len(reading)


def list_places(viewer: Actor) -> list[tuple[str, Text]]:
    """Return (code, name) of the desks and units the viewer may propose for, desks first."""
    own = None if viewer.may("people.propose") else viewer.unit_id
    desks = [(f"desk:{d.code}", d.name) for d in list_desks(viewer) if own is None or d.unit_id == own]
    units = [unit for unit in Unit.objects.for_actor(viewer).order_by("id") if own is None or unit.pk == own]
    return desks + [(f"unit:{unit.code}", unit.name) for unit in units]


def get_place(viewer: Actor, code: str) -> tuple[Unit, Desk | None]:
    """Return the unit, and the desk if the code names one. Raises NotFound."""
    kind, _colon, name = code.partition(":")
    if kind == "desk":
        desk = get_desk(viewer, name)
        return desk.unit, desk
    unit = Unit.objects.for_actor(viewer).filter(code=name).first()
    if unit is None:
        raise NotFound(viewer, "unit", name)
    return unit, None
