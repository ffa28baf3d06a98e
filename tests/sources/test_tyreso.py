"""Tyresö's statements, in Tyresö."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from forebygg.concerns.models import Concern
from tests.cast import Cast
from tests.sources import living

TOWN = "tyreso"
WHAT = "Min son sover inte och säger att någon ska få betala."


@pytest.mark.source("T14")
def test_t14_support_to_the_young_person_and_to_the_relatives(cast: Cast) -> None:
    """One worry: the reception takes over for the young person, and offers the mother support of her
    own, which she takes; the relatives' support books a first talk."""
    mother = Client()
    code = living.tell(mother, WHAT)
    sven = living.sign_in("sven")
    reference = living.newest(sven)
    living.answer(sven, reference, *living.TO_THE_WAY)
    page = living.concern_page(sven, reference)
    assert "Skydd eller stöd" in page and "Stöd till anhöriga" in page
    assert living.press(sven, reference, "svar", text="Du kan få stöd för egen del, se sidan för anhöriga.") == 303
    living.answer(sven, reference, "take-over", "no")
    assert living.press(sven, reference, "handling", **{"by-hand": "1"}) in (302, 303)
    living.answer(sven, reference, "done")
    assert living.press(sven, reference, "uppgift", duty="answer", meet="1") in (302, 303)
    assert Concern.objects.get(reference=reference).outcome == ""  # the relatives are not forgotten
    assert living.press(sven, reference, "uppgift", duty="offer-relatives", meet="1") in (302, 303)
    assert Concern.objects.get(reference=reference).outcome == "taken-over"

    assert "stöd för egen del" in living.read_with(code)
    living.write(mother, "anhorig/skriv", "Jag orkar inte mer.")
    anders = living.sign_in("anders", "anhöriga")
    hers = living.newest(anders)
    assert "Jag orkar inte mer." in living.concern_page(anders, hers)
    living.answer(anders, hers, "no", "under-18", "no", "no", "done", "done", "no", "talk")
    assert living.standing_at(living.concern_page(anders, hers)) == "appointment"


@pytest.mark.source("T15")
def test_t15_112_first_and_the_police_as_a_question_without_identity(cast: Cast) -> None:
    """Danger is asked before all else, outside and inside; the police question is never laid ready,
    opens on a concrete crime only, waits beside the path, and is recorded when it is done or not needed."""
    visitor = Client()
    living.look(visitor, "")
    assert re.search(r'href="tel:112"', living.look(visitor, "beratta"))
    living.tell(visitor, WHAT, danger="yes")
    living.tell(Client(), WHAT)
    sven = living.sign_in("sven")
    second = living.newest(sven)
    first = str(Concern.objects.order_by("id")[0].reference)

    assert living.standing_at(living.concern_page(sven, first)) == "danger"
    living.answer(sven, first, "yes")
    assert "Ring 112 nu." in living.concern_page(sven, first)
    living.answer(sven, first, "done", "under-18")
    asked = living.concern_page(sven, first)
    assert living.standing_at(asked) == "crime"
    assert not re.search(r'name="choice"[^>]*checked', asked)
    assert "uppgift" in asked and 'value="police-question"' not in asked
    living.answer(sven, first, "yes")
    page = living.concern_page(sven, first)
    assert 'value="police-question"' in page and "Fråga polisen, först utan identitet." in page
    living.answer(sven, first, "no", "done", "done", "done", "done", "advice")
    for duty in ("answer", "tell-head"):
        assert living.press(sven, first, "uppgift", duty=duty, meet="1") in (302, 303)
    assert Concern.objects.get(reference=first).ended_at is None  # the question still waits
    assert living.press(sven, first, "uppgift", duty="police-question", waive="1", reason="") == 409
    assert living.press(sven, first, "uppgift", duty="police-question", meet="1") in (302, 303)
    assert Concern.objects.get(reference=first).outcome == "advice-given"

    living.answer(sven, second, "no", "under-18", "no")
    assert 'value="police-question"' not in living.concern_page(sven, second)


@pytest.mark.source("T16")
def test_t16_national_support_first_and_the_municipalitys_too(cast: Cast) -> None:
    """On the relatives' page the national line stands above the municipality's own, both with hours;
    whoever would rather write reaches the municipality's support and nobody else."""
    relative = Client()
    page = living.look(relative, "anhorig")
    national, ours = page.index(living.number("helpline")), page.index(living.number("relatives-support"))
    assert national < ours
    assert "Nationell stödlinje för anhöriga" in page[:ours]
    assert page[national:ours].count("<small>") == 1
    living.write(relative, "anhorig/skriv", "Jag behöver prata.")
    anders = living.sign_in("anders", "anhöriga")
    assert "Jag behöver prata." in living.concern_page(anders, living.newest(anders))
    assert "Inget nytt." in living.look(living.sign_in("sven"), "arbete/oro/")


@pytest.mark.source("T7")
def test_t7_where_the_municipalitys_part_ends(cast: Cast) -> None:
    """Those who took part are in the first place the police's matter: the routine says so at its step, the page says so
    before anybody writes; children, relatives and those who leave still get support."""
    page = living.look(Client(), "lamna-miljo")
    assert "Brott är polisens sak. Stödet är vår." in page
    routine = living.look(Client(), "rutiner/worry-21")
    assert any("brott" in step.lower() for step in living.steps(routine))
    living.tell(Client(), "Min bror är hemma igen. Han har varit med dem i ett år. Hans barn är fem.", age="21")
    vera = living.sign_in("vera")
    reference = living.newest(vera)
    living.answer(vera, reference, "no", "21-or-over")
    step = living.concern_page(vera, reference)
    assert living.standing_at(step) == "crime" and "Polisen utreder brott." in step
    living.answer(vera, reference, "yes", "no", "done", "done")
    asked = living.concern_page(vera, reference)
    assert living.standing_at(asked) == "child-near"  # the child before everything else
    living.answer(vera, reference, "yes", "done", "leave")
    assert living.standing_at(living.concern_page(vera, reference)) == "to-leaving"
    assert 'value="police-question"' in living.concern_page(vera, reference)
    living.write(Client(), "anhorig/skriv", "Han är min bror.")
    assert "Han är min bror." in living.concern_page(
        living.sign_in("anders", "anhöriga"), living.newest(living.sign_in("anders", "anhöriga"))
    )


@pytest.mark.source("T10")
def test_t10_individual_level_with_the_professions_concerned(cast: Cast) -> None:
    """A token in the reception's compartment: kind of support, the functions that work together, reviews at 1, 3, 6 and
    12 months. It holds no name and no text; no other board and no coordinator sees that it exists."""
    living.tell(Client(), WHAT)
    sven = living.sign_in("sven")
    page = living.look(sven, "arbete/samverkan/")
    door = re.search(r'name="door" value="(consent)"', page)
    assert door
    data = {"support": "leaving", "door": "consent", "functions": "Mentor i skolan\nFältgruppen\nPsykiatrin i regionen"}
    opened = sven.post("/tyreso/arbete/samverkan/", data)
    case = living.look(sven, opened.headers["Location"].removeprefix("/tyreso/"))
    for words in ("Mentor i skolan", "Psykiatrin i regionen", "Efter en månad", "Efter 12 månader"):
        assert words in case, words
    assert WHAT not in case
    address = opened.headers["Location"]
    for other in ("vera", "karin", "lena"):
        assert living.sign_in(other).get(address).status_code == 404
