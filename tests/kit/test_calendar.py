"""The Swedish calendar."""

from datetime import UTC, date, datetime

import pytest

from forebygg.kit import calendar, clock


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 6, 19), False),  # Midsummer Eve
        (date(2026, 12, 24), False),
        (date(2026, 12, 28), True),
        (date(2027, 5, 6), False),  # Ascension Day
    ],
)
def test_working_days(day: date, works: bool) -> None:
    """Weekends, holidays and the closed eves are no working days."""
    assert calendar.is_working_day(day) is works


def test_local_closed_day() -> None:
    """A municipality's own closed day is handed in."""
    friday = date(2026, 11, 20)
    assert not calendar.is_working_day(friday, {friday})
    assert calendar.next_working_day(date(2026, 11, 19), {friday}) == date(2026, 11, 23)


def test_counting_over_christmas() -> None:
    """Two working days after 23 December pass over five closed ones."""
    assert calendar.add_working_days(date(2026, 12, 23), 2) == date(2026, 12, 29)
    assert calendar.previous_working_day(date(2026, 12, 28)) == date(2026, 12, 23)


def test_days_keep_the_time_of_day_over_the_change_of_clocks() -> None:
    """Seven days from a Saturday at nine end on a Saturday at nine, whatever the clocks did."""
    start = clock.at(date(2026, 10, 24), 9)
    later = calendar.add_days(start, 7)
    assert clock.local(later).hour == 9
    assert (later - start).total_seconds() == 7 * 86400 + 3600


def test_months_end_on_the_last_day() -> None:
    """A month from the last of January is the last of February."""
    assert calendar.add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert calendar.add_months(date(2026, 11, 20), -12) == date(2025, 11, 20)


def test_quarter_and_week() -> None:
    """Quarters and ISO weeks as they are written."""
    assert calendar.quarter(date(2026, 11, 20)) == "2026K4"
    assert calendar.year_and_week(date(2026, 11, 23)) == (2026, 48)


def test_the_clock_cuts_to_the_hour_and_can_be_held() -> None:
    """The public's times are cut; a held clock stands."""
    moment = datetime(2026, 11, 20, 12, 34, 56, tzinfo=UTC)
    with clock.fixed(moment):
        assert clock.now() == moment
        assert clock.today() == date(2026, 11, 20)
    assert clock.hour(moment).minute == 0
