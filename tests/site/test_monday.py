"""Måndagsbrevet: at most three things; "inget behöver dig" is a valid week; never a text about a person."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from forebygg.concerns import actions as concerns
from forebygg.facts import actions as facts
from forebygg.facts import queries as numbers
from forebygg.kit import clock
from forebygg.notices.models import Notice
from forebygg.people.models import Absence
from forebygg.routines import actions as routines
from forebygg.routines.rehearsals import all_rehearsals
from forebygg.site import letters, monday
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

SECRET = "Ord om en person"


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _in_order(cast: Cast) -> None:
    """Try every number and rehearse both routines: nothing is left to keep up."""
    for row in numbers.list_numbers(cast.karin):
        facts.confirm_number(row.fact, "", shown=row.fact.value["number"], by=cast.karin)
    for code in ("under-21-school", "adult-brother"):
        run = routines.begin_rehearsal(all_rehearsals()[code], by=cast.karin)
        for choice in ("no", "21-or-over" if code == "adult-brother" else "under-18", "no", "no"):
            make.rehearse(run, choice, by=cast.karin)
        make.rehearse_to_the_end(run, by=cast.karin)


def test_nothing_needs_you_is_a_valid_week(cast: Cast) -> None:
    """All in order: the page and the mail say so."""
    _in_order(cast)
    assert monday.compose(cast.karin).things == []
    client = Client()
    client.force_login(cast.user("karin"))
    client.get("/vaxjo/arbete/uppdrag")
    assert "Inget behöver dig den här veckan." in client.get("/vaxjo/arbete/vecka").content.decode()


def test_at_most_three_the_gravest_first(cast: Cast) -> None:
    """Unread worry, a day without a reader, an answer promised: the rest waits its turn. No text, no reference."""
    with clock.fixed(MOMENT - timedelta(days=4)):
        row = make.concern(cast, what=SECRET)
        make.concern(cast, kind="question", age_band="unknown", what=SECRET)
    for name in ("anders",):
        Absence.objects.create(
            municipality=cast.town, user=cast.user(name), first_day=date(2026, 11, 20), last_day=date(2026, 11, 20)
        )
    letter = monday.compose(cast.karin)
    assert len(letter.things) == 3 and letter.things[0].kind == "danger"
    assert "Mottagningen barn och unga" in letter.things[0].title and "08-465" in letter.things[0].note
    assert "Stödet till anhöriga" in letter.things[1].title
    assert SECRET not in str(letter) and row.reference not in str(letter)


def test_the_mail_goes_once_a_week_to_who_is_here(cast: Cast) -> None:
    """On the first working day; neutral words; the coordinator's desk, not somebody absent."""
    assert letters.send_monday_letters() == 0  # a Friday
    with clock.fixed(clock.at(date(2026, 11, 23), 7)):
        assert letters.send_monday_letters() == 1
        assert letters.send_monday_letters() == 0
    notice = Notice.objects.get(template__startswith="site/monday")
    assert (notice.address, notice.template) == ("karin@vaxjo.example", "site/monday-things")


def test_the_mail_says_what_the_page_says(cast: Cast) -> None:
    """What waits at the receptions is not the coordinator's to answer: the page is calm, and so is the mail."""
    _in_order(cast)
    monday_morning = clock.at(date(2026, 11, 23), 7)
    with clock.fixed(MOMENT - timedelta(days=4)):
        row = make.concern(cast, what=SECRET)
        concerns.mark_read(row, by=cast.sven)
    with clock.fixed(monday_morning):
        assert monday.compose(cast.karin).things == []
        letters.send_monday_letters()
    assert Notice.objects.get(template__startswith="site/monday").template == "site/monday-nothing"


def test_only_those_whose_week_it_is(cast: Cast) -> None:
    """A reception has no Monday letter."""
    client = Client()
    client.force_login(cast.user("sven"))
    client.get("/vaxjo/arbete/uppdrag")
    assert client.get("/vaxjo/arbete/vecka").status_code == 404


def test_a_holiday_week_begins_later() -> None:
    """The letter comes on the week's first working day; after Friday it is about the next week."""
    assert monday.working_days(date(2026, 4, 6))[0] == date(2026, 4, 7)  # Easter Monday
    assert monday.working_days(date(2026, 11, 21))[0] == date(2026, 11, 23)


def test_bars_are_as_high_as_they_are_many() -> None:
    """Heights are proportional; at most nine quarters; the last is marked."""
    figures = {f"20{25 + n // 4}K{n % 4 + 1}": {"worry": n} for n in range(12)}
    drawn = monday.bars(figures)
    assert len(drawn) == 9 and drawn[-1]["is_last"] and drawn[-1]["height"] == 80
    assert all(abs(bar["height"] - 80 * bar["number"] / 11) <= 0.5 for bar in drawn)
