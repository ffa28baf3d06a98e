"""The numbers people may call: tried, corrected, taken off every page."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from forebygg.facts import actions, queries
from forebygg.facts.models import Fact
from forebygg.kit import clock
from forebygg.kit.errors import NotAllowed, WrongState
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

PAGE = "/vaxjo/arbete/nummer"


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


@pytest.fixture
def karin(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.user("karin"))
    client.get("/vaxjo/arbete/uppdrag")
    return client


def _post(client: Client, code: str, **more: str) -> Any:
    """Press a button of one number, as the page showed it."""
    page = client.get(PAGE).content.decode()
    shown = re.search(f'id="{code}-shown"[^>]*value="([^"]*)"|value="([^"]*)" id="{code}-shown"', page)
    assert shown
    return client.post(PAGE, {"code": code, "shown": shown.group(1) or shown.group(2)} | more)


def test_a_national_line_shows_when_somebody_here_has_tried_it(cast: Cast, karin: Client) -> None:
    """Shipped and unverified it hides; tried, it is this municipality's, and nobody else's."""
    assert "116 111" not in Client().get("/vaxjo/ring").content.decode()
    assert _post(karin, "bris").status_code == 302
    make.forget()
    assert "116 111" in Client().get("/vaxjo/ring").content.decode()
    make.town("grannby")
    make.forget()
    assert "116 111" not in Client().get("/grannby/ring").content.decode()


def test_a_wrong_number_leaves_every_page(cast: Cast, karin: Client) -> None:
    """And comes back corrected."""
    _post(karin, "coordinator", wrong="1")
    make.forget()
    assert "08-465 004 39" not in Client().get("/vaxjo/kort/skola").content.decode()
    assert _post(karin, "coordinator", number="ring mig").status_code == 422
    _post(karin, "coordinator", number="08-465 004 88")
    make.forget()
    assert "08-465 004 88" in Client().get("/vaxjo/kort/skola").content.decode()


def test_emergency_numbers_are_nobodys_to_change(cast: Cast, karin: Client) -> None:
    """112 is neither tried, nor wrong, nor another."""
    assert "emergency" not in {row.fact.code for row in queries.list_numbers(cast.karin)}
    assert karin.post("/vaxjo/arbete/nummer", {"code": "emergency", "wrong": "1"}).status_code == 404
    fact = Fact.objects.get(code="emergency", municipality=None)
    with pytest.raises(WrongState):
        actions.confirm_number(fact, "08-465 004 99", shown="112", by=cast.karin)


def test_a_number_grows_old(cast: Cast) -> None:
    """After ninety days it is time to try it again; until then it is not."""
    for row in queries.list_numbers(cast.karin):
        actions.confirm_number(row.fact, "", shown=row.fact.value["number"], by=cast.karin)
    assert queries.count_due_numbers(cast.town.pk) == 0
    with clock.fixed(MOMENT + timedelta(days=91)):
        assert queries.count_due_numbers(cast.town.pk) == len(queries.list_numbers(cast.karin))


def test_not_everybodys(cast: Cast) -> None:
    """A reception does not change numbers."""
    with pytest.raises(NotAllowed):
        queries.list_numbers(cast.sven)


def test_one_tries_the_number_one_saw(cast: Cast, karin: Client) -> None:
    """Somebody corrected it meanwhile: the old page neither confirms nor condemns the new number."""
    row = next(row for row in queries.list_numbers(cast.karin) if row.fact.code == "coordinator")
    shown = row.fact.value["number"]
    actions.confirm_number(row.fact, "08-465 004 77", shown=shown, by=cast.sara)
    make.forget()
    for deed in ({}, {"wrong": "1"}):
        assert karin.post(PAGE, {"code": "coordinator", "shown": shown} | deed).status_code == 409
    assert not Fact.objects.filter(wrong=True).exists()


def test_a_number_that_does_not_fit_is_still_there(karin: Client) -> None:
    """What was typed stands in its own box, open, and the summary leads to it."""
    page = _post(karin, "coordinator", number="ring mig").content.decode()
    assert 'href="#coordinator-number"' in page and 'value="ring mig"' in page and "<details open>" in page
    assert page.count("ring mig") == 1
