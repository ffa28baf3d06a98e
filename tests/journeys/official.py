"""Somebody of the municipality at their desk, who wants more than is theirs."""

from __future__ import annotations

import pytest
from django.test import Client

from forebygg.people import queries as staff
from tests import make
from tests.cast import Cast
from tests.journeys.table import TABLE, filled

NAME, TEXT = "Sixten Påhittad", "Det som står i texten: kvarnvinge"


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def signed_in(cast: Cast, name: str, role: str = "") -> Client:
    client, user = Client(), cast.user(name)
    client.force_login(user)
    chosen = next(a for a in staff.assignments_of(user) if not role or a.role == role)
    client.post("/vaxjo/arbete/uppdrag", {"assignment": str(chosen.uid)})
    return client


def lists() -> list[str]:
    return [path for pattern, row in TABLE.items() if row.kind == "list" for path in filled(pattern)]
