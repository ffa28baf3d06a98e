"""Växjö's statement about transferred calls for someone under 21: whether caller or person meant is not said."""

from __future__ import annotations

import pytest

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
