"""Every deed of the closed rooms as the account that owns nothing, in the scope of whoever does it: row security gives
it all the rows it needs, and what it leaves is what it leaves without the lock."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pytest
from django.db import connection

from forebygg.calls import actions as calls
from forebygg.cases import actions as cases
from forebygg.concerns import actions as concerns
from forebygg.influence import actions as influence
from forebygg.mailbox import actions as mailbox
from forebygg.oversight import actions as oversight
from forebygg.people import tenancy
from forebygg.plans import actions as plans
from forebygg.reporting import actions as reporting
from forebygg.requests import actions as requests
from tests.cast import Cast
from tests.crash.points import ATOMIC
from tests.crash.test_every_statement import cast as cast  # noqa: PLC0414 - the fixture
from tests.crash.test_every_statement import sizes, taken_back
from tests.second_lock import as_the_application

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row security")
ROOMS = (concerns, calls, cases, reporting, oversight, requests, mailbox, plans, influence)


class Lock:
    """While it is on, the outermost deed runs as the application, for whoever does it."""

    def __init__(self) -> None:
        self.is_on, self.met = False, 0

    @contextmanager
    def on(self) -> Iterator[None]:
        """Lay it for a while."""
        self.is_on = True
        try:
            yield
        finally:
            self.is_on = False

    def around(self, deed: Callable[..., Any]) -> Callable[..., Any]:
        """Return a deed that is done so."""

        @wraps(deed)
        def done(*args: Any, by: Any, **kwargs: Any) -> Any:
            if not self.is_on:
                return deed(*args, by=by, **kwargs)
            self.is_on, self.met = False, self.met + 1
            with as_the_application(), tenancy.scope(by):
                return deed(*args, by=by, **kwargs)

        return done


def test_every_deed_under_the_lock(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    """Nothing is refused, and nothing is missed without a word."""
    lock, wrong = Lock(), {}
    for room in ROOMS:
        for name, deed in list(vars(room).items()):
            if inspect.isfunction(deed) and deed.__module__.startswith(room.__name__):
                by = inspect.signature(deed).parameters.get("by")
                if by is not None and by.kind is by.KEYWORD_ONLY:
                    monkeypatch.setattr(room, name, lock.around(deed))
    for name, setup in ATOMIC.items():
        with taken_back():
            setup(cast)()
            expected = sizes()
        with taken_back():
            do = setup(cast)
            try:
                with lock.on():
                    do()
            except Exception as error:  # noqa: BLE001 - whatever it is, the deed cannot be done
                wrong[name] = repr(error)[:200]
                continue
            found = sizes()
            if found != expected:
                wrong[name] = str({table: (n, found[table]) for table, n in expected.items() if n != found[table]})
    assert wrong == {}
    assert lock.met >= len(ATOMIC) - 2  # the log is sealed, and comments disposed of, by the loop, for everyone
