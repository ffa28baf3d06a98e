"""The list twin of the drawing."""

from __future__ import annotations

import pytest

from forebygg.routines import flow, shipped
from forebygg.routines.drawing import outline
from tests.routines.charting import CODES


@pytest.mark.parametrize("code", CODES)
def test_every_step_is_a_row_and_every_choice_leads_to_a_row(code: str) -> None:
    chart = shipped.charts()[code]
    rows = outline(chart)
    assert [row.code for row in rows] == list(chart.steps)
    assert {row.state for row in rows} == {"ahead"}
    for row in rows:
        leads = [(choice.leads_to, choice.leads_to_number) for choice in row.choices] or [
            (row.leads_to, row.leads_to_number)
        ]
        for label, number in leads:
            assert (label, number) == ("", 0) if row.kind == "end" else rows[number - 1].label == label


def test_it_shows_where_a_walk_stands_in_the_language_asked_for() -> None:
    chart = shipped.charts()["worry-21"]
    position = flow.advance(chart, [("danger", "no"), ("age", "21-or-over"), ("crime", "unknown"), ("opinion", "no")])
    rows = {row.code: row for row in outline(chart, position, "en")}
    assert rows["rights"].state == "here"
    assert rows["danger"].state == "done"
    assert rows["call-112"].state == rows["fares-badly"].state == "off"
    assert rows["way"].state == "ahead"
    assert [choice.label for choice in rows["crime"].choices if choice.is_taken] == ["Don't know"]
    assert rows["crime"].choices[0].opens == ("Question to the police",)
    assert rows["danger"].opens == ("Answer to the writer",)


def test_an_end_that_is_reached_is_here() -> None:
    chart = shipped.charts()["worry-21"]
    answers = next(flow.paths(chart))
    position = flow.advance(chart, answers)
    assert {row.code for row in outline(chart, position) if row.state == "here"} == {position.end}
