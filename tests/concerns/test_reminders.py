"""An unread worry: deputy at three, head at closing, a red line next day; once each, never to someone absent."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forebygg.concerns import actions, jobs, periods, queries
from forebygg.kit import calendar, clock
from forebygg.notices.models import Notice
from forebygg.people import queries as people
from forebygg.people.models import Absence
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _addresses(template: str) -> list[str]:
    return sorted(Notice.objects.filter(template=f"concerns/{template}").values_list("address", flat=True))


def _red(cast: Cast) -> int:
    return sum(row.red for row in queries.count_waiting(cast.karin, people.list_desks(cast.karin), clock.now()))


def test_the_ladder(cast: Cast) -> None:
    """Sent at 13.20 about a child: the deputy at 15.00, the head at 16.30, a red line on Monday."""
    make.concern(cast)
    for day, hour, minute, wanted in (
        (FRIDAY, 14, 59, []),
        (FRIDAY, 15, 0, ["siv@vaxjo.example"]),
        (FRIDAY, 16, 30, ["hanna@vaxjo.example", "siv@vaxjo.example"]),
    ):
        with clock.fixed(clock.at(day, hour, minute)):
            jobs.remind_about_waiting()
            jobs.remind_about_waiting()
        assert _addresses("concern-unread") == wanted
    with clock.fixed(clock.at(MONDAY, 0, 1)):
        jobs.remind_about_waiting()
        assert _red(cast) == 1


def test_sent_after_three_waits_for_monday(cast: Cast) -> None:
    """Nobody is chased for what may be read the next working day."""
    with clock.fixed(clock.at(FRIDAY, 15, 20)):
        make.concern(cast)
    with clock.fixed(clock.at(MONDAY, 14, 0)):
        assert jobs.remind_about_waiting() == 0
    with clock.fixed(clock.at(MONDAY, 15, 0)):
        assert jobs.remind_about_waiting() == 1


def test_read_is_read(cast: Cast) -> None:
    """Once read nobody is told, and what waited in the outbox is silent."""
    row = make.concern(cast)
    actions.mark_read(row, by=cast.sven)
    with clock.fixed(clock.at(MONDAY, 12)):
        assert jobs.remind_about_waiting() == 0
    assert not Notice.objects.filter(withdrawn_at=None, sent_at=None).exists()


def test_never_to_someone_absent(cast: Cast) -> None:
    """The deputy is away: the head hears at three."""
    Absence.objects.create(municipality=cast.town, user=cast.user("siv"), first_day=FRIDAY, last_day=FRIDAY)
    make.concern(cast)
    with clock.fixed(clock.at(FRIDAY, 15, 1)):
        jobs.remind_about_waiting()
    assert _addresses("concern-unread") == ["hanna@vaxjo.example"]


def test_whoever_comes_back_hears_of_what_came_while_all_were_away(cast: Cast) -> None:
    """Nobody at the desk when it came, nor when each rank's turn came: the first who is back is told, once."""
    for name in ("sven", "siv", "hanna"):
        last = MONDAY if name == "sven" else MONDAY + timedelta(days=9)
        Absence.objects.create(municipality=cast.town, user=cast.user(name), first_day=FRIDAY, last_day=last)
    make.concern(cast)
    with clock.fixed(clock.at(MONDAY, 16, 40)):
        assert jobs.remind_about_waiting() == 0 and not Notice.objects.exists()
        assert _red(cast) == 1
    with clock.fixed(clock.at(MONDAY + timedelta(days=1), 8)):
        assert jobs.remind_about_waiting() == 1
        assert jobs.remind_about_waiting() == 0
    assert _addresses("concern-unread") == ["sven@vaxjo.example"]


def test_after_a_weeks_outage_everything_goes_out_once(cast: Cast) -> None:
    """Nothing ran for a week: each rank hears once, however often the loop comes round."""
    make.concern(cast)
    with clock.fixed(MOMENT + timedelta(days=7)):
        first = jobs.remind_about_waiting()
        assert first == 3
        assert jobs.remind_about_waiting() == 0


def test_neither_closed_nor_entered_alarms_head_and_data_protection(cast: Cast) -> None:
    """It is never disposed of; after the alarm's days two functions hear of it."""
    actions.mark_read(make.concern(cast), by=cast.sven)
    with clock.fixed(calendar.add_days(MOMENT, 74)):
        jobs.remind_about_waiting()
    assert _addresses("too-old") == ["disa@vaxjo.example", "hanna@vaxjo.example"]


def test_unacknowledged(cast: Cast) -> None:
    """A slow acknowledgement is reminded about at the receiving desk."""
    from tests.concerns.test_hand_over import _hand

    _hand(cast, make.concern(cast), "reception-21", "same-board")
    with clock.fixed(MOMENT + timedelta(hours=25)):
        jobs.remind_about_waiting()
        jobs.remind_about_waiting()
    assert _addresses("not-acknowledged") == ["valter@vaxjo.example", "valter@vaxjo.example"][:1]


@given(st.integers(0, 24 * 60), st.integers(0, 14))
def test_the_ladder_never_goes_down(minute: int, day: int) -> None:
    """Pure: later moments never ask for a lower level."""
    start = clock.at(FRIDAY, 0) + timedelta(minutes=minute)
    read = periods.reading_day(start, child=True, same_day_hour=15)
    levels = [
        periods.level(read, start + timedelta(hours=h + 24 * day), same_day_hour=15, closes=time(16, 30))
        for h in range(0, 96, 3)
    ]
    assert levels == sorted(levels)
    assert calendar.is_working_day(read)
