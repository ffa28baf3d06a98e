"""Routine (d): what happened at a place. Place, sort, consequence; no persons, no pictures."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from forebygg.concerns import queries
from forebygg.concerns.models import Concern
from forebygg.kit.errors import NotFound
from tests import make
from tests.cast import Cast

FORM = {
    "sort": "graffiti",
    "place": "school",
    "where": "Gaveln på gymnastiksalen",
    "when": "i morse",
    "consequence": "fear",
    "seen": "En symbol i rött, en meter hög.",
}


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _submission(client: Client) -> dict[str, str]:
    found = re.search(r'name="submission" value="([^"]+)"', client.get("/vaxjo/anmal-handelse").content.decode())
    assert found
    return {"submission": found.group(1)}


def test_it_reaches_the_coordinator_and_the_security_manager(cast: Cast) -> None:
    """Both are in the circle; the receptions are not. Sending twice is one."""
    client = Client()
    form = FORM | _submission(client)
    assert client.post("/vaxjo/anmal-handelse", form).status_code == 303
    assert client.post("/vaxjo/anmal-handelse", form).status_code == 303
    row = Concern.objects.get()
    assert (row.kind, row.board.code, row.run.version.kind) == ("incident", "ks", "incident")
    for reader in (cast.karin, cast.sara):
        what = queries.open_concern(reader, row.reference).what or ""
        assert "Klotter eller en symbol" in what and "Gaveln" in what and "Någon blev rädd" in what
    with pytest.raises(NotFound):
        queries.open_concern(cast.sven, row.reference)


def test_the_form_asks_for_no_person_and_takes_no_file(cast: Cast) -> None:
    """No field for a name, a description, a picture; and it says so."""
    page = Client().get("/vaxjo/anmal-handelse").content.decode()
    names = set(re.findall(r'name="([a-z_]+)"', page)) - {"submission"}
    # `not_for` is of what kind somebody here is who should not read; of whom is not asked where no persons are named.
    assert names <= set(FORM) | {"not_for", "viewport", "robots", "referrer", "description"}
    assert "aldrig om vem" in page and 'type="file"' not in page


def test_what_is_missing_is_told_and_nothing_is_lost(cast: Cast) -> None:
    """Four answers are needed; what was written stays."""
    client = Client()
    lacking = client.post("/vaxjo/anmal-handelse", _submission(client) | {"seen": FORM["seen"], "sort": "nonsense"})
    page = lacking.content.decode()
    assert lacking.status_code == 422 and "Skriv var det är" in page and FORM["seen"] in page
    assert not Concern.objects.exists()


def test_an_appointment_is_asked_for(cast: Cast) -> None:
    """A relative asks for a talk; the support answers with a time by code."""
    client = Client()
    page = client.get("/vaxjo/anhorig/boka").content.decode()
    found = re.search(r'name="submission" value="([^"]+)"', page)
    assert found
    client.post("/vaxjo/anhorig/boka", {"submission": found.group(1), "text": "Helst tisdag."})
    row = Concern.objects.get()
    assert (row.kind, row.desk.code, row.run, row.register_row.title) == ("booking", "relatives", None, "booking-in")


def test_what_turns_the_reading_is_taken_away(cast: Cast) -> None:
    """Also from the short lines: a place written backwards would be read wrong."""
    client = Client()
    form = FORM | _submission(client) | {"where": "Gaveln\u202e\x07 norr", "when": "i\u2066 morse"}
    assert client.post("/vaxjo/anmal-handelse", form).status_code == 303
    what = queries.open_concern(cast.karin, Concern.objects.get().reference).what or ""
    assert "Gaveln norr" in what and "i morse" in what and not {"\u202e", "\x07", "\u2066"} & set(what)
