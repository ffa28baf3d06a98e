"""Malmö's statements, in Malmö."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from forebygg.concerns.models import Concern
from forebygg.kit import clock
from tests.cast import Cast
from tests.conftest import MOMENT
from tests.sources import living

TOWN = "malmo"
WHAT = "Han visade en film där någon blev slagen."


@pytest.mark.source("M3")
def test_m3_responsibility_by_age(cast: Cast) -> None:
    """The page says who answers for whom, with the ages; what is told goes the way the page says."""
    page = living.look(Client(), "sa-gar-det-till")
    assert "<strong>Ett barn, eller du vet inte åldern.</strong> Mottagningen för barn och unga" in page
    assert "<strong>Fyllt 18 men inte 21.</strong> Samma mottagning" in page
    assert "<strong>Fyllt 21.</strong> Mottagningen för vuxna" in page
    for age in ("under-18", "18-20", "unknown", "21"):
        living.tell(Client(), f"{WHAT} {age}", age=age)
    sven, vera = living.sign_in("sven"), living.sign_in("vera")
    young, adult = living.look(sven, "arbete/oro/"), living.look(vera, "arbete/oro/")
    for row in Concern.objects.all():
        is_adult = row.age_band == "21"
        assert (row.reference in adult) is is_adult and (row.reference in young) is not is_adult
    assert "Skyddsbedömning" in living.concern_page(sven, living.newest(sven))
    assert "Skyddsbedömning" not in living.concern_page(vera, living.newest(vera))


@pytest.mark.source("M4")
def test_m4_crime_is_the_polices_and_sometimes_sapos(cast: Cast) -> None:
    """The line is said in public, and stands in the routine where it is met: the police, Säpo too when
    it is about terrorist crime, while the municipality's support goes on."""
    visitor = Client()
    assert "Brott är polisens sak. Stödet är vår." in living.look(visitor, "lamna-miljo")
    acute = living.look(visitor, "akut")
    assert acute.index("Du misstänker ett brott") < acute.rindex('href="tel:11414"')
    living.tell(visitor, WHAT)
    sven = living.sign_in("sven")
    reference = living.newest(sven)
    living.answer(sven, reference, "no", "under-18")
    step = living.concern_page(sven, reference)
    assert living.standing_at(step) == "crime" and "Polisen utreder brott." in step
    living.answer(sven, reference, "yes")
    page = living.concern_page(sven, reference)
    assert "Rör det terroristbrott frågar ni också Säkerhetspolisen." in page
    assert living.standing_at(page) == "opinion"  # the path goes on


@pytest.mark.source("M6")
def test_m6_a_telephone_with_hours_and_what_happens_outside_them(cast: Cast) -> None:
    """Friday afternoon someone answers, and until when; Saturday night the page says when it opens and
    who answers instead; the start page leads with a number that answers."""
    visitor = Client()
    assert "utan att säga något namn" in living.look(visitor, "orolig")
    page = living.look(visitor, "ring")
    now, later = page.split("Svarar på andra tider")
    assert living.number("switchboard") in now and "Öppet nu, till klockan 16.30" in now
    assert living.number("social-emergency") in later
    assert 'class="button button--phone num" href="' + living.tel("switchboard") in living.look(visitor, "")
    with clock.fixed(MOMENT + timedelta(days=1, hours=9)):
        page = living.look(visitor, "ring")
        now, later = page.split("Svarar på andra tider")
        assert living.number("social-emergency") in now and living.number("switchboard") not in now
        assert (
            living.number("switchboard") in later and "Stängt just nu. Öppnar måndag 23 november klockan 8.00" in later
        )
        assert 'class="button button--phone num" href="' + living.tel("social-emergency") in living.look(visitor, "")


@pytest.mark.source("M1")
def test_m1_prevention_first_and_several_entry_points(cast: Cast) -> None:
    """From the start page each finds their own way in, and each way reaches its own desk the same hour: worry, support
    for relatives, wanting to leave, advice in one's work, an association, a place."""
    start = living.look(Client(), "")
    for path in ("beratta", "anhorig", "lamna-miljo", "jobb", "forening", "anmal-handelse", "fraga", "kontakt"):
        assert f'href="/malmo/{path}"' in start, path
    living.tell(Client(), WHAT)
    for page, words in (
        ("anhorig/skriv", "Jag orkar inte mer."),
        ("lamna-miljo/skriv", "Jag vill bort."),
        ("jobb/rad", "Hur pratar jag med klassen?"),
        ("forening/skriv", "Vi vill bjuda in er."),
    ):
        living.write(Client(), page, words)
    desks = {row.kind: row.desk.code for row in Concern.objects.select_related("desk")}
    assert desks == {
        "worry": "reception-under-21",
        "relative": "relatives",
        "leaving": "leaving",
        "consultation": "coordinator",
        "association": "coordinator",
    }


@pytest.mark.source("M5")
def test_m5_who_wants_to_leave_is_met_by_the_consultation_team(cast: Cast) -> None:
    """The page leads to the team by its name and number; the words reach the team and nobody else; a first answer comes
    the same day; with consent the matter goes on to the reception, and is counted once a year."""
    visitor = Client()
    page = living.look(visitor, "lamna-miljo")
    assert "Konsultationsteamet för den som vill lämna" in page and living.tel("leaving-support") in page
    code = living.write(visitor, "lamna-miljo/skriv", "Jag vill bort. De vet var jag bor.")
    team = living.sign_in("anders", "vill lämna")
    reference = living.newest(team)
    assert "De vet var jag bor." in living.concern_page(team, reference)
    for other in ("sven", "vera", "karin"):
        assert reference not in living.look(living.sign_in(other), "arbete/oro/")
    assert living.press(team, reference, "svar", text="Vi är två som tar emot. Ring när du kan.") == 303
    assert "Vi är två som tar emot." in living.read_with(code)
    living.answer(team, reference, "no", "21-or-over", "no", "no", "done", "done", "yes", "done", "done", "help-adult")
    assert living.standing_at(living.concern_page(team, reference)) == "consent"
