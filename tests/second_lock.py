"""The account that owns nothing: PostgreSQL tests make every page as that one, under row security."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q

ROLE = "forebygg_app_of_tests"


def lay() -> None:
    """Make the account, and lay the lock."""
    from forebygg.site import row_security

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {ROLE}")
    row_security.lock(ROLE)


@contextmanager
def as_the_application() -> Iterator[None]:
    """Go on as that account."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {ROLE}")
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE")


def wrapped(request: Callable[..., Any]) -> Callable[..., Any]:
    """Return a test client's `request` that is made as that account; left alone where a test has no database."""

    def under_the_lock(self: Any, **more: Any) -> Any:
        try:
            connection.ensure_connection()
        except RuntimeError:
            return request(self, **more)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            already = cursor.fetchone() == (ROLE,)
        if already:
            return request(self, **more)
        with as_the_application():
            return request(self, **more)

    return under_the_lock


def take_away_filters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away every filter the house puts on rows by who asks: municipality, board, circle, conflict of interest, and
    the role's right to the rows. What is still denied, row security denies, or a right that a page asks for first."""
    from forebygg.calls import policies as calls
    from forebygg.cases import policies as cases
    from forebygg.concerns import policies as concerns
    from forebygg.people.tenancy import TenantQuerySet
    from forebygg.records import policies as records
    from forebygg.secrecy import policies as secrecy

    monkeypatch.setattr(TenantQuerySet, "for_actor", lambda self, actor: self)
    monkeypatch.setattr(secrecy, "is_inside", lambda actor, circle: True)
    for module in (secrecy, concerns, cases, calls, records):
        monkeypatch.setattr(module, "visible", lambda actor, circle="circle": Q())
    monkeypatch.setattr(secrecy, "not_shut_out", lambda actor, circle="circle": Q())
    monkeypatch.setattr(concerns, "may_see_ended", lambda actor: Q())
