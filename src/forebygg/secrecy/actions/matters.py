"""Letting in, shutting out, disclosing; sealing and shredding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from forebygg.audit import actions as audit
from forebygg.kit import clock, crypto
from forebygg.kit.actor import Actor
from forebygg.kit.envelope import Envelope
from forebygg.kit.errors import require
from forebygg.people.models import Board, Desk, User
from forebygg.secrecy import events, keys, policies, queries
from forebygg.secrecy.models import Circle, CircleMember, Consent, Disclosure, Door, Exclusion, ToShred
from forebygg.secrecy.queries import Place

# A little more than the hour between two rounds, so that no shredded key falls between them.
_SCRUB_WITHIN = timedelta(hours=3)


class Sealer:
    """Seals the texts of one matter under one data key, which is made and committed when the sealer is."""

    def __init__(self, board: Board) -> None:
        self.key, self._bytes = keys.create(board.uid)[0]

    @classmethod
    def several(cls, board: Board, number: int) -> list[Sealer]:
        """Return sealers of that many matters: a key each, all made and committed at once."""
        return [cls._of(key, known) for key, known in keys.create(board.uid, number)]

    @classmethod
    def _of(cls, key: UUID, known: bytes) -> Sealer:
        sealer = cls.__new__(cls)
        sealer.key, sealer._bytes = key, known
        return sealer

    @classmethod
    def resume(cls, board: Board, key: UUID) -> Sealer | None:
        """Go on under a key that exists, or None when it is gone."""
        found = keys.fetch(board.uid, [key])
        return cls._of(key, found[key]) if key in found else None

    def seal(self, place: Place, text: str) -> Envelope:
        """Seal one text for one place."""
        return Envelope(self.key, crypto.encrypt(self._bytes, text, place.context(self.key)))


def open_circle(board: Board, desks: Iterable[Desk], *, purpose: str, by: Actor, door: str = "") -> Circle:
    """Let desks of a board in to a new matter. Runs inside the caller's transaction."""
    circle = Circle.objects.create(
        municipality_id=board.municipality_id, board=board, purpose=purpose, door=door, starts=by.moment()
    )
    CircleMember.objects.bulk_create([CircleMember(circle=circle, desk=desk) for desk in desks])
    audit.record(events.CIRCLE_OPENED, about=circle, by=by, detail={"purpose": purpose})
    return circle


def open_own_circle(board: Board, *, purpose: str, by: Actor) -> Circle:
    """Make a circle of the one assignment that writes (an unsent note)."""
    circle = Circle.objects.create(
        municipality_id=board.municipality_id, board=board, purpose=purpose, starts=by.moment()
    )
    CircleMember.objects.create(circle=circle, assignment=by.assignment_id)
    audit.record(events.CIRCLE_OPENED, about=circle, by=by, detail={"purpose": purpose})
    return circle


@transaction.atomic
def exclude(circle: Circle, user: User, *, by: Actor) -> None:
    """Shut a user out of a matter for conflict of interest; oneself, whoever one is."""
    require(policies.may_exclude(by, circle, user), by, "exclude")

    Exclusion.objects.get_or_create(circle=circle, user=user)

    audit.record(events.CIRCLE_EXCLUDED, about=circle, by=by)


def let_in_for_a_while(circle: Circle, *, until: datetime, by: Actor) -> None:
    """Let the actor in for some hours. Inside the room's own deed, which has asked why and tells the head."""
    CircleMember.objects.create(circle=circle, assignment=by.assignment_id, ends=until)

    audit.record(events.CIRCLE_EMERGENCY, about=circle, by=by, detail={"until": until.isoformat(timespec="minutes")})


@transaction.atomic
def readmit(circle: Circle, user: User, *, by: Actor) -> None:
    """Let a user in again who was shut out by mistake: a head inside, never the one it concerns."""
    require(policies.may_exclude(by, circle) and by.user_id != user.pk, by, "exclude")

    Exclusion.objects.filter(circle=circle, user=user).delete()

    audit.record(events.CIRCLE_READMITTED, about=circle, by=by)


def carry_exclusions(old: Circle, new: Circle) -> None:
    """Who was shut out of a matter is shut out of what follows from it. Inside the deed that makes the new circle."""
    users = old.exclusions.values_list("user_id", flat=True)
    Exclusion.objects.bulk_create([Exclusion(circle=new, user_id=user) for user in users])


def shut_out(circle: Circle, users: Iterable[int]) -> None:
    """Shut users out of a new matter from the start. Inside the deed that makes the circle."""
    Exclusion.objects.bulk_create([Exclusion(circle=circle, user_id=user) for user in users])


def disclose(  # noqa: PLR0913 - what a disclosure must state
    circle: Circle,
    *,
    door: Door,
    receiver: str,
    purpose: str,
    balancing: str,
    limbs: Iterable[str] = (),
    consent: Consent | None = None,
    sealer: Sealer,
    by: Actor,
) -> Disclosure:
    """Record that something leaves: door with its answered conditions, or whose yes, receiver, purpose, balancing,
    function, time. Inside the caller's deed."""
    disclosure = Disclosure(
        circle=circle, door=door.code, receiver=receiver, purpose=purpose, function=by.name, at=by.moment()
    )
    disclosure.limbs = sorted(limbs)
    disclosure.consent = consent.uid if consent else None
    place = Place(by.municipality, "secrecy.Disclosure.balancing", disclosure.uid)
    disclosure.balancing = sealer.seal(place, balancing)
    disclosure.save(force_insert=True)
    audit.record(
        events.DISCLOSED, about=circle, by=by, detail={"door": door.code, "receiver": receiver, "purpose": purpose}
    )
    return disclosure


def record_consent(  # noqa: PLR0913 - what a yes states
    circle: Circle, *, giver: str, receiver: str, about: str, until: date, sealer: Sealer, by: Actor
) -> Consent:
    """Write down a yes. Inside the room's own deed, which has judged the matter."""
    consent = Consent(circle=circle, giver=giver, receiver=receiver, function=by.name, given_at=by.moment())
    consent.until = until
    consent.about = sealer.seal(Place(by.municipality, "secrecy.Consent.about", consent.uid), about)
    consent.save(force_insert=True)
    audit.record(events.CONSENT_GIVEN, about=circle, by=by, detail={"receiver": receiver, "giver": giver})
    return consent


def withdraw_consent(consent: Consent, *, by: Actor) -> None:
    """A yes is taken back: from now on it opens no door, and what it opened is marked.

    Inside the room's own deed, which reaches past the actor's circles.
    """
    consent.withdrawn_at, consent.withdrawn_by = by.moment(), by.name
    consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
    Disclosure.objects.filter(consent=consent.uid).update(withdrawn_at=consent.withdrawn_at)
    audit.record(events.CONSENT_WITHDRAWN, about=consent.circle, by=by, detail={"receiver": consent.receiver})


def shred(key: UUID) -> None:
    """Ask for a key's death, in the transaction that removes what it opened. The sweeper does it after commit."""
    ToShred.objects.get_or_create(key=key, defaults={"asked_at": clock.hour(clock.now())})


def sweep() -> int:
    """Destroy the keys whose deaths are committed; called by the minute loop, repeated after a crash."""
    done = 0
    for row in queries.keys_to_shred():
        keys.destroy(row.key)
        ToShred.objects.filter(pk=row.pk).update(done_at=clock.hour(clock.now()))
        done += 1
    return done


def repeat_shredding(*, by: Actor) -> int:
    """Ask anew for every death: after a restore the store of keys may hold the dead again. Returns how many there were.

    A key that is gone already costs the sweeper nothing.
    """
    require(by.kind == "system", by, "shredding")

    number = ToShred.objects.exclude(done_at=None).update(done_at=None)

    audit.record(events.SHREDDING_REPEATED, about=None, by=by, detail={"number": number})
    return number


def scrub() -> bool:
    """Take the bytes of keys destroyed since last time out of the store's files; called by the hourly loop."""
    if not queries.shredded_since(clock.now() - _SCRUB_WITHIN):
        return False
    return keys.scrub()


@transaction.atomic
def load_shipped_doors(rows: Iterable[Mapping[str, Any]], *, by: Actor) -> int:
    """Bring the shipped doors up to date on every upgrade. Returns how many changed."""
    changed = 0
    columns = ("name", "wording", "provision", "only_part", "receivers", "not_for", "limbs", "valid_until")
    for row in rows:
        defaults = {name: row[name] for name in columns if name in row}
        key = {"code": row["code"], "municipality": None, "valid_from": date.fromisoformat(str(row["valid_from"]))}
        old = Door.objects.filter(**key).first()
        if old is None:
            Door.objects.create(**key, **defaults, origin="shipped")
        elif any(getattr(old, name) != value for name, value in defaults.items()):
            Door.objects.filter(pk=old.pk).update(**defaults)
        else:
            continue
        changed += 1
    if changed:
        audit.record(events.DOORS_LOADED, about=None, by=by, detail={"changed": changed})
    return changed
