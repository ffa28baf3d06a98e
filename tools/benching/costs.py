"""What security costs, measured inside one process: the same page with and without each lock, in turns.

Run as the application's own account; "without" is the tables' owner, whom no row security holds, or no filter of ours.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from typing import Any
from unittest import mock
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forebygg.site.settings")
import django  # noqa: E402 - settings first

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.db.models import Q  # noqa: E402
from django.test import Client  # noqa: E402

from forebygg.audit import actions as audit  # noqa: E402
from forebygg.audit.models import Event  # noqa: E402
from forebygg.concerns import events  # noqa: E402
from forebygg.kit import crypto  # noqa: E402
from forebygg.kit.actor import Actor  # noqa: E402
from forebygg.people import tenancy  # noqa: E402
from forebygg.people.models import Board, Municipality, User  # noqa: E402
from forebygg.people.tenancy import TenantQuerySet  # noqa: E402
from forebygg.secrecy import policies as secrecy  # noqa: E402
from forebygg.secrecy import queries as sealed  # noqa: E402
from forebygg.secrecy.actions import Sealer  # noqa: E402
from forebygg.secrecy.queries import Place  # noqa: E402
from forebygg.site import row_security  # noqa: E402

_TURNS, _WARM, _EACH = 3, 4, 11
Lock = Callable[[], AbstractContextManager[Any]]
_TEXT = "Min systerson har slutat träffa sina kompisar. I helgen visade han en film där någon blev slagen. " * 3


@contextmanager
def _no_filter() -> Iterator[None]:
    """Nothing of ours asks whose row it is, and no row security: what an administrator of the database would see."""
    with ExitStack() as stack:
        stack.enter_context(row_security.as_owner())
        stack.enter_context(mock.patch.object(TenantQuerySet, "for_actor", lambda self, actor: self))
        stack.enter_context(mock.patch.object(secrecy, "visible", lambda actor, circle="circle": Q()))
        stack.enter_context(mock.patch.object(secrecy, "is_inside", lambda actor, circle: True))
        yield


def _in_turns(deed: Callable[[], object], without: Lock) -> tuple[float, float]:
    """Return the medians in ms of a deed as it is and without something, in turns so that both meet the same noise."""
    times: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(_TURNS):
        for bare in (False, True):
            with without() if bare else nullcontext():
                for _ in range(_WARM):
                    deed()
                for _ in range(_EACH):
                    begun = time.perf_counter()
                    deed()
                    times[bare].append((time.perf_counter() - begun) * 1000)
    return statistics.median(times[False]), statistics.median(times[True])


def _pages(reference: str) -> dict[str, Callable[[], object]]:
    desk = Client(SERVER_NAME="127.0.0.1", raise_request_exception=True)
    desk.force_login(User.objects.get(email="sven@vaxjo.example"))
    desk.get("/vaxjo/arbete/")

    def page(path: str) -> Callable[[], object]:
        def opened() -> None:
            if desk.get(path).status_code != 200:
                raise RuntimeError(path)

        return opened

    return {"list": page("/vaxjo/arbete/oro/"), "open": page(f"/vaxjo/arbete/oro/{reference}/")}


def _p50(deed: Callable[[], object], number: int = 300) -> float:
    """Return the median of a small deed in ms."""
    times = []
    for _ in range(number):
        begun = time.perf_counter()
        deed()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times[number // 10 :])


def _appending(town: Municipality) -> tuple[float, float]:
    """Return the medians in ms of one line in the log, and of the same row inserted by hand."""
    by, table = Actor.system("bench", town), Event._meta.db_table
    columns = "at, municipality, kind, code, actor_kind, actor, user_key, assignment_key, about_kind, about, detail"
    insert = f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * 11)})"  # noqa: S608 - names of ours
    values = [by.moment(), town.slug, "deed", "bench", "system", "bench", "", "", "", "", "{}"]
    with tenancy.scope(by), transaction.atomic(), connection.cursor() as cursor:
        append = _p50(lambda: audit.record(events.ACKNOWLEDGED, about=None, by=by))
        bare = _p50(lambda: cursor.execute(insert, values))
        transaction.set_rollback(True)
    return append, bare


def _sealing(town: Municipality) -> dict[str, tuple[float, float]]:
    """Return the medians in ms of sealing and opening one text, and of the bare cipher."""
    with tenancy.scope(Actor.public(town)):
        board = Board.objects.filter(municipality=town).order_by("pk")[0]
        sealer = Sealer(board)
        place = Place(town.slug, "concerns.Concern.what_happened", uuid4())
        envelope = sealer.seal(place, _TEXT)
        plain = crypto.new_key()
        locked = crypto.encrypt(plain, _TEXT, b"bench")
        return {
            "seal": (_p50(lambda: sealer.seal(place, _TEXT)), _p50(lambda: crypto.encrypt(plain, _TEXT, b"bench"))),
            "unseal": (
                _p50(lambda: sealed.unseal(board.uid, {place: envelope})),
                _p50(lambda: crypto.decrypt(plain, locked, b"bench")),
            ),
        }


def main(reference: str) -> None:
    """Print the costs as JSON: [what, ms with, without what, ms without, aim or 0]."""
    found: list[tuple[str, float, str, float, float]] = []
    pages = _pages(reference)
    for name, deed in pages.items():
        found.append((f"{name} a page, as one let in", *_beside(deed, "with no lock at all", _no_filter), 1.2))
    if connection.vendor == "postgresql":
        for name, deed in pages.items():
            found.append((f"{name} a page, row security on", *_beside(deed, "off", row_security.as_owner), 0))
    town = Municipality.objects.get(slug="vaxjo")
    append, bare = _appending(town)
    found.append(("a line in the log", append, "the bare INSERT", bare, 0))
    for name, (with_key, cipher) in _sealing(town).items():
        found.append((f"{name} a text of {len(_TEXT)} characters", with_key, "the bare cipher", cipher, 0))
    print(json.dumps(found))


def _beside(deed: Callable[[], object], said: str, without: Lock) -> tuple[float, str, float]:
    with_, bare = _in_turns(deed, without)
    return with_, said, bare


if __name__ == "__main__":
    main(sys.argv[1])
