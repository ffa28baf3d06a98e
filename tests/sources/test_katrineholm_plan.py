"""Katrineholm's plan, in Katrineholm."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast
from tests.sources import living

TOWN = "katrineholm"
PLAN = "arbetet/handlingsplan-mot-valdsbejakande-extremism"


@pytest.mark.source("K1")
def test_k1_governance_with_the_whole_history(cast: Cast) -> None:
    """The public page says kind, body, day, paragraph, validity and who prolonged it; the desk asks whether they might;
    a new decision is written in and stands there at once."""
    page = living.look(Client(), PLAN)
    for words in (
        "Planens tid gick ut 30 juni 2020",
        "Antagen av kommunfullmäktige 2016-01-18, § 5",
        "Förlängd av kommunstyrelsen 2019-12-18, § 212. Gäller till och med 2020-06-30.",
    ):
        assert words in page
    karin = living.sign_in("karin", "Säkerhetschefen")
    desk = living.look(karin, "arbete/plan/")
    address = living.link(desk, "Öppna planen")
    assert "Övergripande inriktningsdokument" in karin.get(address).content.decode()
    assert "Hade kommunstyrelsen rätt att förlänga den?" in karin.get(address).content.decode()
    form = karin.get(f"{address}/beslut").content.decode()
    said = {"action": "extended", "body": "kommunfullmäktige", "day": "2026-11-16", "valid_to": "2027-12-31"}
    assert karin.post(f"{address}/beslut", said | {"version": living.version(form)}).status_code == 302
    after = living.look(Client(), PLAN)
    assert "Förlängd av kommunfullmäktige 2026-11-16. Gäller till och med 2027-12-31." in after
    assert "Planen gäller i 406 dagar till" in after


@pytest.mark.source("K7")
def test_k7_the_plan_is_worked_by_focus_areas(cast: Cast) -> None:
    """Six areas, each with its measures, who answers and how far it has come; one more is said to be done."""
    page = living.look(Client(), PLAN)
    for area in ("Samverkan med andra aktörer", "Utbildning av medarbetare", "Stöd till anhöriga", "Metodutveckling"):
        assert f">{area}</a>" in page
    assert "1 av 2 klara" in page and "Nyckelpersonerna" in page
    karin = living.sign_in("karin", "Säkerhetschefen")
    address = living.link(living.look(karin, "arbete/plan/"), "Öppna planen")
    measure = living.link(karin.get(address).content.decode(), "För samtal med föreningar")
    form = karin.get(measure).content.decode()
    come = {"status": "done", "result": "Två träffar om året.", "version": living.version(form)}
    assert karin.post(measure, come).status_code == 302
    assert "2 av 2 klara" in living.look(Client(), PLAN) and "Två träffar om året." in living.look(Client(), PLAN)


@pytest.mark.source("K2")
def test_k2_stewardship_by_a_function_in_five_points(cast: Cast) -> None:
    """Idag says how many points wait; each is looked into and comes back after a year."""
    karin = living.sign_in("karin", "Säkerhetschefen")
    assert "Förvaltarskap: 5 punkter att se efter" in living.look(karin, "arbete/")
    address = living.link(living.look(karin, "arbete/plan/"), "Öppna planen")
    page = karin.get(f"{address}/forvaltarskap").content.decode()
    for point in ("Planen följs", "finns tillgänglig", "Ändrade förutsättningar", "följs upp och revideras", "aktuell"):
        assert point in page
    assert "Säkerhetschefens funktion" in page
    said = {"point": "available", "note": "Ligger på webben.", "version": living.version(page)}
    assert karin.post(f"{address}/forvaltarskap", said).status_code == 302
    assert "Förvaltarskap: 4 punkter att se efter" in living.look(karin, "arbete/")


@pytest.mark.source("K3")
def test_k3_is_the_document_current_asked_of_the_networks_each_year(cast: Cast) -> None:
    """How and when stand on the page; the year's answer names whom one asked, and results go with it."""
    page = living.look(Client(), PLAN)
    assert "De berörda nätverken stämmer av om planen fortfarande stämmer" in page and "en gång om året" in page
    karin = living.sign_in("karin", "Säkerhetschefen")
    address = living.link(living.look(karin, "arbete/plan/"), "Öppna planen")
    form = karin.get(f"{address}/uppfoljning").content.decode()
    year = karin.post(f"{address}/uppfoljning", {"version": living.version(form)}).headers["Location"]
    form = karin.get(year).content.decode()
    held = {"holds": "no", "why": "Tiden har gått ut.", "networks": "Fastighetsnätverket, sociala insatsgrupper"}
    assert karin.post(year, held | {"version": living.version(form)}).status_code == 302
    form = karin.get(year).content.decode()
    assert karin.post(year, {"do": "close", "version": living.version(form)}).status_code == 302
    report = living.look(Client(), f"{PLAN}/uppfoljning/2026")
    assert "Tillfrågade: Fastighetsnätverket, sociala insatsgrupper" in report and "Tiden har gått ut." in report
    assert "Frågan är en punkt på rådets möten." in report


@pytest.mark.source("K4")
def test_k4_definition_and_groupings_never_tied_to_persons(cast: Cast) -> None:
    """The plan's own definition and the milieus that are relevant here, as events; the form says never who."""
    page = living.look(Client(), PLAN)
    assert "använder våld för att driva sina politiska eller religiösa ståndpunkter" in page
    assert "<dt>Vit makt-miljön</dt><dd>Klistermärken och affischer" in page
    assert "Klistermärken och affischer" in living.look(Client(), "kallor")
    karin = living.sign_in("karin", "Säkerhetschefen")
    address = living.link(living.look(karin, "arbete/plan/"), "Öppna planen")
    form = karin.get(address).content.decode()
    draft = karin.post(address, {"version": living.version(form)}).headers["Location"]
    assert "Händelser och platser. Aldrig vem." in karin.get(f"{draft}/milieus").content.decode()


@pytest.mark.source("K15")
def test_k15_operations_find_their_responsibility_and_what_suits(cast: Cast) -> None:
    """A symbol, a remark, a film: whose responsibility, what to do, what of the plan is theirs."""
    listed = living.look(Client(), "situationer")
    for words in ("En symbol på en jacka", "Ett yttrande i klassrummet", "En film med våld på gården"):
        page = Client().get(living.link(listed, words)).content.decode()
        assert "Vems ansvar?" in page and "Metoder som passar" in page
        assert "Utbilda de förvaltningar som berörs" in page  # the plan names teachers and youth leaders
    assert "Pedagogik räcker oftast." in living.look(Client(), "situationer/symbol")
    assert "Situationer" in living.look(living.sign_in("lena"), "arbete/")


@pytest.mark.source("K19")
def test_k19_the_picture_decides_and_measures_fit_whom_they_are_for(cast: Cast) -> None:
    """A measure says whom it reaches, girls and boys, and which part of the picture it meets; where it says nothing
    the desk is told."""
    karin = living.sign_in("karin", "Säkerhetschefen")
    address = living.link(living.look(karin, "arbete/plan/"), "Öppna planen")
    measure = living.link(karin.get(address).content.decode(), "Hjälp skola och fritid")
    page = karin.get(measure).content.decode()
    assert "Lägesbilden avgör vem åtgärden ska nå" in page and "Händelser i skola och på fritidsgård" in page
    gaps = karin.get(f"{address}/saknas").content.decode()
    assert "Det står inte om åtgärden når flickor och pojkar, yngre och äldre" in gaps
    assert "Åtgärden möter ingen orsak i lägesbilden" in gaps
