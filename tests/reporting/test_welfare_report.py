"""J6: the duty said plainly, the report made elsewhere, "Gjort klockan …", a reminder. Nothing about the pupil."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import models
from django.test import Client

from forebygg.audit.models import Event
from forebygg.concerns.models import Concern
from forebygg.kit import clock
from forebygg.notices import actions as delivery
from forebygg.notices.models import Notice
from forebygg.reporting import jobs
from forebygg.reporting.models import WelfareReport
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

PAGE = "/vaxjo/arbete/anmala"


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


@pytest.fixture
def lena(cast: Cast) -> Client:
    return make.sign_in(cast, "lena")


def test_the_fork_says_the_duty_and_asks_nothing(lena: Client) -> None:
    """Advice or report; the law; no field to write in."""
    page = lena.get(PAGE).content.decode()
    assert "Vill du ha råd eller anmäla?" in page and "SoL 19 kap. 1 §" in page and "kan inte vara anonym" in page
    assert "<textarea" not in page and page.count("<input") == page.count('type="hidden"') + page.count(
        'name="reference"'
    )


def test_done_at_a_clock_and_asked_about_feedback(cast: Cast, lena: Client) -> None:
    """E-service and number, then the clock; a week later a question; then nothing is left."""
    lena.post(PAGE, {"do": "begin"})
    page = lena.get(PAGE).content.decode()
    assert "https://socialtjansten.example/oro" in page and "08-465 004 31" in page
    assert lena.post(PAGE, {"day": "0", "at": "sen"}).status_code == 422
    assert lena.post(PAGE, {"day": "0", "at": "23:59"}).status_code == 409
    assert lena.post(PAGE, {"day": "0", "at": "12:40"}).status_code == 302
    assert "Gjort klockan 12.40" in lena.get(PAGE).content.decode()
    with clock.fixed(MOMENT + timedelta(days=2)):
        assert jobs.remind_about_reports() == 0
    with clock.fixed(MOMENT + timedelta(days=8)):
        assert [jobs.remind_about_reports(), jobs.remind_about_reports()] == [1, 0]
        make.sign_in(cast, "lena", lena)
        assert "Fråga nu om en utredning har inletts" in lena.get(PAGE).content.decode()
    with clock.fixed(MOMENT + timedelta(days=16)):
        assert jobs.remind_about_reports() == 0
    assert not WelfareReport.objects.exists()


def test_the_morning_after_one_says_yesterday(cast: Cast, lena: Client) -> None:
    """The reminder comes a day later: the hour it was done lies behind, and may be later than now."""
    lena.post(PAGE, {"do": "begin"})
    with clock.fixed(MOMENT + timedelta(hours=20)):  # nine in the morning after
        make.sign_in(cast, "lena", lena)
        assert lena.post(PAGE, {"day": "0", "at": "16:00"}).status_code == 409
        assert lena.post(PAGE, {"day": "1", "at": "16:00"}).status_code == 302
    assert clock.local(WelfareReport.objects.get().done_at).day == clock.local(MOMENT).day


def test_a_worry_that_goes_on_is_reported_again(lena: Client) -> None:
    """Each report has its own reminder; neither takes the other's away."""
    for hour in ("11:10", "12:40"):
        lena.post(PAGE, {"do": "begin"})
        lena.post(PAGE, {"day": "0", "at": hour})
    page = lena.get(PAGE).content.decode()
    assert "Gjort klockan 11.10" in page and "Gjort klockan 12.40" in page and "Anmäl igen" in page
    first = WelfareReport.objects.order_by("done_at")[0]
    lena.post(PAGE, {"do": "forget", "uid": str(first.uid)})
    assert lena.post(PAGE, {"do": "forget", "uid": "x"}).status_code == 302  # nothing has that name
    assert WelfareReport.objects.count() == 1 and "Gjort klockan 12.40" in lena.get(PAGE).content.decode()


def test_not_done_is_reminded_once_and_forgotten(lena: Client) -> None:
    """After a day, one neutral mail to that person; after a week more it is gone by itself."""
    lena.post(PAGE, {"do": "begin"})
    lena.post(PAGE, {"do": "begin"})
    assert WelfareReport.objects.count() == 1
    assert jobs.remind_about_reports() == 0
    for _ in range(2):
        with clock.fixed(MOMENT + timedelta(hours=25)):
            jobs.remind_about_reports()
    notice = Notice.objects.get()
    assert (notice.address, notice.template) == ("lena@vaxjo.example", "notices/digest")
    assert "remind" not in notice.reason and "report" not in notice.reason
    with clock.fixed(MOMENT + timedelta(hours=26)):
        assert delivery.deliver({}) == 1
        assert not Notice.objects.exists()  # who was reminded, and when, would be a list
        assert jobs.remind_about_reports() == 0
    with clock.fixed(MOMENT + timedelta(days=9)):
        jobs.remind_about_reports()
    assert not WelfareReport.objects.exists()


def test_nobody_else_sees_it_and_the_log_is_silent(cast: Cast, lena: Client) -> None:
    """The log must not become a list of who reported whom, and when."""
    before = Event.objects.count()
    lena.post(PAGE, {"do": "begin"})
    lena.post(PAGE, {"day": "0", "at": "12:40"})
    assert Event.objects.count() == before and not Concern.objects.exists()
    olga = Client()
    olga.force_login(cast.user("olga"))
    olga.get("/vaxjo/arbete/uppdrag")
    assert "Vill du ha råd eller anmäla?" in olga.get(PAGE).content.decode()
    with clock.fixed(MOMENT + timedelta(days=8)):
        jobs.remind_about_reports()
    assert Notice.objects.exists()
    lena.post(PAGE, {"do": "forget", "uid": str(WelfareReport.objects.get().uid)})
    assert not WelfareReport.objects.exists() and not Notice.objects.exists()


def test_nobody_takes_anothers_reminder_away(cast: Cast, lena: Client) -> None:
    """A known identity opens nothing to a colleague."""
    lena.post(PAGE, {"do": "begin"})
    olga = Client()
    olga.force_login(cast.user("olga"))
    olga.get("/vaxjo/arbete/uppdrag")
    olga.post(PAGE, {"do": "forget", "uid": str(WelfareReport.objects.get().uid)})
    assert WelfareReport.objects.exists()


def test_the_row_holds_no_text() -> None:
    """There is no column in which a pupil could be named."""
    texts = [f.name for f in WelfareReport._meta.concrete_fields if isinstance(f, models.CharField | models.TextField)]
    assert texts == []
