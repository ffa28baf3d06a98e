"""Växjö's statement about transferred calls for someone under 21: whether caller or person meant is not said."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from forebygg.concerns.models import Concern
from tests.cast import Cast
from tests.sources import living

WHAT = "Förälder ringer. Barnet visade en film i lördags."


@pytest.mark.source("V6")
@pytest.mark.parametrize("age", ["under-18", "18-20", "unknown"])
def test_v6_a_transferred_call_about_someone_under_21(cast: Cast, age: str) -> None:
    """The children's number, the words before any name, the note sent: their reception walks its own routine."""
    olga = living.sign_in("olga")
    url = olga.post("/vaxjo/arbete/samtal/").headers["Location"]
    page = olga.get(url).content.decode()
    assert "Innan du säger några namn" in page and 'href="/vaxjo/rutiner/worry-under-21"' in page
    data = {"danger": "no", "age": age, "what": WHAT, "wish": "anonymous", "sequence": "5"}
    assert olga.post(url + "spara", data).json()["connect"]["number"] == "08-465 004 31"
    olga.post(url + "gor", data | {"sequence": "6", "receiver": "reception-under-21", "do": "connected"})
    olga.post(url + "gor", {"do": "send", "as_report": "yes", "function": "Mottagningssekreteraren"})
    sven = living.sign_in("sven")
    reference = living.newest(sven)
    page = living.concern_page(sven, reference)
    assert WHAT in page and "Du är här" in page and "Skyddsbedömning" in page
    row = Concern.objects.get(reference=reference)
    assert row.run is not None and (row.channel, row.run.version.kind) == ("transferred-call", "worry-under-21")


@pytest.mark.source("V2")
def test_v2_a_coordinator_who_works_close_to_the_security_manager(cast: Cast) -> None:
    """The page says that they work together. What happens at a place reaches both the same hour, both may act on it,
    and neither sees a text about a person."""
    contact = living.look(Client(), "kontakt")
    assert "<dd>Samordnaren</dd>" in contact and "<dd>Säkerhetschefen</dd>" in contact
    visitor = Client()
    found = re.search(r'name="submission" value="([^"]+)"', living.look(visitor, "anmal-handelse"))
    assert found
    wall = {
        "submission": found.group(1),
        "sort": "graffiti",
        "place": "school",
        "where": "Gaveln på gymnastiksalen",
        "when": "",
        "consequence": "fear",
        "seen": "",
    }
    assert visitor.post("/vaxjo/anmal-handelse", wall).status_code == 303
    living.tell(Client(), "Ord om en person.")
    karin, sara = living.sign_in("karin"), living.sign_in("sara")
    reference = living.newest(karin)
    assert reference == living.newest(sara)
    living.answer(karin, reference, "no", "unknown", "no")
    living.answer(sara, reference, "no", "done", "done", "no")
    assert "Gaveln på gymnastiksalen" in living.concern_page(sara, reference)
    assert living.standing_at(living.concern_page(karin, reference)) == "secure"
    worry = Concern.objects.get(kind="worry").reference
    for client in (karin, sara):
        assert client.get(f"/vaxjo/arbete/oro/{worry}/").status_code == 404
        assert "Antal. Texter om personer ser du aldrig." in living.look(client, "arbete/vecka")
