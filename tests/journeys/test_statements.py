"""Statements per page: at most twelve, and the same with one row as with fifty."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.cast import Cast
from tests.journeys import asking

MOST = 12
PAGES = (
    "",
    "akut",
    "ring",
    "anhorig",
    "rutiner",
    "rutiner/worry-under-21",
    "beratta",
    "svar",
    "kontakt",
    "anmal-handelse",
    "kort/skola",
    "fraga",
)
WEEK = ("arbete/", "arbete/vecka", "arbete/oppning", "arbete/nummer", "arbete/oro/", "arbete/ova/", "arbete/anmala")
DESK = ("arbete/", "arbete/oro/", "arbete/mottagningar", "arbete/diariet", "arbete/franvaro")


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    make.ship()
    with asking.steady(monkeypatch):
        yield make.town()


# What opens and closes a request on PostgreSQL, whatever the page; and the tests' own change of account.
_FRAME = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SET ROLE", "RESET ROLE", "SELECT current_user")


def _count(client: Client, path: str) -> int:
    with CaptureQueriesContext(connections["default"]) as main, CaptureQueriesContext(connections["keys"]) as keys:
        assert client.get(f"/vaxjo/{path}").status_code == 200
    asked = [q for q in [*main, *keys] if not q["sql"].startswith(_FRAME) and "set_config" not in q["sql"]]
    return len(asked)


@pytest.mark.parametrize("path", PAGES)
def test_public_pages(cast: Cast, path: str) -> None:
    """Open pages ask little."""
    client = Client()
    client.get("/vaxjo/")
    assert _count(client, path) <= MOST


def _desk(cast: Cast, name: str = "sven") -> Client:
    client = Client()
    client.force_login(cast.user(name))
    client.get("/vaxjo/arbete/uppdrag")
    return client


@pytest.mark.parametrize("path", DESK)
def test_desk_pages_do_not_grow(cast: Cast, path: str) -> None:
    """The number of statements is the same with one row and with twenty-five."""
    client = _desk(cast)
    make.concern(cast)
    one = _count(client, path)
    for _ in range(24):
        make.concern(cast)
    assert _count(client, path) == one <= MOST


@pytest.mark.parametrize("path", WEEK)
def test_the_coordinators_pages_do_not_grow(cast: Cast, path: str) -> None:
    """As many statements for twenty questions as for one."""
    client = _desk(cast, "karin")
    make.concern(cast, kind="question", age_band="unknown")
    _count(client, path)
    one = _count(client, path)
    for _ in range(19):
        make.concern(cast, kind="question", age_band="unknown")
    assert _count(client, path) == one <= MOST


def test_the_request_pages(cast: Cast) -> None:
    """The list, and one request: as many statements for twenty requests and records as for one."""
    from tests.requests.asking import ask

    client = _desk(cast)
    first = make.concern(cast)
    request = ask(cast, first, words="Hej.")
    pages = ("arbete/begaran/", f"arbete/begaran/{request.reference}/", "arbete/")
    for path in pages:
        _count(client, path)
    one = [_count(client, path) for path in pages]
    ask(cast, *(make.concern(cast) for _ in range(20)))
    request.records.all().delete()
    for _number in range(20):
        ask(cast, make.concern(cast))
        request.records.create(register_row=make.concern(cast).register_row, outcome="")
    assert [_count(client, path) for path in pages] == one
    assert one[0] <= MOST and one[1] <= MOST + 2  # the words are opened, the records and the matters of the desk listed


def test_the_concern_page(cast: Cast) -> None:
    """One concern, with notes and messages: constant in their number."""
    from forebygg.concerns import actions

    row = make.concern(cast, who="Sixten")
    client = _desk(cast)
    path = f"arbete/oro/{row.reference}/"
    client.get(f"/vaxjo/{path}")
    actions.note_work(make.fresh(row), "en", by=cast.sven)
    actions.write_back(make.fresh(row), "en", by=cast.sven)
    one = _count(client, path)
    for number in range(10):
        actions.note_work(make.fresh(row), f"{number}", by=cast.sven)
        actions.write_back(make.fresh(row), f"{number}", by=cast.sven)
    assert _count(client, path) == one <= MOST
