"""Content: whole, coded, and nothing else."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from forebygg.plans import content, standing, timeline
from forebygg.plans.content import Content, Line, Unfit
from tests.plans.making import said


def test_there_and_back() -> None:
    assert content.read(content.plain(said())) == said()


@pytest.mark.parametrize(
    "data",
    [
        {"name": "x"},
        {"title": 5},
        {"title": "x" * 5_000},
        {"goals": "x"},
        {"goals": [{"text": "utan kod"}]},
        {"goals": [{"code": "a00001", "text": "x", "score": "9"}]},
        {"goals": [{"code": "A!", "text": "x"}]},
        {"goals": [{"code": "a00001", "text": "x"}, {"code": "a00001", "text": "y"}]},
        {"measures": [{"code": "a00001", "text": "x", "rights": {"risk": "hög"}}]},
        {"purposes": [{"code": "a00001", "text": "x"}] * 500},
    ],
)
def test_what_is_no_content(data: dict[str, Any]) -> None:
    with pytest.raises(Unfit):
        content.read(data)


def test_an_entry_is_put_in_its_place_or_last_and_taken_away() -> None:
    one, two = Line("a00001", "ett"), Line("a00002", "två")
    found = content.put(content.put(Content(title="x"), "purposes", one), "purposes", two)
    found = content.put(found, "purposes", Line("a00001", "ettan"))
    assert [each.text for each in found.purposes] == ["ettan", "två"]
    assert content.drop(found, "purposes", "a00001").purposes == (two,)


def _decision(action: str, body: str, day: str, until: str = "", since: str = "") -> Any:
    return SimpleNamespace(action=action, body=body, day=day, paragraph="", valid_from=since, valid_to=until)


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-05-06", date(2024, 5, 6), date(2024, 5, 6)),
        ("", None, None),
    ],
)
def test_days_at_the_precision_their_paper_states(iso: str, first: date | None, last: date | None) -> None:
    assert (standing.first_day(iso), standing.last_day(iso)) == (first, last)


def test_the_latest_extension_counts_and_who_made_it_is_asked_about() -> None:
    rows = [
        _decision("adopted", "Kommunfullmäktige", "2016-01-18", "2019-12-31"),
        _decision("extended", "kommunstyrelsen", "2019-12-18", "2020-06-30", "2020-01-01"),
    ]
    found = standing.of(rows, date(2020, 7, 2))
    assert (found.valid_from, found.valid_to, found.days_left) == (date(2020, 1, 1), date(2020, 6, 30), -2)
    assert found.has_lapsed and found.prolonged_by_other is rows[1]
    same = [rows[0], _decision("extended", "kommunfullmäktige", "2019-12-18", "2020-06-30")]
    assert standing.of(same, date(2020, 1, 1)).prolonged_by_other is None


def test_the_line_of_years_with_where_we_are() -> None:
    rows = [_decision("adopted", "kf", "2024-02-26", "2027-12-31")]
    line = timeline.draw(standing.of(rows, date(2026, 1, 1)), rows)
    assert line is not None
    assert [year for year, _left, _middle in line.years] == [2024, 2025, 2026, 2027]
    assert [(mark.code, mark.is_past) for mark in line.marks] == [("adopted", True), ("end", False)]
    assert line.here is not None and abs(line.here - 540) < 3
    assert timeline.draw(standing.of([], date(2026, 1, 1)), []) is None
