"""Växjö's work as a plan, in Växjö."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from forebygg.influence.models import Comment
from tests.cast import Cast
from tests.sources import living

PLAN = "arbetet/vaxjos-arbete-mot-valdsbejakande-extremism"


@pytest.mark.source("V9")
def test_v9_milieus_are_seen_in_a_picture_and_met_by_measures(cast: Cast) -> None:
    """The plan says what is known here and what is not, which milieus, and a measure says which part it meets."""
    page = living.look(Client(), PLAN)
    assert "Miljöer som använder våld får inte fotfäste i kommunen" in page
    assert "Klistermärken har satts upp vid två skolor" in page and "Miljöer som är aktuella här" in page
    karin = living.sign_in("karin")
    address = living.link(living.look(karin, "arbete/plan/"), "Öppna planen")
    measure = living.link(karin.get(address).content.decode(), "Öppna en kontaktpunkt")
    assert "Lokaler som hyrs för möten" in karin.get(measure).content.decode()


@pytest.mark.source("V12")
def test_v12_the_work_is_communicated_publicly_with_a_press_function(cast: Cast) -> None:
    """From the front page to the plan, how far it has come, and who answers journalists: no name, no way to comment."""
    assert "Så arbetar kommunen" in living.look(Client(), "")
    assert "Växjös arbete mot våldsbejakande extremism" in living.look(Client(), "arbetet")
    page = living.look(Client(), PLAN)
    assert "För journalister" in page and "Kommunens presstjänst" in page
    assert "Flödesschemat är beslutat och öppet för alla." in page and "<textarea" not in page
    assert "Samordnaren" in living.look(Client(), "kontakt")


@pytest.mark.source("V1")
def test_v1_a_written_initiative_is_followed_to_done(cast: Cast) -> None:
    """Assignment, report, measures, each tracked: on the open page, and written on at the desk."""
    page = living.look(Client(), "initiativ")
    for words in ("Ledamöter i kommunfullmäktige", "Styrgrupp", "Projektgrupp", "Rapport", "4 av 5 åtgärder är klara"):
        assert words in page, words
    karin = living.sign_in("karin")
    here = "/vaxjo/arbete/initiativ/nytt"
    wants = {"title": "Trygga tåg", "from_whom": "Ledamöter", "came": "2026-11", "wants": "Fler vuxna på stationen"}
    assert karin.post(here, wants).status_code == 302
    assert "Trygga tåg" in living.look(Client(), "initiativ")


@pytest.mark.source("V8")
def test_v8_every_citizen_sees_the_process_and_can_influence_it(cast: Cast) -> None:
    """A resident without account comments on the draft, somebody reads and answers, and the page says what became."""
    assert "Säg vad du tycker" in living.look(Client(), "arbetet")
    resident, listed = Client(), living.look(Client(), "samrad")
    hearing = living.link(listed, "Växjös arbete mot våldsbejakande extremism")
    page = resident.get(hearing).content.decode()
    assert "Nästa omgång blir öppen" in page and "Handlar om en enskild människa" in page
    words = "Ge föreningarna en kväll om året tillsammans med skolan."
    box = f"{hearing}/measures"
    known = re.search(r'name="submission" value="([0-9a-f-]+)"', resident.get(box).content.decode())
    assert known
    assert resident.post(box, {"submission": known[1], "text": words}).status_code == 302
    assert words not in resident.get(hearing).content.decode()
    karin = living.sign_in("karin")
    desk = living.link(living.look(karin, "arbete/samrad/"), "Växjös arbete mot våldsbejakande extremism")
    comment = Comment.objects.order_by("-pk")[0]
    one = f"/vaxjo/arbete/samrad/synpunkt/{comment.uid}"
    assert one in karin.get(desk).content.decode() and words in karin.get(one).content.decode()
    assert karin.post(one, {"do": "publish", "version": comment.version, "shown": words}).status_code == 302
    comment.refresh_from_db()
    said = {"do": "answer", "version": comment.version, "outcome": "changed", "answer": "Ja."}
    assert karin.post(one, said).status_code == 302
    page = resident.get(hearing).content.decode()
    assert words in page and "Planen ändras" in page
