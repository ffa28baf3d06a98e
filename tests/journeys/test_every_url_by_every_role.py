"""Every address that carries an object, by an actor of every kind: who is inside opens it; for everyone else it is not
there, and nothing tells a thing that is forbidden from one that never was: status, body, statements."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from forebygg.concerns.models import Concern
from tests.journeys import asking, table, truth
from tests.journeys.table import TABLE
from tests.journeys.truth import Person, World

pytestmark = pytest.mark.standing
# One form that every deed's first look takes, and none; the empty one is sent by those who are nearest.
FORMS: tuple[dict[str, Any], ...] = (
    {
        "version": "0", "step": "danger", "choice": "no", "reason": "appeal", "do": "end", "what": "x", "text": "x",
        "sequence": "9", "duty": "answer", "function": "x", "handover": str(uuid4()), "at": "2026-11-20T10:00",
        "to": "relatives", "by-hand": "1", "answer": "no", "password": "x",
    },
    {},
)  # fmt: skip


NEAREST = ("siv", "vera", "lars", "karin", "public")
# One in each compartment, and what hangs together with another.
PROBED = ("worry", "worry about an adult", "leaving", "question", "incident", "copy", "case")


def test_every_address_has_a_row() -> None:
    """A new address without a row fails here, and so does a row without its address."""
    found = table.addresses()
    assert len(found) > 60
    assert [p for p in found if p not in TABLE] == []
    assert [p for p in TABLE if p not in found] == []


def test_every_object_in_an_address_is_a_thing(world: World) -> None:
    """A row names a thing that is there, or what fills its hole."""
    names = {thing.name for thing in world.things if thing.hole}
    assert {row.thing for row in TABLE.values() if row.thing} <= names
    unfilled = [p for p, row in TABLE.items() if ("<" in p or "(?P" in p) and not row.thing and not row.holes]
    assert unfilled == []


def test_the_detail_page_opens_for_those_inside_and_nobody_else(world: World) -> None:
    """Every kind of concern, a copy, a case, a call, a rehearsal; every role, and those whose time is over."""
    pages = {"case": "arbete/samverkan/<str:reference>/", "call": "arbete/samtal/<uuid:uid>/"}
    pages["rehearsal"] = "arbete/ova/<uuid:uid>/"
    details = [t for t in world.things if t.name in pages or t.hole.startswith("ORO-")]
    assert len(details) >= len(truth.KINDS) + 5
    for person in world.people:
        for thing in details:
            pattern = pages.get(thing.name, "arbete/oro/<str:reference>/")
            status = person.get(table.filled(pattern, thing.hole)[0]).status_code
            assert (status == 200) == (person.name in thing.inside), (person.name, thing.name, status)


def _asked(person: Person, pattern: str, hole: str) -> list[tuple[str, int]]:
    row, path = TABLE[pattern], table.filled(pattern, hole)[0]
    answers = [asking.counted(lambda: person.get(path))] if row.get else []
    if row.post:
        answers += [
            asking.counted(lambda posted=posted: person.post(path, posted))
            for posted in FORMS[: 2 if person.name in NEAREST else 1]
        ]
    return [(text.replace(hole, "…"), statements) for text, statements in answers]


def test_forbidden_looks_as_if_it_had_never_been(world: World) -> None:
    """Each address × each actor outside, GET and POST: the same page for a thing that is there and for none, made with
    as many statements."""
    asked, before = 0, list(Concern.objects.order_by("pk").values())
    for pattern in (p for p, row in TABLE.items() if row.kind == "thing"):
        thing = world.thing(TABLE[pattern].thing)
        for person in world.outside(thing.name):
            there, nowhere = _asked(person, pattern, thing.hole), _asked(person, pattern, asking.never(thing.hole))
            assert there == nowhere, (person.name, pattern)
            assert all(text[:3] in ("302", "401", "404") for text, _ in there), (person.name, pattern, there[0][0][:90])
            asked += 1
    assert asked > 500
    assert list(Concern.objects.order_by("pk").values()) == before  # and nothing was done


def test_a_reference_that_is_asked_for_is_not_told(world: World) -> None:
    """Where a number is typed: one that is somebody else's and one that never was get the same answer."""
    for pattern, row in TABLE.items():
        if not row.probe:
            continue
        for person in world.people:
            for thing in [t for t in world.denied(person) if t.name in PROBED]:
                if _may_ask(person, pattern, thing):
                    continue
                there, nowhere = (_probe(person, pattern, hole) for hole in (thing.hole, asking.never(thing.hole)))
                assert there == nowhere, (person.name, pattern, thing.name)


def _may_ask(person: Person, pattern: str, thing: truth.Thing) -> bool:
    """Whoever reviews the log is told who opened a number; a receiver may open what lies in their board, and is seen
    doing it. Neither is told of what does not concern their municipality or board."""
    if pattern == "arbete/logg":
        return person.name == "disa"
    ours = person.role in ("reception", "head", "relatives", "leaving") and person.slug == "vaxjo"
    return pattern == "arbete/nodoppning" and ours and thing.name not in ("case", "question", "association", "incident")


def _probe(person: Person, pattern: str, hole: str) -> tuple[str, int]:
    row, form = TABLE[pattern], {TABLE[pattern].probe: hole, "reason": "x"}
    if pattern == "arbete/nodoppning":
        text, statements = asking.counted(lambda: person.post(pattern, form))
    else:
        text, statements = asking.counted(lambda: person.get(pattern, **{row.probe: hole}))
    return text.replace(hole, "…"), statements


def test_another_towns_prefix_is_no_way_in(world: World) -> None:
    """Signed in at home, visiting next door's address: the same as not being there."""
    person = next(p for p in world.people if p.name == "sven@grannby")
    answer = person.client.get(f"/vaxjo/arbete/oro/{world.thing('worry').hole}/")
    assert answer.status_code in (302, 404)
    page = answer.content.decode().replace(world.thing("worry").hole, "")  # the sign-in page leads back to the address
    assert not [token for token in world.thing("worry").tokens if token in page]


def test_it_and_board_readers_have_nothing_in_closed_rooms(world: World) -> None:
    """No menu line, no inbox."""
    for person in (p for p in world.people if p.name in ("isak", "petra")):
        assert "Inkommet" not in person.get("arbete/").content.decode()
        inbox = person.get("arbete/oro/").content.decode()
        assert not [token for thing in world.denied(person) for token in thing.tokens if token in inbox]
