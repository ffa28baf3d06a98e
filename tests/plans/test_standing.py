"""What decisions come to: their order, what a new period ends, who prolonged it."""

from __future__ import annotations

from datetime import date

import pytest

from forebygg.plans import standing
from forebygg.plans.actions.deciding import Decided

TODAY = date(2026, 11, 20)
KF, KS = "kommunfullmäktige", "kommunstyrelsen"


def _of(*rows: Decided) -> standing.Standing:
    return standing.of(rows, TODAY)


def test_a_new_adoption_without_an_end_ends_the_old_end() -> None:
    found = _of(Decided("adopted", KF, "2014", valid_to="2018"), Decided("adopted", KF, "2019-02-11"))
    assert found.valid_to is None and not found.has_lapsed
    found = _of(Decided("adopted", KF, "2014", valid_to="2018"), Decided("revised", KF, "2019-02-11"))
    assert found.valid_to is None and not found.has_lapsed


def test_who_prolonged_an_older_period_is_not_asked_about() -> None:
    old = [Decided("adopted", KF, "2014", valid_to="2018"), Decided("extended", KS, "2018-12", valid_to="2019")]
    assert _of(*old).prolonged_by_other
    assert _of(*old, Decided("adopted", KF, "2019-11-11")).prolonged_by_other is None


@pytest.mark.parametrize("body", ["Kommunfullmäktige", "kommunfullmäktige (KF)", "Tyresö kommunfullmäktige"])
def test_the_same_body_however_it_is_written(body: str) -> None:
    rows = Decided("adopted", KF, "2019", valid_to="2022"), Decided("extended", body, "2022-11", valid_to="2024")
    assert _of(*rows).prolonged_by_other is None


def test_what_has_no_day_was_entered_last_and_an_adoption_without_one_came_first() -> None:
    assert _of(Decided("adopted", KF, "2019"), Decided("repealed", KF)).is_repealed
    found = _of(Decided("extended", KS, "2020-12-09", valid_to="2021"), Decided("adopted", KF))
    assert found.valid_to == date(2021, 12, 31) and found.prolonged_by_other


def test_coarse_days_stand_where_they_may_have_been() -> None:
    """A year's adoption before the same year's extension; a month's extension after the adoption within it."""
    found = _of(Decided("extended", KS, "2016-12-18", valid_to="2018"), Decided("adopted", KF, "2016"))
    assert found.valid_to == date(2018, 12, 31)
    found = _of(Decided("extended", KS, "2020-05", valid_to="2024"), Decided("adopted", KF, "2020-05-10"))
    assert found.valid_to == date(2024, 12, 31)
