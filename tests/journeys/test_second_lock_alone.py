"""The suite's own tests of who may read, a second time with every filter of the house taken away, on PostgreSQL: what
is another town's, another board's, another desk's, or closed to somebody shut out, the database itself does not give.
The soak asks for everybody; the suite for those who are nearest, one of each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from django.db import connection

from forebygg.concerns.models import Concern
from forebygg.site import row_security
from tests import second_lock
from tests.journeys import asking, table, truth
from tests.journeys.table import TABLE
from tests.journeys.test_every_url_by_every_role import FORMS
from tests.journeys.test_one_truth import _given_away, _untold
from tests.journeys.truth import Person, Thing, World
from tests.seeds import SOAK

# A reader, the deputy who is shut out, another desk of the board, another board, a role without a desk, one who may
# read whose task is over, the next town's reader and keeper of staff, nobody.
NEAREST = ("sven", "siv", "vera", "karin", "olga", "stig", "sven@grannby", "isak@grannby", "public")
DEEDS = ("siv", "vera", "sven@grannby") if not SOAK else ()
# What lies in no circle: within one municipality its denial rests on a right or on whose own it is, asked by the house
# and not by the database. Each has its reason; another municipality is denied by the database all the same.
BY_RIGHT = {
    "assignment": "who works here: `people.propose`, `people.approve`",
    "person": "the same",
    "absence": "one's own: asked by user",
    "key": "one's own: asked by user; sign-in is not of a municipality",
    "breach": "codes and hours, no text: `breach.handle`",
    "rehearsal": "open to everyone of the municipality",
}
# The tables of the closed rooms and of records that are shown to the whole municipality by the database, and why.
TOWN_WIDE = {
    "mailbox_draft": "opened by a key that only the visitor's cookie holds",
    "oversight_logreview": "months and counts, no text: `log.review`",
    "records_series": "numbers only",
    "records_referenceseries": "numbers only",
    "records_registerrow": "neutral titles; the archive function has every board's, others their own by the house",
    "records_registergap": "numbers only",
    "records_disposaldecision": "public",
    "records_certificate": "numbers only",
    "records_hold": "a reason in a code, about a random uid",
    "records_openingitem": "the opening list, read by five functions",
    "records_openingapproval": "the same",
    "requests_recordrequest": "the registry registers for every board; the words are sealed for the board",
    "requests_requestedrecord": "a number of the open register, and how it was tested; texts are sealed for the board",
    "requests_deskreading": "that a desk has read through",
}


def test_what_the_database_leaves_to_the_house_stands_by_name() -> None:
    """A new table of a closed room, or of records, that lies in no circle fails here until it has its reason."""
    rooms = ("concerns_", "cases_", "calls_", "mailbox_", "reporting_", "oversight_", "records_", "requests_")
    locked = {name: shown for name, shown, _ in row_security.locked() if name.startswith(rooms)}
    held = {name for name, shown in locked.items() if "forebygg_circles(" in shown or "app.assignment" in shown}
    for _storey in range(3):  # what belongs to what lies there lies there too
        held |= {name for name, shown in locked.items() if any(f"FROM {above} WHERE" in shown for above in held)}
    assert set(locked) - held == set(TOWN_WIDE)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    made = truth.world()
    second_lock.take_away_filters(monkeypatch)
    yield made


def _asked(world: World) -> list[Person]:
    return [person for person in world.people if SOAK or person.name in NEAREST]


def _leaks(person: Person, denied: list[Thing]) -> list[tuple[str, str]]:
    """Return (address, thing) of every word of what is denied on the pages that carry no object."""
    found = []
    for pattern, row in TABLE.items():
        if row.kind == "list" or (row.kind == "open" and person.name == "public"):
            for path in table.filled(pattern):
                answer = person.get(path)
                assert answer.status_code in (200, 302, 303, 404), (person.name, path, answer.status_code)
                text = _untold(asking.text_of(answer), path, person)
                found += [(path, name) for name, _token in _given_away(text, denied)]
    return found


def _details(world: World) -> list[tuple[str, Thing]]:
    pages = {"case": "arbete/samverkan/<str:reference>/", "call": "arbete/samtal/<uuid:uid>/"}
    things = [t for t in world.things if t.name in pages or t.hole.startswith("ORO-")]
    return [(table.filled(pages.get(t.name, "arbete/oro/<str:reference>/"), t.hole)[0], t) for t in things]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row security")
def test_the_database_alone_denies_what_the_house_denied(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists, pages of one matter, deeds: nothing of what is denied appears, nothing is done; and with that lock gone
    too, it would: the filters are truly away."""
    for person in _asked(world):
        assert _leaks(person, world.denied(person)) == [], person.name
        for path, thing in _details(world):
            status = person.get(path).status_code
            assert (status == 200) == (person.name in thing.inside), (person.name, thing.name, status)
    before = list(Concern.objects.order_by("pk").values())
    for pattern, row in TABLE.items():
        if row.kind == "thing":
            _nothing_is_done(world, pattern)
    assert list(Concern.objects.order_by("pk").values()) == before
    monkeypatch.setattr(second_lock, "as_the_application", nullcontext)  # as the tables' owner, whom no policy holds
    for name in ("vera", "sven@grannby"):
        person = next(p for p in world.people if p.name == name)
        assert "worry" in {thing for _path, thing in _leaks(person, world.denied(person))}, name


def _nothing_is_done(world: World, pattern: str) -> None:
    """What carries an object: for whoever is outside it is not there, by reading or by deed."""
    row, thing = TABLE[pattern], world.thing(TABLE[pattern].thing)
    for person in world.outside(thing.name):
        near = person.slug == world.cast.town.slug
        if (DEEDS and person.name not in DEEDS) or (near and thing.name in BY_RIGHT):
            continue
        path = table.filled(pattern, thing.hole)[0]
        answers = [person.get(path)] if row.get else []
        answers += [person.post(path, FORMS[0])] if row.post else []
        assert {a.status_code for a in answers} <= {302, 401, 404}, (person.name, pattern, answers)
