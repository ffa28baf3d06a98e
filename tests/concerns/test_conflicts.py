"""Conflict of interest: oneself at once, another by the head; it follows the matter, and somebody always reads."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from forebygg.audit.models import Event
from forebygg.concerns import actions, queries
from forebygg.concerns.models import Concern
from forebygg.kit.errors import NotAllowed, NotFound, WrongState
from forebygg.people import queries as people
from forebygg.secrecy import queries as secrecy
from tests import make
from tests.cast import Cast

SECRET = "Min syster är gift med honom"


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _gone_for(cast: Cast, name: str, row: Concern) -> None:
    viewer = getattr(cast, name)
    with pytest.raises(NotFound):
        queries.open_concern(viewer, row.reference)
    with pytest.raises(NotFound):
        queries.find_ended(viewer, row.reference)
    assert row.reference not in {other.reference for other in queries.list_open(viewer)}
    assert row.reference not in {other.reference for other in queries.list_ended(viewer)}
    assert sum(line.number for line in queries.count_own(viewer)) == 0


def test_oneself_at_once(cast: Cast) -> None:
    """It does not exist for them any more, in no list and no count; the colleagues go on; the log says so, not why."""
    row = make.concern(cast, what=SECRET)
    actions.exclude_reader(row, cast.user("sven"), by=cast.sven)
    _gone_for(cast, "sven", row)
    assert queries.open_concern(cast.siv, row.reference).what == SECRET
    with pytest.raises(NotAllowed):
        actions.note_work(make.fresh(row), "x", by=cast.sven)
    event = Event.objects.get(code="concern.excluded")
    assert event.detail == {"oneself": True} and SECRET not in str(list(Event.objects.values()))


def test_the_head_shuts_out_and_lets_in(cast: Cast) -> None:
    """Not a colleague; not somebody of another board; never oneself in again."""
    row = make.concern(cast, what=SECRET)
    with pytest.raises(NotAllowed):
        actions.exclude_reader(row, cast.user("siv"), by=cast.sven)
    with pytest.raises(NotAllowed):
        actions.exclude_reader(row, cast.user("siv"), by=cast.karin)
    actions.exclude_reader(make.fresh(row), cast.user("siv"), by=cast.hanna)
    _gone_for(cast, "siv", row)
    with pytest.raises(NotAllowed):
        actions.readmit_reader(make.fresh(row), cast.user("siv").uid, by=cast.sven)
    actions.readmit_reader(make.fresh(row), cast.user("siv").uid, by=cast.hanna)
    assert queries.open_concern(cast.siv, row.reference).what == SECRET


def test_somebody_is_always_left(cast: Cast) -> None:
    """The last reader hands on instead."""
    row = make.concern(cast, what=SECRET)
    actions.exclude_reader(row, cast.user("sven"), by=cast.sven)
    actions.exclude_reader(make.fresh(row), cast.user("siv"), by=cast.siv)
    with pytest.raises(WrongState, match="ingen kvar"):
        actions.exclude_reader(make.fresh(row), cast.user("hanna"), by=cast.hanna)


def test_it_follows_the_matter(cast: Cast) -> None:
    """Ended, handed on to a desk where the person also reads, or followed by more with the same code."""
    row = make.concern(cast, what=SECRET)
    actions.exclude_reader(row, cast.user("sven"), by=cast.sven)
    receiver, door = (
        people.get_receiver(cast.siv, "reception-21"),
        secrecy.get_door(cast.siv, "same-board", "relatives"),
    )
    moved = actions.hand_over_concern(make.fresh(row), to=receiver, door=door, balancing="x", by=cast.siv)
    assert moved.copy is not None
    assert [user.name for user in secrecy.shut_out_of(moved.copy.circle)] == ["Sven Exempel"]
    actions.acknowledge(make.fresh(moved.copy), by=cast.vera)
    assert queries.find_ended(cast.siv, row.reference).ended_at
    _gone_for(cast, "sven", row)  # nor its row while it waits for its disposal
    again = make.concern(cast, kind="question", age_band="unknown")
    sara = cast.user("sara")
    secrecy_of = again.circle
    actions.write_back(again, "Ja.", by=cast.karin)
    secrecy_of.exclusions.create(user=sara)
    actions.finish_answered(make.fresh(again), by=cast.karin)
    thread = make.fresh(again).thread
    assert thread is not None
    actions.add_to_thread(thread, "Mer.", submission=uuid4(), by=cast.nobody)
    fresh = Concern.objects.order_by("-id")[0]
    assert fresh.follows_id == again.pk and [u.pk for u in secrecy.shut_out_of(fresh.circle)] == [sara.pk]


def test_by_page(cast: Cast) -> None:
    """Two presses; afterwards the address is not there."""
    row = make.concern(cast, what=SECRET)
    sven, hanna = Client(), Client()
    for client, name in ((sven, "sven"), (hanna, "hanna")):
        client.force_login(cast.user(name))
        client.get("/vaxjo/arbete/uppdrag")
    page = f"/vaxjo/arbete/oro/{row.reference}/jav"
    assert "Någon annan" not in sven.get(page).content.decode() and "Någon annan" in hanna.get(page).content.decode()
    assert sven.post(page, {"do": "out", "person": str(cast.user("siv").uid)}).status_code == 404
    assert sven.post(page, {"do": "me"}).headers["Location"].endswith("/arbete/oro/")
    assert sven.get(page).status_code == 404
    shown = hanna.get(page).content.decode()
    assert "Släpp in igen" in shown and "Sven Exempel" in shown
    assert hanna.post(page, {"do": "in", "person": "x"}).status_code == 409
    assert hanna.post(page, {"do": "in", "person": str(cast.user("sven").uid)}).status_code == 302
    assert sven.get(page).status_code == 200
