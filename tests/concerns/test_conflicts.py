"""Conflict of interest: oneself at once, another by the head; it follows the matter, and somebody always reads."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from forebygg.audit.models import Event
from forebygg.concerns import actions, jobs, queries
from forebygg.concerns.models import Concern
from forebygg.kit import clock
from forebygg.kit.errors import NotAllowed, NotFound, WrongState
from forebygg.notices.models import Notice
from forebygg.people import queries as people
from forebygg.secrecy import queries as secrecy
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

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


def test_nobody_shut_out_is_written_to(cast: Cast) -> None:
    """No letter says that it is there, that more has come to it, or that it has been handed to where they also read."""
    from forebygg.people.models import Assignment

    vera = Assignment.objects.get(user=cast.user("vera"))
    Assignment.objects.filter(user=cast.user("valter")).update(ends=vera.starts)
    vera.pk, vera.uid, vera.user = None, uuid4(), cast.user("sven")
    vera.save(force_insert=True)  # Sven reads for adults too
    row = make.concern(cast, what=SECRET)
    actions.exclude_reader(row, cast.user("sven"), by=cast._in("hanna"))
    Notice.objects.all().delete()
    actions.add_to_thread(make.fresh(row).thread, "Mer.", submission=uuid4(), by=cast.nobody)  # type: ignore[arg-type]
    assert set(Notice.objects.values_list("address", flat=True)) == {"siv@vaxjo.example"}
    receiver = people.get_receiver(cast.siv, "reception-21")
    door = secrecy.get_door(cast.siv, "same-board", "reception-21")
    actions.hand_over_concern(make.fresh(row), to=receiver, door=door, balancing="x", by=cast.siv)
    with clock.fixed(MOMENT + timedelta(days=7)):
        jobs.remind_about_waiting()
    told = set(Notice.objects.values_list("address", flat=True))
    assert "vera@vaxjo.example" in told and "sven@vaxjo.example" not in told


def test_not_to_a_desk_where_all_are_shut_out(cast: Cast) -> None:
    """They would be shut out of the copy too, and nobody could read it: the sender chooses another receiver."""
    row = make.concern(cast, what=SECRET)
    for name in ("vera", "valter"):
        row.circle.exclusions.create(user=cast.user(name))
    door = secrecy.get_door(cast.sven, "same-board", "relatives")
    for code, refused in (("reception-21", True), ("relatives", False)):
        to, given = people.get_receiver(cast.sven, code), {"door": door, "balancing": "x", "by": cast.sven}
        if refused:
            with pytest.raises(WrongState, match="utestängda"):
                actions.hand_over_concern(make.fresh(row), to=to, **given)
            assert Concern.objects.count() == 1
        else:
            assert actions.hand_over_concern(make.fresh(row), to=to, **given).copy


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


def test_nobody_shut_out_is_written_to_although_nobody_else_is_there(cast: Cast) -> None:
    """Everyone who may read is away when each rank's turn comes: whoever is shut out is still not told of it."""
    from forebygg.people.models import Absence

    row = make.concern(cast, what=SECRET)
    Notice.objects.all().delete()
    actions.exclude_reader(row, cast.user("siv"), by=cast._in("hanna"))
    for name in ("sven", "hanna"):
        days = {"first_day": MOMENT.date(), "last_day": MOMENT.date() + timedelta(days=9)}
        Absence.objects.create(municipality=cast.town, user=cast.user(name), **days)
    with clock.fixed(MOMENT + timedelta(days=7)):
        jobs.remind_about_waiting()
    assert not Notice.objects.filter(about=str(row.uid)).exists()
