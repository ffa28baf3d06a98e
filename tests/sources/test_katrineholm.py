"""Katrineholm's statements, in Katrineholm."""

from __future__ import annotations

import pytest
from django.test import Client

from forebygg.concerns.models import Concern
from tests.cast import Cast
from tests.sources import living

TOWN = "katrineholm"


@pytest.mark.source("K14")
def test_k14_worried_relatives_easily_find_what_support_there_is(cast: Cast) -> None:
    """One press from the start page: what one can get, whom to call and when, what is written down,
    who may know; one more press to write. Also in English, and from the page for those who are unsure."""
    relative = Client()
    start = living.look(relative, "")
    assert 'href="/katrineholm/anhorig"' in start and "Få stöd som anhörig" in start
    page = living.look(relative, "anhorig")
    for heading in ("Det här kan du få", "Vad skriver vi upp?", "Vem får veta att du har ringt?"):
        assert heading in page
    assert living.tel("relatives-support") in page and "Öppnar måndag 23 november klockan 9.00" in page
    assert 'href="/katrineholm/anhorig/skriv"' in page
    assert 'href="/katrineholm/anhorig"' in living.look(relative, "orolig")
    english = living.look(relative, "en/anhorig")
    assert 'lang="en"' in english and living.tel("relatives-support") in english
    living.write(relative, "anhorig/skriv", "Vad kan jag få för hjälp?")


@pytest.mark.source("K5")
def test_k5_responsibility_and_the_contact_person_inwards_and_outwards(cast: Cast) -> None:
    """One page says which board leads and which function is the contact person, inwards and outwards; the desk behind
    it answers a school inside and an association outside."""
    page = living.look(Client(), "kontakt")
    assert "Kommunstyrelsen svarar för att arbetet hålls ihop." in page
    assert "<dd>Säkerhetschefen</dd>" in page and "Inom kommunen" in page and "Utanför kommunen" in page
    assert living.tel("coordinator") in page and "samordnare" not in page.lower()
    assert "Säkerhetschefen svarar." in living.look(Client(), "fraga")
    inside = living.write(Client(), "jobb/rad", "Hur gör vi på fritidsgården?")
    outside = living.write(Client(), "forening/skriv", "Vi vill ha en dialog.")
    karin = living.sign_in("karin", "Samordnaren")
    for code, words in ((inside, "fritidsgården"), (outside, "dialog")):
        rows = [r for r in Concern.objects.all() if words in living.concern_page(karin, r.reference)]
        assert len(rows) == 1
        assert living.press(karin, rows[0].reference, "svar", text=f"Tack, vi ringer om {words}.") == 303
        assert f"vi ringer om {words}" in living.read_with(code)


@pytest.mark.source("K15")
def test_k15_operations_orient_themselves_and_see_measures_for_a_situation(cast: Cast) -> None:
    """A youth centre, without an account: its card says what to do and whom to call, the routine shows each step; with
    an account they rehearse it on an invented call, and report what happened at their place."""
    visitor = Client()
    cards = living.look(visitor, "kort/")
    assert "Fritidsgård, bibliotek, idrott" in cards and "Skola och förskola" in cards
    card = living.look(visitor, "kort/fritid")
    assert "Ta inte bort klotter förrän det är dokumenterat." in card and living.number("coordinator") in card
    assert "Säkra platsen" in card
    routine = living.look(visitor, "rutiner/incident")
    assert "Se till att platsen är trygg och att inget rörs i onödan." in living.steps(routine)
    assert 'href="/katrineholm/kort/"' in living.look(visitor, "jobb")

    filip = living.sign_in("filip")
    assert "En vaktmästare har hittat klotter" in living.look(filip, "arbete/ova/")
    started = filip.post("/katrineholm/arbete/ova/", {"scenario": "wall-at-school"})
    assert "Är någon i fara just nu?" in filip.get(started.headers["Location"]).content.decode()
    assert "Vill du ha råd eller anmäla?" in living.look(filip, "arbete/anmala")
