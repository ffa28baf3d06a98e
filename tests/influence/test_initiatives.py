"""A written initiative, from the day it came to the day its last measure is done."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from forebygg.influence import actions, queries
from forebygg.influence.actions.initiating import Said
from forebygg.influence.models import Initiative
from forebygg.kit.errors import NotFound, Stale, WrongState
from forebygg.plans import actions as plans
from forebygg.plans.actions.deciding import Decided
from forebygg.plans.actions.progress import Come
from tests import make
from tests.cast import Cast
from tests.plans.making import plan, said

CAME = Said("Mer ljus i centrum", "Ledamöter i kommunfullmäktige", "2025-02", "Platser där ingen är vuxen ska bort")


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _move(cast: Cast, said: Said, *measures: str) -> str:
    actions.move_initiative(Initiative.objects.get(), said, list(measures), by=cast.karin)
    return queries.list_initiatives(cast.karin)[0].stage


def test_each_step_to_done(cast: Cast) -> None:
    """Came, assigned, reported, measures, done: each from what has happened, none set by hand."""
    found = plan(cast.karin)
    codes = [f"{found.uid}:{code}" for code in ("d00001", "d00002")]
    actions.take_initiative(CAME, by=cast.karin)
    assert queries.list_initiatives(cast.lena)[0].stage == "came"
    given = replace(CAME, assigned="2025-03-11", assigned_by="Kommunstyrelsen", project="Fritid och gata")
    assert _move(cast, given) == "assigned"
    reported = replace(given, reported="2025-11", reported_to="Kommunstyrelsen", says="Två saker behövs.")
    assert _move(cast, reported) == "reported"
    assert _move(cast, reported, *codes) == "measures"
    for code in ("d00001", "d00002"):
        found.refresh_from_db()
        plans.record_progress(found, code, Come("done", "Gjort."), by=cast.karin)
    assert queries.list_initiatives(cast.karin)[0].stage == "done"
    page = Client().get("/vaxjo/initiativ").content.decode()
    assert "Mer ljus i centrum" in page and "2 av 2 åtgärder är klara" in page and "Två saker behövs." in page
    assert "Karin" not in page


def test_what_it_cannot_be(cast: Cast) -> None:
    """No measure of nowhere, no day that is none, nothing without a sender; nobody else writes; two at once."""
    taken = actions.take_initiative(CAME, by=cast.karin)
    with pytest.raises(WrongState):
        actions.move_initiative(taken, CAME, ["x:y"], by=cast.karin)
    for wrong in (replace(CAME, came="i våras"), replace(CAME, from_whom=" "), replace(CAME, reported="2025-13")):
        with pytest.raises(WrongState):
            actions.take_initiative(wrong, by=cast.karin)
    with pytest.raises(NotFound):
        actions.take_initiative(CAME, by=cast.lena)
    stale = Initiative.objects.get()
    _move(cast, replace(CAME, number="KS 2025/3"))
    with pytest.raises(Stale):
        actions.move_initiative(stale, CAME, [], by=cast.sara)
    assert Initiative.objects.get().number == "KS 2025/3"


def test_through_the_pages(cast: Cast) -> None:
    """Written in, and what was typed stays when a day is wrong; a handler reads, does not write."""
    found, karin = plan(cast.karin), make.sign_in(cast, "karin")
    data = {"title": CAME.title, "from_whom": CAME.from_whom, "came": "2025-02", "wants": CAME.wants}
    assert karin.post("/vaxjo/arbete/initiativ/nytt", data | {"from_whom": ""}).status_code == 422
    assert karin.post("/vaxjo/arbete/initiativ/nytt", data).status_code == 302
    taken = Initiative.objects.get()
    address = f"/vaxjo/arbete/initiativ/{taken.uid}"
    moved = data | {"measures": f"{found.uid}:d00001", "version": taken.version}
    answer = karin.post(address, moved | {"reported": "snart"})
    assert answer.status_code == 422 and "snart" in answer.content.decode()
    assert karin.post(address, moved).status_code == 302
    assert "Utbilda lärare" in karin.get("/vaxjo/arbete/initiativ/").content.decode()
    lena = make.sign_in(cast, "lena")
    assert CAME.title in lena.get("/vaxjo/arbete/initiativ/").content.decode()
    assert lena.get(address).status_code == 404


def test_a_measure_struck_from_its_plan_is_still_told_of(cast: Cast) -> None:
    """One done and one struck is not "done": what the initiative led to is not forgotten when the plan is revised."""
    found = plan(cast.karin)
    codes = [f"{found.uid}:{code}" for code in ("d00001", "d00002")]
    actions.take_initiative(CAME, by=cast.karin)
    assert _move(cast, CAME, *codes) == "measures"
    plans.record_progress(found, "d00001", Come("done", "Gjort."), by=cast.karin)
    found.refresh_from_db()
    draft = plans.begin_draft(found, by=cast.karin)
    left = tuple(each for each in said().measures if each.code != "d00002")
    plans.write_draft(draft, replace(said(), measures=left), by=cast.karin)
    draft.refresh_from_db()
    plans.move_version(draft, "proposed", by=cast.karin)
    found.refresh_from_db()
    plans.record_decision(found, Decided("revised", "kommunfullmäktige", "2026-11-02"), by=cast.karin)
    tracked = queries.list_initiatives(cast.karin)[0]
    assert (tracked.stage, tracked.done, tracked.gone) == ("measures", 1, 1)
    assert _move(cast, CAME, codes[0]) == "measures"
    assert Initiative.objects.get().measures == codes
    assert "En åtgärd finns inte längre i någon plan." in Client().get("/vaxjo/initiativ").content.decode()
