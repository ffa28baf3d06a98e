"""What came on paper or by telephone goes in by the same door, to the desk whose it is."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from forebygg.concerns.desk import deadlines
from forebygg.concerns.models import Concern
from forebygg.facts import queries as facts
from forebygg.kit import clock
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

TEXT = "Jag skriver för att jag är orolig för min granne."


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _desk(cast: Cast, name: str, role: str = "") -> Client:
    client = Client()
    client.force_login(cast.user(name))
    page = client.get("/vaxjo/arbete/uppdrag").content.decode()
    if role:
        row = re.search(rf'<strong>[^<]*{role}[^<]*</strong>.*?value="([0-9a-f-]+)"', page, re.DOTALL)
        assert row
        client.post("/vaxjo/arbete/uppdrag", {"assignment": row.group(1)})
    return client


def _form(client: Client) -> dict[str, str]:
    found = re.search(r'name="submission" value="([^"]+)"', client.get("/vaxjo/arbete/oro/ny").content.decode())
    assert found
    return {
        "submission": found.group(1),
        "channel": "letter",
        "came": "2026-11-20",
        "kind": "worry",
        "age": "",
        "text": TEXT,
    }


def test_a_letter_to_the_coordinator_about_a_person(cast: Cast) -> None:
    """It is the reception's from that moment: the coordinator cannot open what they wrote down."""
    karin = _desk(cast, "karin")
    done = karin.post("/vaxjo/arbete/oro/ny", _form(karin))
    row = Concern.objects.get()
    assert (row.channel, row.board.code, row.age_band) == ("letter", "sn", "unknown")
    assert row.reference in done.content.decode() and TEXT not in done.content.decode()
    assert karin.get(f"/vaxjo/arbete/oro/{row.reference}/").status_code == 404


def test_a_reception_goes_on_with_its_own(cast: Cast) -> None:
    """What one's own desk reads opens at once."""
    sven = _desk(cast, "sven")
    done = sven.post("/vaxjo/arbete/oro/ny", _form(sven) | {"age": "under-18", "channel": "call"})
    assert done.headers["Location"].endswith(f"/arbete/oro/{Concern.objects.get().reference}/")


def test_the_registrar_may_and_others_may_not(cast: Cast) -> None:
    """A letter lands at the registry as often as anywhere. A teacher has no such page."""
    rut = _desk(cast, "rut", "Registratorn")
    assert rut.post("/vaxjo/arbete/oro/ny", _form(rut)).status_code == 200
    assert Concern.objects.count() == 1
    assert _desk(cast, "lena").get("/vaxjo/arbete/oro/ny").status_code == 404


def test_an_empty_form_keeps_what_was_written(cast: Cast) -> None:
    """Clear sentences, nothing lost, nothing registered."""
    sven = _desk(cast, "sven")
    lacking = sven.post("/vaxjo/arbete/oro/ny", _form(sven) | {"channel": "", "kind": ""})
    assert lacking.status_code == 422 and TEXT in lacking.content.decode()
    assert not Concern.objects.exists()


def test_the_law_counts_from_the_day_it_came(cast: Cast) -> None:
    """A letter of Friday written in on Monday has three days less; the desk's own reading counts from Monday."""
    with clock.fixed(MOMENT + timedelta(days=3)):
        sven = _desk(cast, "sven")
        form = _form(sven) | {"age": "under-18"}
        assert sven.post("/vaxjo/arbete/oro/ny", form | {"came": ""}).status_code == 422
        future = sven.post("/vaxjo/arbete/oro/ny", form | {"came": "2026-11-24"})
        assert future.status_code == 422 and "en dag som har varit" in future.content.decode()
        assert sven.post("/vaxjo/arbete/oro/ny", form | {"came": "2026-11-20"}).status_code == 302
        row = Concern.objects.get()
        assert clock.local(row.received_at).date() == date(2026, 11, 20)
        assert clock.local(row.made_available_at).date() == date(2026, 11, 23)
        final = [line.due for line in deadlines(row, facts.book(cast.town.pk))]
    assert "4 december" in final[1], final
