"""Setting up a municipality: boards, units, desks, receivers and the first staff, from one description."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any
from uuid import uuid4

from django.contrib.auth.hashers import make_password
from django.db import transaction

from forebygg.audit import actions as audit
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import require
from forebygg.people import events, queries, readers, signing
from forebygg.people.models import Assignment, Board, Desk, Municipality, Receiver, Unit, User

_TOWN = (
    *("slug", "name", "short_name", "hosts", "colour", "logo", "exit_url", "languages", "rooms"),
    *("readers", "other_readers"),
)


@transaction.atomic
def found(data: Mapping[str, Any], *, password: str, starts: date, by: Actor) -> Municipality:
    """Set up a municipality as described: {slug, name, …, boards: {code: {name, series, units: …}}, receivers, staff}.

    The first staff are approved by nobody and count at once: there is nobody yet who could. Raises NotAllowed for
    anyone but the system, ValueError when who reads instead of a desk sits at another board.
    """
    require(by.kind == "system", by, "municipality")

    town = Municipality.objects.create(**{name: data[name] for name in _TOWN if name in data})
    desks: dict[str, Desk] = {}
    units: dict[str, Unit] = {}
    for code, raw in data["boards"].items():
        of = {"code": code, "name": raw["name"], "series": raw["series"], "kind": raw.get("kind", "")}
        board = Board.objects.create(municipality=town, **of)
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
    _name_other_readers(town, desks)
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


def _name_other_readers(town: Municipality, desks: Mapping[str, Desk]) -> None:
    """See that who reads instead of a desk is of its board; where nobody is named, the board's heads of unit read."""
    for code, other in town.other_readers.items():
        if desks[code].unit.board_id != desks[other].unit.board_id:
            raise ValueError(f"other_readers: {other} is of another board than {code}")
    heads = Assignment.objects.filter(municipality=town, rank=Assignment.Rank.HEAD).select_related("desk__unit__board")
    own: dict[int, list[Assignment]] = {}
    for head in heads:
        own.setdefault(head.unit.board_id, []).append(head)
    for code in readers.ordinary(town.readers) & set(desks) - set(town.other_readers):
        if leading := own.get(desks[code].unit.board_id):
            town.other_readers[code] = _desk_of_heads(leading).code
    town.save(update_fields=["other_readers"])


def _desk_of_heads(heads: list[Assignment]) -> Desk:
    """Return the desk at which the heads of a board read instead of their own; nothing is handed to it."""
    first, board = heads[0], heads[0].unit.board
    words = {"sv": f"Enhetscheferna ({board.name.in_language('sv')})"}
    words["en"] = f"The heads of unit ({board.name.in_language('en')})"
    like = {name: getattr(first.desk, name) for name in ("phone", "opens", "closes")}
    desk, is_new = Desk.objects.get_or_create(
        municipality=first.municipality,
        code=f"heads-{board.code}",
        defaults={"unit": first.unit, "name": words, **like},
    )
    for head in heads if is_new else ():
        head.pk, head.uid, head.desk = None, uuid4(), desk
        head.save(force_insert=True)
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
