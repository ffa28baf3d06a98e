"""The deeds of the room of requests, for `points`, which they are put into."""

from __future__ import annotations

from typing import Any

from forebygg.kit import clock
from forebygg.requests import actions as requests
from forebygg.requests import queries as testing
from forebygg.requests.jobs import watch_requests
from forebygg.requests.models import RecordRequest
from tests import make
from tests.cast import Cast
from tests.crash.points import Deed, deed, later, round_
from tests.requests import asking


def _asked(cast: Cast, **changes: Any) -> int:
    return asking.ask(cast, make.concern(cast), words="Kan jag få se?", **changes).pk


def _request(pk: int) -> RecordRequest:
    return RecordRequest.objects.select_related("board", "register_row__board").get(pk=pk)


def _tested(cast: Cast, outcome: str = "refused") -> int:
    pk = _asked(cast)
    asking.test_it(_request(pk).records.get(), outcome, by=cast.sven)
    return pk


def _decided(cast: Cast, outcome: str = "refused") -> int:
    pk = _tested(cast, outcome)
    requests.decide_request(_request(pk), reasons="Därför.", by=cast.hanna)
    return pk


@deed
def register_request(cast: Cast) -> Deed:
    rows = [make.concern(cast).register_row for _ in range(2)]
    asked = requests.Asked("record", "address", clock.today(), rows, "Kan jag få se?", "Gatan 1")
    return lambda: requests.register_request(cast.town_boards["sn"], asked, by=cast.rut)


@deed
def add_record(cast: Cast) -> Deed:
    pk, reference = asking.ask(cast, kind="extract").pk, make.concern(cast).reference
    return lambda: requests.add_record(_request(pk), reference, by=cast.sven)


@deed
def say_read(cast: Cast) -> Deed:
    pk = asking.ask(cast, kind="extract").pk
    return lambda: requests.say_read(_request(pk), by=cast.sven)


@deed
def test_record(cast: Cast) -> Deed:
    """Opened before: the reading is logged by itself, whether or not anything is saved."""
    opened = testing.open_test(cast.sven, _request(_asked(cast)).records.get().uid)
    masks = testing.Masks(passages=("film",))
    seen = testing.digest(testing.masked(opened.parts, masks))
    tested = requests.Tested("part", ("osl-26-1",), masks, "Vägt så.", seen)
    return lambda: requests.test_record(opened, tested, by=cast.sven)


@deed
def decide_request(cast: Cast) -> Deed:
    pk = _tested(cast)
    return lambda: requests.decide_request(_request(pk), reasons="Därför.", by=cast.hanna)


@deed
def give_answer(cast: Cast) -> Deed:
    pk = _decided(cast, "whole")
    return lambda: requests.give_answer(_request(pk), by=cast.sven)


@deed
def record_appeal(cast: Cast) -> Deed:
    pk = _decided(cast)
    requests.give_answer(_request(pk), by=cast.sven)
    return lambda: requests.record_appeal(_request(pk), came_on=clock.today(), by=cast.rut)


@deed
def record_ruling(cast: Cast) -> Deed:
    pk = _decided(cast)
    requests.give_answer(_request(pk), by=cast.sven)
    requests.record_appeal(_request(pk), came_on=clock.today(), by=cast.rut)
    return lambda: requests.record_ruling(_request(pk), "changed", by=cast.hanna)


@round_
def close_requests(cast: Cast) -> Deed:
    """What nobody has appealed is let go, and the late ones are told of."""
    for _ in range(2):
        requests.give_answer(_request(_decided(cast)), by=cast.sven)
    _asked(cast)
    return later(40, watch_requests)
