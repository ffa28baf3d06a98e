"""Tyresö's plan, in Tyresö."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.cast import Cast
from tests.sources import living

TOWN = "tyreso"
PLAN = "arbetet/handlingsplan-mot-valdsbejakande-extremism"


@pytest.mark.source("T1")
@pytest.mark.source("T2")
def test_t1_t2_a_plan_on_a_stated_definition_decided_by_the_council(cast: Cast) -> None:
    """What the plan means by its words, who decided it, and that the executive board answers for it."""
    page = living.look(Client(), PLAN)
    assert "Så menar planen" in page and "<dt>våldsbejakande extremism</dt>" in page and "oavsett vilken" in page
    assert "Antagen av kommunfullmäktige 2016" in page and "Ansvarig: Kommunstyrelsen." in page


@pytest.mark.source("T5")
def test_t5_purposes(cast: Cast) -> None:
    """Knowledge, a clear division of responsibility, acting early: on the plan's page, for anybody."""
    page = living.look(Client(), PLAN)
    for purpose in ("öka kunskapen", "göra det tydligt vem som ansvarar för vad", "agera tidigt"):
        assert purpose in page


@pytest.mark.source("T6")
def test_t6_goals_each_followed_by_an_indicator(cast: Cast) -> None:
    """The desk is told that a goal cannot be followed; the coordinator writes an indicator in a new version; when the
    council has decided it, everybody sees where the municipality is and where it wants to be."""
    karin = living.sign_in("karin")
    address = living.link(living.look(karin, "arbete/plan/"), "Öppna planen")
    assert "Målet går inte att följa" in karin.get(f"{address}/saknas").content.decode()
    form = karin.get(address).content.decode()
    draft = karin.post(address, {"version": living.version(form)}).headers["Location"]
    goal = living.link(karin.get(draft).content.decode(), "Färre dras in")
    form = karin.get(goal).content.decode()
    said = {"text": "Färre dras in i grupper som använder våld", "indicator": "Andel unga som vet vart de vänder sig"}
    said |= {"source": "Skolenkäten", "value": "4 av 10", "target": "7 av 10", "version": living.version(form)}
    assert karin.post(goal, said).status_code == 302
    assert "Andel unga" not in living.look(Client(), PLAN)
    handed = re.search(r'name="draft" value="(\d+)"', karin.get(address).content.decode())
    assert handed and karin.post(address, {"do": "propose", "draft": handed[1]}).status_code == 302
    form = karin.get(f"{address}/beslut").content.decode()
    decided = {"action": "revised", "body": "kommunfullmäktige", "day": "2026-11-16", "version": living.version(form)}
    assert karin.post(f"{address}/beslut", decided).status_code == 302
    assert "Andel unga som vet vart de vänder sig: 4 av 10 → 7 av 10" in living.look(Client(), PLAN)


@pytest.mark.source("T8")
@pytest.mark.source("T9")
def test_t8_t9_levels_with_the_professions_concerned(cast: Cast) -> None:
    """Everybody, places with special problems, and those who seek help: each measure with the professions it is for."""
    page = living.look(Client(), PLAN)
    for level, professions in (
        ("Alla (generell)", "hälsovård, skola"),
        ("Platser och grupper (selektiv)", "Socialarbetare, polis, skolpersonal"),
        ("Enskilda (indikerad)", "Pedagoger, mentorer"),
    ):
        assert level in page and professions in page
    assert "Selektiva och specifika insatser" in page


@pytest.mark.source("T3")
def test_t3_each_operation_sees_its_own_part(cast: Cast) -> None:
    """From the plan one chooses one's operation and sees what it is to do, and nothing of the others'."""
    assert "oavsett vilken" in living.look(Client(), PLAN)
    assert f"{PLAN}/del" in living.look(Client(), PLAN)
    operations = living.look(Client(), f"{PLAN}/del")
    for name in ("Psykiatri", "Polis", "Skolpersonal", "Mentorer"):
        assert f">{name}</a>" in operations
    part = living.look(Client(), f"{PLAN}/del?vem=polis")
    assert "Rikta insatser mot bestämda problem och platser" in part and "Stärk det som skyddar" not in part


@pytest.mark.source("T10")
def test_t10_individual_level_with_the_professions_concerned(cast: Cast) -> None:
    """Support to the young person and the relatives, by whom; no field of the plan takes who they are."""
    page = living.look(Client(), PLAN)
    assert "Erbjud den unge och de anhöriga stöd när någon är orolig" in page
    assert "Enskilda (indikerad) · Pedagoger, mentorer, socialarbetare, psykiatri" in page
    assert "Den som själv söker hjälp eller som någon är orolig för" in page


@pytest.mark.source("T22")
def test_t22_continuous_follow_up_and_evaluation(cast: Cast) -> None:
    """A year is followed up, each measure asked, what was learnt kept; the report is there for everybody, and what is
    said of the measure later does not change it."""
    karin = living.sign_in("karin")
    address = living.link(living.look(karin, "arbete/plan/"), "Öppna planen")
    form = karin.get(f"{address}/uppfoljning").content.decode()
    year = karin.post(f"{address}/uppfoljning", {"version": living.version(form)}).headers["Location"]
    measure = living.link(karin.get(year).content.decode(), "Ge berörda verksamheter")
    form = karin.get(measure).content.decode()
    come = {"status": "under-way", "result": "Tre av fem verksamheter.", "learnt": "Korta pass med övning fungerar."}
    assert karin.post(measure, come | {"version": living.version(form)}).status_code == 302
    form = karin.get(year).content.decode()
    assert "1 av 6 besvarade i år." in form
    held = {"holds": "yes", "networks": "Lokala brottsförebyggande rådet", "version": living.version(form)}
    assert karin.post(year, held).status_code == 302
    form = karin.get(year).content.decode()
    assert karin.post(year, {"do": "close", "version": living.version(form)}).status_code == 302
    report = living.look(Client(), f"{PLAN}/uppfoljning/2026")
    assert "Korta pass med övning fungerar." in report and "Utan svar i år: 5." in report
    later = living.link(karin.get(address).content.decode(), "Ge berörda verksamheter")
    form = karin.get(later).content.decode()
    assert karin.post(later, {"status": "done", "result": "Alla.", "version": living.version(form)}).status_code == 302
    assert living.look(Client(), f"{PLAN}/uppfoljning/2026") == report
