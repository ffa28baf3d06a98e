"""The tests' own ground: databases, a fixed clock, the cast."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from hypothesis import settings as hypothesis
from pytest_django import DjangoDbBlocker

from forebygg.kit import clock
from tests.seeds import SOAK

hypothesis.register_profile("suite", derandomize=not SOAK)
hypothesis.load_profile("suite")

# A Friday in November, 13.20 in Sweden: within hours, and before the hour for "read the same day".
MOMENT = datetime(2026, 11, 20, 12, 20, tzinfo=UTC)
_NO_DATABASE = ("tests/house/", "tests/kit/", "tests/ui/", "tests/public/test_pages")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test outside the pure ones may use both stores."""
    for item in items:
        path = item.path.as_posix()
        pure = any(part in path for part in _NO_DATABASE) or ("/routines/" in path and "test_run" not in path)
        if not pure and not any(item.get_closest_marker(m) for m in ("django_db", "crash", "browser")):
            item.add_marker(pytest.mark.django_db(databases="__all__"))


@pytest.fixture(autouse=True)
def _fixed_clock(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test runs at the same moment; those that move it say so."""
    if request.node.get_closest_marker("browser") or request.node.get_closest_marker("crash"):
        yield
        return
    with clock.fixed(MOMENT):
        yield


@pytest.fixture(autouse=True)
def _empty_memory() -> None:
    """What lies in memory between requests is forgotten between tests."""
    import sqlite3

    from django.conf import settings

    from tests import make

    make.forget()
    with sqlite3.connect(settings.FOREBYGG_LIMITS_FILE) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS hit (key TEXT, at REAL)")
        connection.execute("DELETE FROM hit")


if os.environ.get("FOREBYGG_TEST_DATABASE") == "postgresql":

    @pytest.fixture(scope="session", autouse=True)
    def _lock(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
        """Row security lies on every table, for an account that owns nothing."""
        from tests import second_lock

        with django_db_blocker.unblock():
            second_lock.lay()

    @pytest.fixture(autouse=True)
    def _pages_under_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
        """Every page of every test is made by that account: what works in the tests works under the lock."""
        from tests import second_lock

        monkeypatch.setattr(Client, "request", second_lock.wrapped(Client.request))

    @pytest.fixture(autouse=True)
    def _reach_ends() -> Iterator[None]:
        """A command that a test ran in this process may have let it see every municipality. The next test begins
        without that, and so does a connection that is opened then."""
        yield
        from django.db import connection

        reached = connection.settings_dict["OPTIONS"].pop("options", None)
        if reached and not connection.in_atomic_block:
            connection.close()  # in a transaction it goes back with the rest

else:

    @pytest.fixture(scope="session")
    def django_db_modify_db_settings_xdist_suffix() -> None:
        """SQLite's test databases live in each worker's own memory: no names to tell apart."""
