"""A world that stands for a whole module: made once in each process, inside a transaction that is never committed."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections, transaction
from pytest_django import DjangoDbBlocker

from forebygg.kit import clock
from tests import make
from tests.conftest import MOMENT
from tests.journeys import asking, truth
from tests.journeys.truth import World


@contextmanager
def _taken_back() -> Iterator[None]:
    """Run inside a transaction of each store, and take everything back."""
    with transaction.atomic("default"), transaction.atomic("keys"):
        for alias in ("default", "keys"):  # as a test case marks its own: a durable one may stand inside it
            connections[alias].atomic_blocks[-1]._from_testcase = True
        yield
        for alias in ("default", "keys"):
            transaction.set_rollback(True, using=alias)


@pytest.fixture(autouse=True)
def _django_db_marker(request: pytest.FixtureRequest) -> None:
    """The library's own, but for a test on a standing world: it asks for both stores like any other, and gets them in
    that world's transaction."""
    if request.node.get_closest_marker("django_db") and not request.node.get_closest_marker("standing"):
        request.getfixturevalue("_django_db_helper")


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world of the tests of one truth."""
    make.forget()  # what another module's towns left in memory
    with django_db_blocker.unblock(), clock.fixed(MOMENT), _taken_back():
        yield truth.world()


@pytest.fixture
def world(standing: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The standing world, for one test: what it does to it is taken back, in the stores and in the browsers."""
    found = copy.copy(standing)
    found.things, found.people = list(standing.things), [copy.copy(person) for person in standing.people]
    cookies = [copy.deepcopy(person.client.cookies) for person in standing.people]
    with asking.steady(monkeypatch), _taken_back():
        for name in ("sven", "sven@grannby", "public"):  # what lies in memory for seconds is there for everyone
            next(person for person in found.people if person.name == name).get("arbete/")
        yield found
    for person, kept in zip(standing.people, cookies, strict=True):
        person.client.cookies = kept
