"""Delivered notices and past absences go by themselves; what stands or waits stays."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from forebygg.audit.models import Event
from forebygg.concerns import actions as concerns
from forebygg.concerns import jobs
from forebygg.facts import queries as facts
from forebygg.facts.models import Fact
from forebygg.kit import calendar, clock
from forebygg.kit.errors import NotAllowed
from forebygg.notices import actions as notices
from forebygg.notices.addresses import Address
from forebygg.notices.models import Notice
from forebygg.people import actions as staff
from forebygg.people.models import Absence
from forebygg.site import schedule
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT
from tests.make import DAY

DAYS = 30  # as shipped


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _tell(cast: Cast, reason: str, to: str = "sven@vaxjo.example") -> None:
    notices.tell([Address(to)], "concerns/too-old", by=cast.karin, reason=reason, urgent=True)


def _after(days: int) -> object:
    return clock.fixed(calendar.add_days(MOMENT, days))


def test_delivered_notices_go_after_their_days(cast: Cast) -> None:
    """Not on the last day, but the day after; the log says how many and not whose."""
    _tell(cast, "one")
    _tell(cast, "two", "siv@vaxjo.example")
    schedule.deliver_notices()
    with _after(DAYS):
        assert schedule.remove_staff_data() == 0
    with _after(DAYS + 1):
        assert schedule.remove_staff_data() == 2
        assert schedule.remove_staff_data() == 0
    event = Event.objects.get(code="notices.removed")
    assert (event.actor_kind, event.municipality, event.detail) == ("system", "vaxjo", {"number": 2})
    assert "sven" not in str(vars(event))


def test_silenced_notices_go_too(cast: Cast) -> None:
    """Withdrawn before they left: the same days."""
    concerns.mark_read(make.concern(cast), by=cast.sven)
    with _after(DAYS + 1):
        assert schedule.remove_staff_data() == 1


def test_what_has_not_left_stays(cast: Cast) -> None:
    """A mail server that was down for a season loses nothing."""
    _tell(cast, "one")
    with _after(DAYS * 4):
        assert schedule.remove_staff_data() == 0
        assert schedule.deliver_notices() == 1


def test_a_reason_that_stands_is_never_told_again(cast: Cast) -> None:
    """An alarm that has stood for months was told once; when what it was about is over, its rows go."""
    row = make.concern(cast)
    concerns.mark_read(row, by=cast.sven)
    for days in range(74, 74 + DAYS * 3, 10):
        with _after(days):
            told = jobs.remind_about_waiting()
            assert told == (2 if days == 74 else 0)
            schedule.deliver_notices()
            schedule.remove_staff_data()
    assert Notice.objects.filter(template="concerns/too-old").count() == 2
    row.delete()
    with _after(74 + DAYS * 5):
        jobs.remind_about_waiting()
        assert schedule.remove_staff_data() == 2
    assert not Notice.objects.exists()


def test_past_absences_go(cast: Cast) -> None:
    """After the days that count from the last day; one that runs or comes stays."""
    for first, last in ((-40, -31), (-40, -30), (-40, 0), (5, 9)):
        Absence.objects.create(
            municipality=cast.town,
            user=cast.user("sven"),
            first_day=DAY + timedelta(days=first),
            last_day=DAY + timedelta(days=last),
        )
    assert schedule.remove_staff_data() == 1
    assert Absence.objects.count() == 3
    assert Event.objects.get(code="people.absences_removed").detail == {"number": 1}


def test_each_municipality_has_its_own_days(cast: Cast) -> None:
    """One keeps absences a year, the other as shipped; neither job reaches the other's rows."""
    other = make.town("grannby")
    for one in (cast, other):
        day = DAY - timedelta(days=100)
        Absence.objects.create(municipality=one.town, user=one.user("sven"), first_day=day, last_day=day)
    shipped = Fact.objects.get(code="absence-days")
    shipped.pk, shipped.municipality_id, shipped.value, shipped.origin = None, other.town.pk, 365, "local"
    shipped.uid = uuid4()
    shipped.save(force_insert=True)
    facts.forget()
    assert schedule.remove_staff_data() == 1
    assert Absence.objects.get().municipality == other.town


def test_only_the_job_may(cast: Cast) -> None:
    """Nobody clears their traces by hand."""
    for deed in (notices.remove_old, staff.remove_past_absences):
        with pytest.raises(NotAllowed):
            deed(date(2030, 1, 1), by=cast.isak)


def test_it_runs_by_itself_after_the_reminders() -> None:
    """In the schedule, behind every job that gives reasons anew."""
    names = [job.name for job in schedule.JOBS]
    assert names.index("remove-staff-data") > max(names.index("remind"), names.index("remind-reviews"))
