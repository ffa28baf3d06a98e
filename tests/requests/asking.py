"""Short words for the tests of requests: somebody asks, a desk tests, a head decides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from forebygg.concerns.models import Concern
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.records.models import RegisterRow
from forebygg.requests import actions, queries
from forebygg.requests.models import RecordRequest, RequestedRecord
from forebygg.requests.queries import NO_MASKS, Masks
from tests.cast import Cast


def ask(
    cast: Cast, *rows: RegisterRow | Concern, board: str = "sn", by: Actor | None = None, **changes: Any
) -> RecordRequest:
    """Register a request for some records."""
    found = [row.register_row if isinstance(row, Concern) else row for row in rows]
    given = {"kind": "record", "way": "desk", "came_on": clock.today(), "rows": found} | changes
    return actions.register_request(cast.town_boards[board], actions.Asked(**given), by=by or cast.rut)


def fresh(request: RecordRequest) -> RecordRequest:
    """The same request as it lies in the database now."""
    return RecordRequest.objects.select_related("board", "register_row__board").get(pk=request.pk)


def only(request: RecordRequest) -> RequestedRecord:
    """Its one record."""
    return request.records.get()


def test_it(
    record: RequestedRecord,
    outcome: str,
    *,
    by: Actor,
    hidden: Iterable[str] = (),
    passages: Iterable[str] = (),
    grounds: Iterable[str] = ("osl-26-1",),
) -> RequestedRecord:
    """Open, choose, look, save: as the page does."""
    opened = queries.open_test(by, record.uid)
    masks = Masks(frozenset(hidden), tuple(passages)) if outcome == "part" else NO_MASKS
    seen = queries.digest(queries.masked(opened.parts, masks)) if outcome in ("whole", "part") else ""
    why = tuple(grounds) if outcome in ("part", "refused") else ()
    return actions.test_record(opened, actions.Tested(outcome, why, masks, "Vägt så.", seen), by=by)


test_it.__test__ = False  # type: ignore[attr-defined]


def answered(cast: Cast, request: RecordRequest, outcome: str = "whole", **more: Any) -> RecordRequest:
    """Tested by Sven, decided by Hanna, given."""
    test_it(only(request), outcome, by=cast.sven, **more)
    actions.decide_request(fresh(request), by=cast.hanna)
    return actions.give_answer(fresh(request), by=cast.sven)
