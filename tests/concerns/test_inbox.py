"""The inbox: the words of each line, and that lines do not share what is theirs alone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from forebygg.concerns import actions, queries
from forebygg.kit import clock
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _lines(cast: Cast) -> dict[str, str]:
    client = Client()
    client.force_login(cast.user("sven"))
    page = client.get("/vaxjo/arbete/oro/").content.decode()
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", page, re.DOTALL)
    return {re.search(r"ORO-[0-9A-Z]+-[0-9]+", row)[0]: row for row in rows}  # type: ignore[index]


def test_each_line_says_its_own(cast: Cast) -> None:
    with clock.fixed(MOMENT - timedelta(days=3)):
        late = make.concern(cast)
    read, unread = make.concern(cast), make.concern(cast, age_band="unknown")
    actions.mark_read(read, by=cast.sven)
    lines = _lines(cast)
    assert list(lines) == [late.reference, read.reference, unread.reference]
    for row, word in ((late, "Över tiden"), (read, "Läst"), (unread, "Oläst")):
        shown = lines[row.reference]
        assert word in shown
        assert f'href="/vaxjo/arbete/oro/{row.reference}/"' in shown
        assert f"{row.register_row.year}:{row.register_row.number}<" in shown
    assert "3 dagar" in lines[late.reference] and "17 november" in lines[late.reference]
    assert "i dag klockan 13" in lines[unread.reference] and "20 november" in lines[unread.reference]
    assert str(unread.get_age_band_display()) in lines[unread.reference]
    assert str(unread.get_age_band_display()) not in lines[read.reference]


def test_a_list_fetches_nothing_sealed(cast: Cast) -> None:
    make.concern(cast, who="Sixten")
    for row in queries.list_open(cast.sven):
        assert not {"what_happened", "who", "contact"} & vars(row).keys()
