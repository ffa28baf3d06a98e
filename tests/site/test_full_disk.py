"""The disk is full: a clear answer, what was typed on the page, nothing half stored; with room again it goes in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock
from uuid import uuid4

import pytest
from django.db import OperationalError, connections
from django.test import Client

from forebygg.concerns.models import Concern
from forebygg.mailbox.models import Thread
from forebygg.records.models import RegisterRow
from tests import make
from tests.cast import Cast

TEXT = "Min granne pratar om våld, och jag vet inte vart jag ska vända mig. " * 60


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


@contextmanager
def full(alias: str) -> Iterator[None]:
    """Let a store take nothing more: SQLite no page, as on a full disk; else the answer that PostgreSQL then gives."""

    def refuse(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.lstrip().startswith(("INSERT", "UPDATE")):
            raise OperationalError("could not extend file: No space left on device")
        return execute(sql, *rest)

    store = connections[alias]
    if store.vendor == "postgresql" or alias == "keys":  # a key is small, and has room for long
        with store.execute_wrapper(refuse):
            yield
        return
    with store.cursor() as cursor:
        before = cursor.execute("PRAGMA max_page_count").fetchone()[0]
        cursor.execute("PRAGMA max_page_count = 1")  # becomes what it has: not a page more
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA max_page_count = {before}")


def _form(client: Client) -> dict[str, str]:
    found = re.search(r'name="submission" value="([^"]+)"', client.get("/vaxjo/fraga").content.decode())
    assert found
    return {"submission": found.group(1), "text": TEXT}


@pytest.mark.parametrize("alias", ["default", "keys"])
def test_a_text_that_cannot_be_stored(cast: Cast, alias: str) -> None:
    """503, the whole text to copy, no row of it anywhere; then the same form goes through, once."""
    client = Client(raise_request_exception=False)
    form = _form(client)
    with full(alias):
        for _ in range(40):  # until the pages that are there are used up
            form["submission"] = str(uuid4())
            before = RegisterRow.objects.count(), Concern.objects.count(), Thread.objects.count()
            answer = client.post("/vaxjo/fraga", form)
            if answer.status_code == 503:
                break
    page = answer.content.decode()
    assert answer.status_code == 503 and "kanske inte sparat" in page and "ring 112" in page
    assert TEXT.strip() in page and form["submission"] not in page
    after = RegisterRow.objects.count(), Concern.objects.count(), Thread.objects.count()
    assert {new - old for new, old in zip(after, before, strict=True)} in ({0}, {1})  # the receipt may be what lacked
    for _ in range(2):
        assert client.post("/vaxjo/fraga", form).status_code == 303
    assert Concern.objects.count() == before[1] + 1


def test_another_fault_keeps_the_text_too(cast: Cast) -> None:
    """500, what was typed on the page, and no password."""
    client = Client(raise_request_exception=False)
    form = _form(client)
    with mock.patch("forebygg.concerns.actions.register_concern", side_effect=RuntimeError("secret words")):
        page = client.post("/vaxjo/fraga", form | {"password": "ett långt lösenord"})
    assert page.status_code == 500 and TEXT.strip() in page.content.decode()
    assert "lösenord" not in page.content.decode() and "secret words" not in page.content.decode()
