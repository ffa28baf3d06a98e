"""Setting up a municipality: boards, units, desks, receivers and the first staff, from one description."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from forebygg.audit import actions as audit
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import require
from forebygg.people import events, queries, signing
from forebygg.people.models import Assignment, Board, Desk, Municipality, Receiver, Unit, User

_TOWN = ("slug", "name", "short_name", "hosts", "colour", "logo", "exit_url", "languages", "rooms", "readers")


@transaction.atomic
def found(data: Mapping[str, Any], *, password: str, starts: date, by: Actor) -> Municipality:
    """Set up a municipality as described: {slug, name, …, boards: {code: {name, series, units: …}}, receivers, staff}.

    The first staff are approved by nobody and count at once: there is nobody yet who could. Raises NotAllowed for
    anyone but the system.
    """
    require(by.kind == "system", by, "municipality")

    town = Municipality.objects.create(**{name: data[name] for name in _TOWN if name in data})
    desks: dict[str, Desk] = {}
    units: dict[str, Unit] = {}
    for code, raw in data["boards"].items():
        board = Board.objects.create(municipality=town, code=code, name=raw["name"], series=raw["series"])
        for unit_code, unit in raw["units"].items():
            units[unit_code] = Unit.objects.create(municipality=town, board=board, code=unit_code, name=unit["name"])
            for desk_code, desk in unit.get("desks", {}).items():
                desks[desk_code] = _desk(town, units[unit_code], desk_code, desk)
    for code, raw in data.get("receivers", {}).items():
        # In a small town one desk is the receiver of several functions.
        Receiver.objects.create(
            municipality=town,
            code=code,
            name=raw["name"],
            desk=desks.get(raw.get("desk", "")),
            way=raw["way"],
            phone=raw.get("phone", ""),
        )
    hashed = make_password(password)  # slow on purpose, and the same for everyone founded together
    for person in data["staff"]:
        own = make_password(person["password"]) if "password" in person else hashed
        _hire(town, person, units, desks, own, starts)
    queries.forget_towns()

    audit.record(events.TOWN_FOUNDED, about=town, by=by)
    return town


def _desk(town: Municipality, unit: Unit, code: str, raw: Mapping[str, Any]) -> Desk:
    opens, closes = (time.fromisoformat(part) for part in raw.get("hours", "08:00-16:30").split("-"))
    desk = Desk.objects.create(
        municipality=town, unit=unit, code=code, name=raw["name"], phone=raw["phone"], opens=opens, closes=closes
    )
    Receiver.objects.create(municipality=town, code=code, name=raw["name"], desk=desk, way="desk", phone=raw["phone"])
    return desk


def _hire(  # noqa: PLR0913 - one person with all they need
    town: Municipality,
    person: Mapping[str, Any],
    units: Mapping[str, Unit],
    desks: Mapping[str, Desk],
    hashed: str,
    starts: date,
) -> None:
    user = User(municipality=town, email=person["email"], name=person["name"], language=person.get("language", "sv"))
    user.password = hashed
    if "password" in person:  # printed for somebody to hand out
        user.first_password_until = clock.now() + signing.HANDED_OUT
    user.save(force_insert=True)
    for job in person["assignments"]:
        desk = desks.get(job.get("desk", ""))
        Assignment.objects.create(
            municipality=town,
            user=user,
            role=job["role"],
            unit=units[job["unit"]] if "unit" in job else desks[job["desk"]].unit,
            desk=desk,
            rank=job.get("rank", "member"),
            starts=starts,
            approved_by=user,
        )
