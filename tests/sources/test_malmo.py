"""Malmö's statements. Its town is not in the demo yet: tried in Växjö, and only those that are met in full there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from forebygg.concerns.models import Concern
from forebygg.kit import clock
from tests.cast import Cast
from tests.conftest import MOMENT
from tests.sources import living

WHAT = "Han visade en film där någon blev slagen."


@pytest.mark.source("M3")
def test_m3_responsibility_by_age(cast: Cast) -> None:
    """Tried in Växjö. The page says who answers for whom, with the ages; what is told goes the way the page says."""
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
    """Tried in Växjö. The line is said in public, and stands in the routine where it is met: the police, Säpo too when
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
    """Tried in Växjö. Friday afternoon someone answers, and until when; Saturday night the page says when it opens and
    who answers instead; the start page leads with a number that answers."""
    visitor = Client()
    assert "utan att säga något namn" in living.look(visitor, "orolig")
    page = living.look(visitor, "ring")
    now, later = page.split("Svarar på andra tider")
    assert "08-465 004 10" in now and "Öppet nu, till klockan 16.30" in now
    assert "08-465 004 20" in later
    assert 'class="button button--phone num" href="tel:0846500410"' in living.look(visitor, "")
    with clock.fixed(MOMENT + timedelta(days=1, hours=9)):
        page = living.look(visitor, "ring")
        now, later = page.split("Svarar på andra tider")
        assert "08-465 004 20" in now and "08-465 004 10" not in now
        assert "08-465 004 10" in later and "Stängt just nu. Öppnar måndag 23 november klockan 8.00" in later
        assert 'class="button button--phone num" href="tel:0846500420"' in living.look(visitor, "")
