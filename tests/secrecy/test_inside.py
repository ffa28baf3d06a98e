"""Who is inside a circle is said three times: as a condition in SQL, in Python, and by row security. They agree."""

from __future__ import annotations

import dataclasses
import itertools
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from forebygg.concerns.models import Concern
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.people import tenancy
from forebygg.people.models import Desk
from forebygg.secrecy import policies
from forebygg.secrecy.models import CircleMember, Exclusion
from tests import make
from tests.cast import Cast
from tests.second_lock import as_the_application

_AN_HOUR = timedelta(hours=1)


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _lists(actor: Actor, row: Concern) -> bool:
    return Concern.objects.filter(policies.visible(actor), pk=row.pk).exists()


def _row_security_shows(actor: Actor, row: Concern) -> bool:
    with as_the_application(), tenancy.scope(actor):
        return Concern.objects.filter(pk=row.pk).exists()


def _variants(cast: Cast, row: Concern) -> list[Actor]:
    """Sven at his desk, at none, at another, at two; of another board, of another town, of no assignment."""
    sven, other = cast.sven, Desk.objects.exclude(pk=row.desk_id).order_by("pk")[0]
    desks = (sven.desk_ids, frozenset[int](), frozenset({other.pk}), frozenset({row.desk_id, other.pk}))
    at: list[dict[str, Any]] = [{"desk_ids": each} for each in desks]
    at += [{"board_id": (sven.board_id or 0) + 1}, {"board_id": None}, {"municipality_id": 0}]
    at += [{"assignment_id": None}, {"assignment_id": None, "user_id": None, "desk_ids": frozenset[int]()}]
    return [dataclasses.replace(sven, **each) for each in at]


def _grid(now: datetime) -> Any:
    ends = (None, now - _AN_HOUR, now, now + _AN_HOUR)
    return itertools.product((now, now + _AN_HOUR), ends, ends, (False, True), (False, True))


def test_list_object_and_row_security_agree(cast: Cast) -> None:
    """Every mix of from, until, desk or assignment, shut out or not, for nine actors: 1 152 answers."""
    row, seen = make.concern(cast), set[bool]()
    circle, out = row.circle, None
    now = clock.now()
    with clock.fixed(now):
        for starts, ends, member_ends, alone, shut_out in _grid(now):
            circle.starts, circle.ends = starts, ends
            circle.save()
            let_in = {"desk": None, "assignment": cast.sven.assignment_id} if alone else {"desk_id": row.desk_id}
            circle.members.all().delete()
            CircleMember.objects.create(circle=circle, ends=member_ends, **let_in)
            Exclusion.objects.filter(circle=circle).delete()
            if shut_out:
                out = Exclusion.objects.create(circle=circle, user_id=cast.sven.user_id)
            for actor in _variants(cast, row):
                inside = policies.is_inside(actor, circle)
                seen.add(inside)
                said = f"{starts=} {ends=} {member_ends=} {alone=} {shut_out=} {actor}"
                assert _lists(actor, row) == inside, said
                if connection.vendor == "postgresql" and inside:
                    assert _row_security_shows(actor, row), said
                if connection.vendor == "postgresql" and (shut_out or member_ends in (now, now - _AN_HOUR)):
                    assert not _row_security_shows(actor, row), said
    assert seen == {True, False} and out is not None


def test_nobody_but_staff_and_jobs_is_inside(cast: Cast) -> None:
    """The public never, a timed job of the municipality always, one of no municipality never."""
    row = make.concern(cast)
    town = cast.town
    assert not _lists(Actor.public(town), row)
    assert _lists(Actor.system("job", town), row)
    assert not _lists(Actor.system("job"), row)
