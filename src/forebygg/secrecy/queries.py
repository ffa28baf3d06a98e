"""Doors in force, and opening what is sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from forebygg.kit import clock, crypto
from forebygg.kit.actor import Actor
from forebygg.kit.envelope import Envelope
from forebygg.kit.errors import NotFound
from forebygg.people.models import User
from forebygg.secrecy import keys
from forebygg.secrecy.models import Circle, DataKey, Door, ToShred


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
    """Return the doors in force today that may lead to a kind of receiver, local wording before shipped."""
    day = clock.today()
    rows = Door.objects.filter(
        Q(municipality=None) | Q(municipality_id=viewer.municipality_id),
        Q(valid_until=None) | Q(valid_until__gte=day),
        valid_from__lte=day,
    ).order_by("municipality_id", "valid_from")
    current = {door.code: door for door in rows}
    return [door for door in current.values() if not door.receivers or receiver in door.receivers]


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


def open_disclosures(viewer: Actor, circle: Circle, board: UUID) -> list[Weighed]:
    """Return what left through which door, and how it was weighed. The caller has checked and logged the reading."""
    rows = list(circle.disclosures.order_by("id"))
    places = {row.pk: Place(viewer.municipality, "secrecy.Disclosure.balancing", row.uid) for row in rows}
    opened = unseal(board, {places[row.pk]: row.balancing for row in rows if row.balancing is not None})
    return [Weighed(row.door, row.receiver, row.function, row.at, opened.get(places[row.pk])) for row in rows]


def shut_out_of(circle: Circle) -> list[User]:
    """Return the users shut out of a matter. The caller has asked whether the viewer may know."""
    return [row.user for row in circle.exclusions.select_related("user").order_by("id")]


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
