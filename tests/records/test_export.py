"""The register taken out: what its page shows and no more, in a table nobody's spreadsheet calculates, and in XML."""

from __future__ import annotations

import csv
import io
from datetime import date
from xml.etree import ElementTree

import pytest
from django.test import Client

from forebygg.audit.models import Event
from forebygg.concerns import actions as concerns
from forebygg.kit.errors import NotAllowed, WrongState
from forebygg.records import actions
from forebygg.records.export import BOM, NAMESPACE, Register, Row, as_csv, as_xml, harmless
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

DAYS = {"first": "2026-01-01", "last": "2026-12-31"}
_IN = f"{{{NAMESPACE}}}"


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _taken(client: Client, **changes: str) -> bytes:
    answer = client.post("/vaxjo/arbete/diariet/ut", DAYS | {"board": "sn", "form": "csv"} | changes)
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    return bytes(answer.content)


def test_a_table(cast: Cast) -> None:
    """Every row of the board's days, in order, and nothing that leads to a matter."""
    rows = [make.concern(cast, what="Xerxes slog.", who="Xerxes") for _ in range(2)]
    concerns.write_back(rows[0], "Vi läser.", by=cast.sven)
    make.concern(cast, kind="question", age_band="unknown")
    taken = _taken(make.sign_in(cast, "sven"))
    assert taken.startswith(BOM)
    table = list(csv.reader(io.StringIO(taken.decode("utf-8-sig")), delimiter=";"))
    assert table[0] == ["Nummer", "Dag", "Riktning", "Titel"]
    assert table[1] == ["SN 2026:1", "2026-11-20", "In", "Inkommen oro"]
    assert [line[0] for line in table[1:]] == ["SN 2026:1", "SN 2026:2", "SN 2026:3"]
    assert table[3][2:] == ["Ut", "Utgående svar"]
    for row in rows:
        for secret in (str(row.uid), row.reference, str(row.register_row.uid), "Xerxes", "13:20", "12:20"):
            assert secret not in taken.decode()
    event = Event.objects.get(code="records.exported")
    assert event.detail == {"from": "2026-01-01", "to": "2026-12-31"}


def test_xml_has_what_the_schema_asks_for(cast: Cast) -> None:
    """The elements that CITS ERMS 3.0.1 makes mandatory, in its order; read back it is the register."""
    row = make.concern(cast)
    taken = _taken(make.sign_in(cast, "sven"), form="xml")
    root = ElementTree.fromstring(taken)
    assert root.tag == f"{_IN}erms" and [child.tag for child in root] == [f"{_IN}control", f"{_IN}records"]
    control = [child.tag.removeprefix(_IN) for child in root[0]]
    assert control == ["identification", "maintenanceInformation"]
    kept = [child.tag.removeprefix(_IN) for child in root[0][1]]
    assert kept == ["maintenanceStatus", "maintenanceAgency", "maintenanceHistory"]
    record = root[1][0]
    assert [child.tag.removeprefix(_IN) for child in record] == ["objectId", "title", "dates"]
    assert record[0].text == "SN 2026:1" and record[1].text == "Inkommen oro"
    assert record[2][0].attrib == {"dateType": "received"} and record[2][0].text == "2026-11-20T00:00:00"
    assert str(row.uid) not in taken.decode() and str(row.register_row.uid) not in taken.decode()


def test_no_cell_is_calculated() -> None:
    """Each start of a formula, also in wide letters."""
    for bad in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"):
        assert harmless(bad) == f"'{bad}"
    assert harmless("Inkommen oro") == "Inkommen oro"
    first, last = date(2026, 1, 1), date(2026, 1, 2)
    bad = Register("T", "B", first, last, [Row("=cmd|'/c calc'!A0", first, True, '"')])
    lines = as_csv(bad, ("a",), ("In", "Ut")).decode("utf-8-sig").split("\r\n", 1)[1]
    said = next(csv.reader(io.StringIO(lines), delimiter=";"))
    assert said == ["'=cmd|'/c calc'!A0", "2026-01-01", "In", '"']
    assert b"<objectId>=cmd" in as_xml(bad, MOMENT)
    odd = Register("T", "B & <C>", first, last, [])
    assert b"B &amp; &lt;C&gt;" in as_xml(odd, MOMENT)


def test_whose_it_may_be(cast: Cast) -> None:
    """One's own board's; the archive function, any of its municipality's; nobody else's, and days in order."""
    days = {"first": date(2026, 1, 1), "last": date(2026, 12, 31), "town": "V"}
    boards, other = cast.town_boards, make.town("grannby")
    actions.export_register(boards["sn"], **days, by=cast.sven)
    actions.export_register(boards["ks"], **days, by=cast.rut)
    actions.export_register(boards["sn"], **days, by=cast.archive)
    for board, by in (("sn", cast.rut), ("ks", cast.sven), ("sn", cast.isak), ("sn", cast.lena), ("sn", other.archive)):
        with pytest.raises(NotAllowed):
            actions.export_register(boards[board], **days, by=by)
    with pytest.raises(WrongState):
        actions.export_register(boards["sn"], first=date(2026, 2, 1), last=date(2026, 1, 1), town="V", by=cast.sven)
    page = make.sign_in(cast, "sven").post("/vaxjo/arbete/diariet/ut", DAYS | {"board": "ks", "form": "csv"})
    assert page.status_code == 422
