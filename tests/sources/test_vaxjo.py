"""Växjö's statements, in Växjö."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from forebygg.concerns.models import Concern
from tests.cast import Cast
from tests.sources import living

WHAT = "Han visade en film där någon blev slagen."


@pytest.mark.source("V4")
def test_v4_the_flow_chart_is_introduced_and_in_use(cast: Cast) -> None:
    """Anyone finds the routine from the start page, drawn and listed, and how to report; the desk walks that one."""
    visitor = Client()
    start = living.look(visitor, "")
    assert 'href="/vaxjo/rutiner"' in start and 'href="/vaxjo/beratta"' in start
    listed = living.look(visitor, "rutiner")
    for kind in ("worry-under-21", "worry-21", "incident"):
        assert f'href="/vaxjo/rutiner/{kind}"' in listed
    public = living.look(visitor, "rutiner/worry-under-21")
    assert "<svg" in public and "Version 1. Beslutad av Kommunstyrelsen 12 januari 2026, § 7." in public
    assert len(living.steps(public)) >= 15

    living.tell(visitor, WHAT)
    sven = living.sign_in("sven")
    reference = living.newest(sven)
    page = living.concern_page(sven, reference)
    run = Concern.objects.get(reference=reference).run
    assert run is not None and (run.version.kind, run.version.number) == ("worry-under-21", 1)
    assert "Du är här" in page and "<svg" in page and living.standing_at(page) == "danger"
    walked = [text for text in living.steps(page) if text in living.steps(public)]
    assert walked[0] == "Är någon i fara just nu?" and len(walked) >= 5
    living.answer(sven, reference, "no")
    assert living.standing_at(living.concern_page(sven, reference)) == "age"


@pytest.mark.source("V5")
def test_v5_one_contact_point_for_every_organisation(cast: Cast) -> None:
    """A congregation finds the door on the start page, calls or writes, is read by one function, and is answered."""
    visitor = Client()
    assert 'href="/vaxjo/forening"' in living.look(visitor, "")
    page = living.look(visitor, "forening")
    assert "För föreningar, samfund och andra organisationer" in page
    assert "08-465 004 38" in page and 'href="/vaxjo/forening/skriv"' in page
    code = living.write(visitor, "forening/skriv", "Kan ni komma till vår kvällsträff?")

    karin = living.sign_in("karin")
    reference = living.newest(karin)
    assert "Kan ni komma till vår kvällsträff?" in living.concern_page(karin, reference)
    assert living.press(karin, reference, "svar", text="Gärna, på torsdag.") == 303
    assert "Gärna, på torsdag." in living.read_with(code)


@pytest.mark.source("V7")
def test_v7_a_transferred_call_about_someone_21_or_older(cast: Cast) -> None:
    """Four questions, the adults' number, the note sent: the reception for adults walks its own routine."""
    olga = living.sign_in("olga")
    url = olga.post("/vaxjo/arbete/samtal/").headers["Location"]
    page = olga.get(url).content.decode()
    assert "Kopplat hit från nationella stödlinjen" in page and 'href="/vaxjo/rutiner/worry-21"' in page
    data = {"danger": "no", "age": "21", "what": WHAT, "wish": "anonymous", "sequence": "5"}
    said = olga.post(url + "spara", data).json()
    assert said["connect"]["number"] == "08-465 004 34"
    olga.post(url + "gor", data | {"sequence": "6", "receiver": "reception-21", "do": "connected"})
    olga.post(url + "gor", {"do": "send", "as_report": "no", "function": "Mottagningssekreteraren"})

    vera = living.sign_in("vera")
    reference = living.newest(vera)
    page = living.concern_page(vera, reference)
    assert WHAT in page and "Du är här" in page
    row = Concern.objects.get(reference=reference)
    assert row.run is not None and (row.channel, row.run.version.kind) == ("transferred-call", "worry-21")
    living.answer(vera, reference, *living.TO_THE_WAY_21)
    assert living.standing_at(living.concern_page(vera, reference)) == "way"


@pytest.mark.source("V10")
def test_v10_early_support_before_anyone_is_at_risk(cast: Cast) -> None:
    """Unsure and without a name: told where to call and what to think of; a worry may end in advice, and it arrives."""
    mother = Client()
    assert 'href="/vaxjo/orolig"' in living.look(mother, "")
    unsure = living.look(mother, "orolig")
    assert "utan att säga något namn" in unsure and "08-465 004 36" in unsure
    code = living.tell(mother, "Hon har slutat träffa sina kompisar.")

    sven = living.sign_in("sven")
    reference = living.newest(sven)
    living.answer(sven, reference, *living.TO_THE_WAY, "advice")
    assert living.press(sven, reference, "svar", text="Välj en lugn stund, fråga och lyssna.") == 303
    assert living.press(sven, reference, "uppgift", duty="answer", meet="1") in (302, 303)
    assert Concern.objects.get(reference=reference).outcome == "advice-given"
    read = living.read_with(code)
    assert "Välj en lugn stund" in read and "Klart" in read


@pytest.mark.source("V11")
def test_v11_own_request_or_a_received_worry_never_searched_for(cast: Cast) -> None:
    """Two ways to those who help: one's own words, and a worry that an adult said yes to. There is no way to look."""
    person = Client()
    assert 'href="/vaxjo/lamna-miljo"' in living.look(person, "")
    page = living.look(person, "lamna-miljo")
    assert "När får vi berätta för polisen?" in page and "08-465 004 37" in page
    code = living.write(person, "lamna-miljo/skriv", "Jag vill ut.")
    anders = living.sign_in("anders", "lämna")
    own = living.newest(anders)
    assert "Jag vill ut." in living.concern_page(anders, own)
    assert living.press(anders, own, "svar", text="Du bestämmer takten.") == 303
    assert "Du bestämmer takten." in living.read_with(code)

    living.tell(Client(), WHAT, age="21")
    vera = living.sign_in("vera")
    worry = living.newest(vera)
    assert WHAT in living.concern_page(vera, worry)
    living.answer(vera, worry, *living.TO_THE_WAY_21)
    assert "Ja, hjälp att lämna" in living.concern_page(vera, worry)
    living.answer(vera, worry, "take-over")
    assert living.press(vera, worry, "handling", **{"by-hand": "1"}) in (302, 303)
    living.answer(vera, worry, "done")
    assert living.press(vera, worry, "uppgift", duty="answer", meet="1") in (302, 303)
    assert Concern.objects.get(reference=worry).outcome == "taken-over"
    _nothing_can_be_searched(vera)


def _nothing_can_be_searched(desk: Client) -> None:
    """No address is a search, no page at the desk has a box for words about a person, and a name opens nothing."""
    for pattern in _patterns():
        words = set(re.split(r"[^a-z]+", pattern))
        assert not words & {"sok", "sokning", "hitta", "search", "query", "person", "personer"}, pattern
    for path in ("arbete/", "arbete/oro/", "arbete/mottagningar", "arbete/oro/?q=Sixten"):
        page = living.look(desk, path)
        assert 'type="search"' not in page and 'name="q"' not in page
    assert desk.get("/vaxjo/arbete/oppna?reference=Sixten").status_code == 404


def _patterns() -> list[str]:
    def walk(resolver: URLResolver) -> list[str]:
        found: list[str] = []
        for entry in resolver.url_patterns:
            found += [str(entry.pattern)] if isinstance(entry, URLPattern) else walk(entry)
        return found

    return walk(get_resolver("forebygg.site.urls"))
