"""Cards for the wall: what to do, whom to call, the routine; one sheet; numbers from facts."""

from __future__ import annotations

import pytest
from django.test import Client

from forebygg.facts import actions as facts
from forebygg.facts import queries as numbers
from forebygg.site.cards import CARDS
from tests import make
from tests.cast import Cast


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


@pytest.mark.parametrize("code", sorted(CARDS))
def test_every_card_is_one_sheet_with_numbers(cast: Cast, code: str) -> None:
    """At most six lines, a number that answers now, no account needed."""
    page = Client().get(f"/vaxjo/kort/{code}").content.decode()
    assert len(CARDS[code].lines) <= 6 and 'href="tel:' in page
    assert str(CARDS[code].title) in page and "Påhittade uppgifter" in page


def test_a_number_that_changes_changes_on_the_card(cast: Cast) -> None:
    """The card has no number of its own; a wrong one leaves it at once."""
    row = next(r for r in numbers.list_numbers(cast.karin) if r.fact.code == "reception-under-21")
    facts.confirm_number(row.fact, "08-465 004 77", shown=row.fact.value["number"], by=cast.karin)
    assert "08-465 004 77" in Client().get("/vaxjo/kort/skola").content.decode()
    row = next(r for r in numbers.list_numbers(cast.karin) if r.fact.code == "reception-under-21")
    facts.mark_wrong(row.fact, shown="08-465 004 77", by=cast.karin)
    assert "08-465 004 77" not in Client().get("/vaxjo/kort/skola").content.decode()


def test_unknown_card(cast: Cast) -> None:
    """Nothing there."""
    assert Client().get("/vaxjo/kort/nagot").status_code == 404


def test_one_line_of_the_menu_is_here(cast: Cast) -> None:
    """The page one is on, not the one whose address it begins with too."""
    client = Client()
    client.force_login(cast.user("karin"))
    client.get("/vaxjo/arbete/uppdrag")
    for path, line in (("arbete/oro/ny", "Skriv in det som kom"), ("arbete/oro/", "Inkommet"), ("arbete/", "Idag")):
        page = client.get(f"/vaxjo/{path}").content.decode()
        marked = page.split('aria-current="page"')
        assert len(marked) == 3 and all(line in part[:300] for part in marked[1:]), path  # wide and narrow menu
