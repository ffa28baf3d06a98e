"""Doors in force, and opening what is sealed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from forebygg.kit import clock, crypto
from forebygg.kit.actor import Actor
from forebygg.kit.envelope import Envelope
from forebygg.kit.errors import NotFound
from forebygg.people import queries as people
from forebygg.people.models import Board, User
from forebygg.secrecy import keys
from forebygg.secrecy.models import Circle, Consent, DataKey, Door, Exclusion, ToShred

# The kind of sender, in a door's `not_for`, who works at another board than the receiver's desk.
_OTHER_BOARD = "other-board"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed text belongs: it opens nowhere else. `column` is "concerns.Concern.text"."""

    municipality: str
    column: str
    row: UUID

    def context(self, key: UUID) -> bytes:
        """Return the bytes that are bound into the seal."""
        return "|".join((self.municipality, self.column, str(self.row), str(key))).encode()


def unseal(board: UUID, sealed: Mapping[Place, Envelope]) -> dict[Place, str | None]:
    """Open several envelopes of one board in one batch. A text whose key is gone reads as None: it is disposed of.

    Raises crypto.Unreadable for damaged bytes or a text moved from elsewhere. The caller logs the reading.
    """
    found = keys.fetch(board, {envelope.key for envelope in sealed.values()})
    opened: dict[Place, str | None] = {}
    for place, envelope in sealed.items():
        key = found.get(envelope.key)
        opened[place] = crypto.decrypt(key, envelope.body, place.context(envelope.key)) if key else None
    return opened


def list_doors(viewer: Actor, receiver: str) -> list[Door]:
    """Return the doors in force today that may lead to a kind of receiver, local wording before shipped.

    Not those that are not for the viewer: what is only within the receiver's own board leads no further, and what a
    kind of board may not use is not shown to it, nor to a board of which nobody has said the kind.
    """
    day = clock.today()
    rows = Door.objects.filter(
        Q(municipality=None) | Q(municipality_id=viewer.municipality_id),
        Q(valid_until=None) | Q(valid_until__gte=day),
        valid_from__lte=day,
    ).order_by("municipality_id", "valid_from")
    current = {door.code: door for door in rows}
    leading = [door for door in current.values() if not door.receivers or receiver in door.receivers]
    if not any(door.not_for for door in leading):
        return leading
    kind = Board.objects.for_actor(viewer).filter(pk=viewer.board_id or 0).values_list("kind", flat=True).first()
    board = people.board_of_receiver(viewer, receiver)
    elsewhere = board is not None and board != viewer.board_id
    return [door for door in leading if not _is_not_for(door, kind or "", elsewhere)]


def _is_not_for(door: Door, kind: str, elsewhere: bool) -> bool:
    """Say whether a sender of a kind of board, here or at another board than the receiver, may not use a door."""
    kinds = set(door.not_for) - {_OTHER_BOARD}
    return (elsewhere and _OTHER_BOARD in door.not_for) or (bool(kinds) and (not kind or kind in kinds))


def get_door(viewer: Actor, code: str, receiver: str) -> Door:
    """Return one door in force. Raises NotFound."""
    door = next((d for d in list_doors(viewer, receiver) if d.code == code), None)
    if door is None:
        raise NotFound(viewer, "door", code)
    return door


@dataclass(frozen=True, slots=True)
class Weighed:
    """One disclosure with its balancing opened: door, receiver, function, time, words (None when disposed of)."""

    door: str
    receiver: str
    function: str
    at: datetime
    text: str | None
    consent: UUID | None = None


def open_disclosures(viewer: Actor, circle: Circle, board: UUID) -> list[Weighed]:
    """Return what left through which door, and how it was weighed. The caller has checked and logged the reading."""
    rows = list(circle.disclosures.order_by("id"))
    places = {row.pk: Place(viewer.municipality, "secrecy.Disclosure.balancing", row.uid) for row in rows}
    opened = unseal(board, {places[row.pk]: row.balancing for row in rows if row.balancing is not None})
    return [
        Weighed(row.door, row.receiver, row.function, row.at, opened.get(places[row.pk]), row.consent) for row in rows
    ]


def consents_of(circle: Circle) -> list[Consent]:
    """Return every yes of a matter, the newest first. The caller has opened it."""
    return list(circle.consents.order_by("-id"))


def consent_for(circle: Circle, receiver: str) -> Consent | None:
    """Return the newest yes in force today to giving something of a matter to a receiver."""
    rows = circle.consents.filter(receiver=receiver, withdrawn_at=None, until__gte=clock.today())
    return rows.order_by("-id").first()


def left_by(circle: Circle) -> dict[UUID, list[datetime]]:
    """Return when something left a matter by each yes. The caller has opened it."""
    left: dict[UUID, list[datetime]] = {}
    for row in circle.disclosures.filter(consent__isnull=False).order_by("id"):
        if row.consent is not None:
            left.setdefault(row.consent, []).append(row.at)
    return left


def open_about(viewer: Actor, rows: list[Consent], board: UUID) -> dict[int, str | None]:
    """Return what each yes is about, by key. The caller has checked and logged the reading."""
    places = {row.pk: Place(viewer.municipality, "secrecy.Consent.about", row.uid) for row in rows}
    opened = unseal(board, {places[row.pk]: row.about for row in rows if row.about is not None})
    return {row.pk: opened.get(places[row.pk]) for row in rows}


def shut_out_of(circle: Circle) -> list[User]:
    """Return the users shut out of a matter. The caller has asked whether the viewer may know."""
    return [row.user for row in circle.exclusions.select_related("user").order_by("id")]


def is_shut_out(viewer: Actor, circles: Iterable[int]) -> bool:
    """Say whether the viewer is shut out of one of some circles (keys)."""
    return Exclusion.objects.filter(circle__in=list(circles), user_id=viewer.user_id or 0).exists()


def guests_of(circle: Circle) -> list[User]:
    """Return those let in to a matter for some hours, now. The caller has asked whether the viewer may know."""
    mine = circle.members.filter(assignment__isnull=False, ends__gt=clock.now()).values("assignment")
    return list(User.objects.filter(assignments__in=mine).distinct().order_by("name"))


def who_can_see(circle: Circle) -> list[str]:
    """Return the names of the desks inside a circle."""
    return [str(member.desk.name) for member in circle.members.select_related("desk") if member.desk]


def keys_to_shred() -> list[ToShred]:
    """Return what the sweeper has left to do."""
    return list(ToShred.objects.filter(done_at=None).order_by("id")[:200])


def data_keys() -> set[UUID]:
    """Return the ids of all data keys there are but those that wait for the sweeper."""
    waiting = set(ToShred.objects.filter(done_at=None).values_list("key", flat=True))
    return set(DataKey.objects.values_list("uid", flat=True)) - waiting


def shredded_since(moment: datetime) -> bool:
    """Say whether a key was destroyed lately (the times are cut to the hour)."""
    return ToShred.objects.filter(done_at__gte=clock.hour(moment)).exists()
