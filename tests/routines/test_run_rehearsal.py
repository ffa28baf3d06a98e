""" "Öva rutinen": an invented call, the real chart, and nothing left but that it was done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from forebygg.audit.models import Event
from forebygg.kit import clock
from forebygg.routines import actions, flow, queries, shipped
from forebygg.routines.models import Answer, OpenDuty, Run
from forebygg.routines.rehearsals import all_rehearsals
from forebygg.situation.models import Counter
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def test_each_chart_has_an_invented_call() -> None:
    """Both languages, no names of belief: the stop words of charts are not in them."""
    assert {row.chart for row in all_rehearsals().values()} == set(shipped.charts())
    for row in all_rehearsals().values():
        assert len(row.lines("sv")) == len(row.lines("en")) >= 2 and row.minutes <= 10


def test_it_counts_nowhere_and_names_nobody(cast: Cast) -> None:
    """No counter, no line in the log, no overdue duty, no answer left when it has ended; the day is known."""
    before = Event.objects.count()
    run = actions.begin_rehearsal(all_rehearsals()["under-21-school"], by=cast.lena)
    make.rehearse(run, "no", by=cast.lena)
    assert Answer.objects.get(run=run).assignment is None
    make.rehearse_to_the_end(run, by=cast.lena)
    assert Event.objects.count() == before
    assert not Answer.objects.exists() and not OpenDuty.objects.exists() and not Counter.objects.exists()
    assert queries.overdue_duties(cast.town.pk, MOMENT + timedelta(days=60)) == []
    assert set(queries.last_rehearsed(cast.karin)) == {"worry-under-21"}


def test_by_page_to_the_end(cast: Cast) -> None:
    """Choose a call, answer with buttons, reach an end; another town's rehearsal is not there."""
    lena = Client()
    lena.force_login(cast.user("lena"))
    lena.get("/vaxjo/arbete/uppdrag")
    assert "En vaktmästare har hittat klotter" in lena.get("/vaxjo/arbete/ova/").content.decode()
    url = lena.post("/vaxjo/arbete/ova/", {"scenario": "wall-at-school"}).headers["Location"]
    for _ in range(30):
        run = Run.objects.get()
        if run.ended_at:
            break
        standing = queries.standing(run)
        page = lena.get(url).content.decode()
        assert "Samtalet är påhittat" in page and "Du är här" in page
        choice = flow.allowed(standing.chart, standing.position)[-1].code
        lena.post(url, {"step": standing.position.step.code, "choice": choice})
    assert Run.objects.get().ended_at and "klar" in lena.get(url).content.decode()
    other = make.town("grannby")
    olle = Client()
    olle.force_login(other.user("lena"))
    olle.get("/grannby/arbete/uppdrag")
    assert olle.get(url.replace("vaxjo", "grannby")).status_code == 404


def test_a_run_in_earnest_is_no_rehearsal(cast: Cast) -> None:
    """The page of rehearsals opens no real run."""
    row = make.concern(cast)
    client = Client()
    client.force_login(cast.user("sven"))
    client.get("/vaxjo/arbete/uppdrag")
    assert client.get(f"/vaxjo/arbete/ova/{row.run.uid}/").status_code == 404


def test_left_half_way_is_swept(cast: Cast) -> None:
    """After a day it is gone; the last finished one of a kind stays for the reminder."""
    half = actions.begin_rehearsal(all_rehearsals()["mother"], by=cast.lena)
    for _ in range(2):
        make.rehearse_to_the_end(
            actions.begin_rehearsal(all_rehearsals()["wall-at-school"], by=cast.lena), by=cast.lena
        )
    with clock.fixed(MOMENT + timedelta(hours=30)):
        later = actions.begin_rehearsal(all_rehearsals()["wall-at-school"], by=cast.lena)
        make.rehearse_to_the_end(later, by=cast.lena)
        actions.sweep_rehearsals()
    assert not Run.objects.filter(pk=half.pk).exists()
    assert list(Run.objects.filter(scenario="wall-at-school")) == [later]
