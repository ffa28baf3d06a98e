"""The five towns: loaded through the same actions as anyone's, complete, marked, and each its own."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from forebygg.concerns.models import Concern
from forebygg.demo import loading
from forebygg.facts.models import Fact
from forebygg.people import roles
from forebygg.people.models import Board, Desk
from forebygg.situation import measures
from forebygg.situation.models import Counter
from tests import make

FICTION = re.compile(r"08-465 004 \d\d")


def test_five_towns_each_with_its_colour() -> None:
    """In the order of the sources, "(exempel)" in each name."""
    towns = [data["town"] for data in loading.files()]
    assert [town["slug"] for town in towns] == ["vaxjo", "tyreso", "vaggeryd", "malmo", "katrineholm"]
    assert len({town["colour"] for town in towns}) == 5
    assert all(town["name"].endswith("(exempel)") for town in towns)


def test_nine_open_worries_in_all() -> None:
    """Few, as in life."""
    assert sum(len(data["worries"]) for data in loading.files()) == 9


@pytest.mark.parametrize("slug", ["vaxjo", "tyreso", "vaggeryd", "malmo", "katrineholm"])
def test_a_believable_year(slug: str) -> None:
    """At least one of each kind, channel, age and outcome in the counters; every number from the fiction series; every
    desk read by someone; every role known; the public pages open."""
    make.ship()
    cast = make.town(slug, worries=True)
    counted = set(Counter.objects.filter(municipality=cast.town).values_list("measure", "category"))
    for measure in ("kind", "channel", "age-band", "outcome"):
        assert {c for m, c in counted if m == measure} == set(measures.MEASURES[measure]), measure
    assert ("leaving-in-year", "all") in counted and ("call", "received") in counted
    phones = Fact.objects.filter(municipality=cast.town, kind="phone")
    assert all(FICTION.fullmatch(phone.value["number"]) for phone in phones)
    data = next(d for d in loading.files() if d["town"]["slug"] == slug)
    assert Concern.objects.filter(municipality=cast.town, kind="worry").count() == len(data["worries"])
    assert {job["role"] for person in data["town"]["staff"] for job in person["assignments"]} <= set(roles.ROLES)
    assert (
        Desk.objects.filter(municipality=cast.town).count() >= 3 <= Board.objects.filter(municipality=cast.town).count()
    )
    for path in ("", "kontakt", "beratta", "fraga", "anhorig/skriv", "lamna-miljo/skriv", "kort/kontaktcenter", "ring"):
        answer = Client().get(f"/{slug}/{path}")
        assert answer.status_code == 200 and "Påhittade uppgifter" in answer.content.decode(), path


def test_an_ending_in_words_raises_what_an_ending_raises() -> None:
    """The year's short hand knows only counters that a decision fixed; a slip is refused."""
    for data in loading.files():
        for quarter in data["year"]:
            for ended in quarter["ended"]:
                assert all(measures.is_known(m, c) for m, c in loading.counters(ended)), ended
    assert not all(measures.is_known(m, c) for m, c in loading.counters("worry pigeon 21 advice-given 8 kept"))
