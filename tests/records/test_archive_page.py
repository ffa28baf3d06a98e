"""The archive function's page: each rule with its decision, what is due and held in figures, certificates to keep."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from forebygg.concerns import actions as concerns
from forebygg.concerns.actions.ending import conclude
from forebygg.concerns.models import Concern
from forebygg.kit import clock, documents
from forebygg.kit.errors import NotAllowed
from forebygg.records import actions, queries
from forebygg.records.models import Certificate, DisposalDecision
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

PAGE = "/vaxjo/arbete/gallring"


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _ended(cast: Cast, days_ago: int) -> Concern:
    with clock.fixed(MOMENT - timedelta(days=days_ago)):
        row = make.concern(cast, what="Myrstack")
        conclude(row, "advice-given", by=cast.sven)
    return make.fresh(row)


def _page(cast: Cast, name: str = "rut", path: str = PAGE) -> str:
    client = make.sign_in(cast, name)
    if name == "rut":
        mine = next(a for a in cast.user("rut").assignments.all() if a.role == "archive")
        client.post("/vaxjo/arbete/uppdrag", {"assignment": str(mine.uid)})
    answer = client.get(path)
    return f"{answer.status_code} {answer.content.decode('utf-8-sig')}"


def _line(cast: Cast, rule: str = "concern-closed") -> queries.RuleLine:
    return next(r for r in queries.list_rules(cast.archive) if (r.board.code, r.rule.code) == ("sn", rule))


def test_how_many_are_due_now_and_soon(cast: Cast) -> None:
    """Fourteen days after closing: one has run out, one will in the month; a held one is neither. No row."""
    rows = [_ended(cast, days) for days in (20, 3, 20)]
    concerns.hold_concern(rows[2], reason="appeal", by=cast.sven)
    assert (_line(cast).now, _line(cast).soon) == (1, 2)
    page = _page(cast)
    assert page.startswith("200") and "Socialnämnden, 12 maj 2026, § 61" in page
    cells = re.findall(r'<td class="num">(\d+)</td>', page.partition("Avslutad oro")[2])[:3]
    assert cells == ["14", "1", "2"]
    assert not [word for row in rows for word in (row.reference, str(row.uid), "Myrstack") if word in page]
    assert actions.run_disposal() == 1 and (_line(cast).now, _line(cast).soon) == (0, 1)


def test_a_rule_without_a_decision_is_inert_and_says_so(cast: Cast) -> None:
    """What follows is said, with the days of the proposal; it stands on "Idag" until the decision is entered."""
    _ended(cast, 20)
    board = cast.town_boards["sn"]
    DisposalDecision.objects.filter(board=board, rule="concern-closed").delete()
    make.forget()
    line = _line(cast)
    assert line.decision is None and (line.days, line.soon) == (14, 1)
    assert "Ingenting gallras. Det blir kvar tills nämnden beslutar." in _page(cast)
    assert "Ett gallringsbeslut saknas" in _page(cast, path="/vaxjo/arbete/")
    assert "gallringsbeslut saknas" not in _page(cast, "karin", "/vaxjo/arbete/")
    words = {"rule": "concern-closed", "body": "Socialnämnden", "decided_on": MOMENT.date(), "paragraph": "§ 1"}
    actions.enter_decision(board, **words, days=10, by=cast.archive)  # type: ignore[arg-type]
    assert "gallringsbeslut saknas" not in _page(cast, path="/vaxjo/arbete/")


def test_what_is_held_in_figures_and_for_how_long(cast: Cast) -> None:
    """Why, by which function, how many, the oldest; after half a year somebody is to ask. Never which."""
    rows = [_ended(cast, 5), _ended(cast, 5)]
    for row in rows:
        concerns.hold_concern(row, reason="appeal", by=cast.sven)
    concerns.hold_concern(make.fresh(rows[0]), reason="supervision", by=cast.hanna)
    held = [(row.reason, row.function, row.number, row.is_old) for row in queries.list_held(cast.archive)]
    here = "Mottagningen barn och unga"
    assert sorted(held) == [("appeal", here, 2, False), ("supervision", here, 1, False)]
    assert "varit fryst länge" not in _page(cast, path="/vaxjo/arbete/")
    with clock.fixed(MOMENT + timedelta(days=181)):
        assert all(row.is_old for row in queries.list_held(cast.archive))
        assert "varit fryst länge" in _page(cast, path="/vaxjo/arbete/") and "Fråga om den behövs" in _page(cast)
        assert "varit fryst länge" not in _page(cast, "sven", "/vaxjo/arbete/")
    concerns.release_concern(make.fresh(rows[1]), by=cast.sven)
    assert next(row for row in queries.list_held(cast.archive) if row.reason == "appeal").number == 1


def test_decisions_through_time(cast: Cast) -> None:
    """The one before stays with the day it ended, who entered it and when."""
    words = {"rule": "thread", "body": "Socialnämnden", "decided_on": MOMENT.date(), "paragraph": "§ 77"}
    actions.enter_decision(cast.town_boards["sn"], **words, days=10, by=cast.archive)  # type: ignore[arg-type]
    page = _page(cast)
    assert "§ 77" in page and "Gällde till 20 november 2026" in page
    assert "Arkiv och registratur, 20 november 2026" in page


def test_a_certificate_says_its_period(cast: Cast) -> None:
    """From the run before of the same rule and board, or the day the decision was entered, to the day of the run."""
    _ended(cast, 20)
    assert actions.run_disposal() == 1
    for ended_ago, later in ((12, 4), (8, 9)):
        _ended(cast, ended_ago)
        with clock.fixed(MOMENT + timedelta(days=later)):
            assert actions.run_disposal() == 1
    first, second, third = Certificate.objects.order_by("id")
    entered = first.decision.entered_on
    assert entered is not None and (first.since, first.run_on) == (entered, MOMENT.date())
    assert (second.since, second.run_on) == (MOMENT.date(), MOMENT.date() + timedelta(days=4))
    assert third.since == second.run_on
    assert "20 november 2026–24 november 2026" in _page(cast)


def test_certificates_to_keep(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a table and as PDF: period, board, rule, decision, number; a cell is never a formula. Nobody else's."""
    made: list[Mapping[str, Any]] = []

    def render(_template: Path, data: Mapping[str, Any]) -> bytes:
        made.append(data)
        return b"%PDF"

    monkeypatch.setattr(documents, "render", render)
    _ended(cast, 20)
    actions.run_disposal()
    DisposalDecision.objects.filter(rule="concern-closed").update(body="=1+1")
    table = list(csv.reader(io.StringIO(_page(cast, path=f"{PAGE}/bevis.csv")[4:]), delimiter=";"))
    assert table[0] == ["Från", "Till", "Nämnd", "Regel", "Beslut", "Dagar", "Antal"]
    assert table[1][2:] == ["Socialnämnden", "Avslutad oro", "'=1+1, 2026-05-12, § 61", "14", "1"]
    assert _page(cast, path=f"{PAGE}/bevis.pdf").startswith("200 %PDF")
    part = made[0]["parts"][0]
    assert part["rows"][0][-1] == "1" and "Utkast" not in json.dumps(made[0])
    for name in ("sven", "karin", "isak"):
        for path in (PAGE, f"{PAGE}/bevis.csv", f"{PAGE}/bevis.pdf"):
            assert not _page(cast, name, path).startswith("200")
    with pytest.raises(NotAllowed):
        queries.list_rules(cast.sven)


def test_a_real_pdf(cast: Cast) -> None:
    """The document is made by the same means as the others: PDF/A that opens."""
    _ended(cast, 20)
    actions.run_disposal()
    from forebygg.records import certificates

    assert certificates.as_pdf(queries.list_certificates(cast.archive)).startswith(b"%PDF-1.7")
