"""Doors: each condition of the law is a question that must be answered yes, and some boards may not use some doors."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from forebygg.concerns import actions
from forebygg.facts import shipping as facts
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound, WrongState
from forebygg.people import queries as people
from forebygg.people.models import Board
from forebygg.secrecy import queries as secrecy
from forebygg.secrecy import shipping
from forebygg.secrecy.models import Disclosure, Door
from tests import make
from tests.cast import Cast


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def test_every_shipped_door_states_its_law() -> None:
    """Each names a provision that is a fact; what leads out of the municipality asks for its conditions and a part."""
    known = {row["code"] for row in facts.rows()}
    for row in shipping.rows():
        assert row["provision"] in known, row["code"]
        assert {"sv", "en"} <= set(row["name"]) & set(row["wording"])
        for limb in row.get("limbs", ()):
            assert limb["sv"].endswith("?") and limb["en"].endswith("?")
        if "police" in row["receivers"]:
            assert row["only_part"] and len(row["limbs"]) >= 1, row["code"]
        assert set(row.get("not_for", ())) <= {*Board.Kind.values, "other-board"}


def _doors(by: Actor, receiver: str = "police") -> set[str]:
    return {door.code for door in secrecy.list_doors(by, receiver)}


def test_not_for_social_services(cast: Cast) -> None:
    """The general clause and the wide act are not theirs; nor anybody's whose board nobody has said the kind of."""
    closed = {"general-clause", "crime-with-prison", "law-enforcement-need"}
    assert closed.isdisjoint(_doors(cast.sven)) and "under-21-crime" in _doors(cast.sven)
    assert closed <= _doors(cast.karin)
    with pytest.raises(NotFound):
        secrecy.get_door(cast.sven, "general-clause", "police")
    Board.objects.filter(pk=cast.karin.board_id).update(kind="")
    assert closed.isdisjoint(_doors(cast.karin))


def test_law_changes_by_date(cast: Cast) -> None:
    """A door is in force from its day; before it, nobody sees it."""
    Door.objects.filter(code="prevent-crime").update(valid_from=clock.today().replace(year=2027))
    assert "prevent-crime" not in _doors(cast.sven)


def test_every_condition_is_answered_yes(cast: Cast) -> None:
    """One no, or none answered, and nothing leaves; all yes, and the disclosure says which were asked."""
    row = make.concern(cast)
    to, door = people.get_receiver(cast.sven, "police"), secrecy.get_door(cast.sven, "under-21-crime", "police")
    given: dict[str, Any] = {"to": to, "door": door, "balancing": "Konkret hot.", "by": cast.sven}
    for limbs in ((), ("under-21", "concrete"), ("under-21", "suitable", "made-up")):
        with pytest.raises(WrongState, match="alla frågorna"):
            actions.hand_over_concern(make.fresh(row), limbs=limbs, **given)
    assert not Disclosure.objects.exists()
    actions.hand_over_concern(make.fresh(row), limbs=("under-21", "concrete", "suitable"), **given)
    assert Disclosure.objects.get().limbs == ["concrete", "suitable", "under-21"]


def test_by_page(cast: Cast) -> None:
    """The questions stand below the door; unanswered, the page says so beside them and keeps the words."""
    row = make.concern(cast)
    client = Client()
    client.force_login(cast.user("sven"))
    page = f"/vaxjo/arbete/oro/{row.reference}/vidare?to=police"
    assert "Är personen under 21 år?" in client.get(page).content.decode()
    posted = {"to": "police", "door": "under-21-crime", "balancing": "Vägt så här", "version": make.fresh(row).version}
    some = client.post(page, posted | {"limbs_under-21-crime": ["under-21"]})
    assert some.status_code == 422 and "ja på alla frågorna" in some.content.decode()
    assert "Vägt så här" in some.content.decode()
    done = client.post(page, posted | {"limbs_under-21-crime": ["under-21", "concrete", "suitable"]})
    assert done.status_code == 303 and Disclosure.objects.get().door == "under-21-crime"
