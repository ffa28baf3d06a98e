"""Disposal: inert without a decision, by itself within it, stopped by a hold, certified by number."""

from __future__ import annotations

import re
from datetime import date
from unittest import mock
from uuid import uuid4

import pytest

from forebygg.concerns import actions as concerns
from forebygg.concerns.actions import ending
from forebygg.concerns.models import Concern
from forebygg.kit import calendar, clock
from forebygg.kit.errors import NotAllowed, WrongState
from forebygg.mailbox.models import Message, Thread
from forebygg.people import queries as people
from forebygg.records import actions, retention
from forebygg.records.models import Certificate, DisposalDecision, Hold
from forebygg.situation.models import Counter
from tests import make
from tests.cast import Cast
from tests.concerns.test_steps import TO_THE_WAY
from tests.conftest import MOMENT


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _ended(cast: Cast) -> Concern:
    row = make.walk(cast, make.concern(cast), *TO_THE_WAY, "advice")
    concerns.meet_duty(row, duty="answer", by=cast.sven)
    return make.fresh(row)


def test_inert_without_a_decision(cast: Cast) -> None:
    """No decision, no disposal, however long it lies."""
    row = _ended(cast)
    DisposalDecision.objects.all().delete()
    with clock.fixed(calendar.add_days(MOMENT, 4000)):
        assert actions.run_disposal() == 0
    assert Concern.objects.filter(pk=row.pk).exists()


def test_not_a_day_early(cast: Cast) -> None:
    """Fourteen days after closing, not thirteen."""
    _ended(cast)
    with clock.fixed(calendar.add_days(MOMENT, 13)):
        assert actions.run_disposal() == 0
    with clock.fixed(calendar.add_days(MOMENT, 15)):
        assert actions.run_disposal() == 1
    certificate = Certificate.objects.get()
    assert (certificate.rule, certificate.number, certificate.decision.days) == ("concern-closed", 1, 14)


def test_what_is_open_is_never_disposed_of(cast: Cast) -> None:
    """A worry neither closed nor entered stays, and escalates instead."""
    make.concern(cast)
    with clock.fixed(calendar.add_days(MOMENT, 4000)):
        assert actions.run_disposal() == 0


def test_a_hold_stops_it_and_a_release_lets_it_go(cast: Cast) -> None:
    """ "Frys" stops the row; released, it goes late and is counted so."""
    row = _ended(cast)
    concerns.hold_concern(row, reason="records-request", by=cast.sven)
    with clock.fixed(calendar.add_days(MOMENT, 20)):
        assert actions.run_disposal() == 0
        concerns.release_concern(row, by=cast.sven)
        assert actions.run_disposal() == 1
    assert not Hold.objects.exists()
    assert Counter.objects.get(measure="disposed").category == "late"


def test_a_held_matter_keeps_the_writers_words_and_code(cast: Cast) -> None:
    """The thread goes after its matter: neither a hold nor an addition that began anew loses what was written."""
    row = _ended(cast)
    assert row.thread is not None
    concerns.add_to_thread(row.thread, "Mer att säga.", submission=uuid4(), by=cast.nobody)
    follows = Concern.objects.get(follows=row)
    concerns.hold_concern(row, reason="appeal", by=cast.sven)
    with clock.fixed(calendar.add_days(MOMENT, 200)):
        assert actions.run_disposal() == 0
        assert Message.objects.count() == 1
        concerns.release_concern(row, by=cast.sven)
        assert actions.run_disposal() == 1
        assert Message.objects.count() == 1, "the one that follows is open"
        ending.conclude(make.fresh(follows), "advice-given", by=cast.sven)
    with clock.fixed(calendar.add_days(MOMENT, 400)):
        assert [actions.run_disposal(), actions.run_disposal()] == [1, 1]
    assert not Message.objects.exists() and not Thread.objects.exists()


def test_many_held_let_the_others_go(cast: Cast) -> None:
    """The oldest are held, more than a batch: what comes after them goes all the same."""
    rows = [_ended(cast) for _ in range(4)]
    for row in rows[:3]:
        concerns.hold_concern(row, reason="appeal", by=cast.sven)
    with (
        mock.patch("forebygg.records.actions.register._BATCH", 2),
        mock.patch("forebygg.concerns.queries._LIMIT", 3),
        clock.fixed(calendar.add_days(MOMENT, 20)),
    ):
        assert actions.run_disposal() == 1
    assert set(Concern.objects.values_list("pk", flat=True)) == {row.pk for row in rows[:3]}


def test_a_neighbouring_desk_may_not_hold(cast: Cast) -> None:
    """Neither the adults' desk nor a teacher."""
    row = _ended(cast)
    for who in (cast.vera, cast.lena, cast.karin):
        with pytest.raises(NotAllowed):
            concerns.hold_concern(row, reason="appeal", by=who)


def test_entering_a_decision(cast: Cast) -> None:
    """The archive function enters the board's decision; the one before it ends; nobody else may."""
    board = cast.town_boards["sn"]
    values = {"rule": "thread", "body": "Socialnämnden", "decided_on": date(2026, 11, 1), "paragraph": "§ 9"}
    with pytest.raises(NotAllowed):
        actions.enter_decision(board, **values, days=10, by=cast.karin)
    with pytest.raises(WrongState):
        actions.enter_decision(board, **(values | {"paragraph": " "}), days=10, by=cast.archive)
    actions.enter_decision(board, **values, days=10, by=cast.archive)
    assert DisposalDecision.objects.get(board=board, rule="thread", ended_on=None).days == 10


def test_every_rule_stands_in_the_list() -> None:
    """Two rules for concerns, one for codes, one for cases."""
    assert set(retention.RULES) == {"concern-closed", "concern-entered", "thread", "case", "request", "comment"}


def test_the_page_takes_a_decision_by_what_it_offers(cast: Cast) -> None:
    """The archive function chooses a board and a rule among those on the page, in words, and it stands there."""
    DisposalDecision.objects.all().delete()
    client = make.sign_in(cast, "rut")
    mine = {str(a.role): str(a.uid) for a in people.assignments_of(cast.user("rut"))}
    client.post("/vaxjo/arbete/uppdrag", {"assignment": mine["archive"]})
    page = client.get("/vaxjo/arbete/gallring").content.decode()
    offered = dict(re.findall(r'<option value="([^"]+)">([^<]+)</option>', page))
    assert offered["sn"] == "Socialnämnden" and set(retention.RULES) < set(offered)
    assert "<optgroup" not in page and "sv" not in offered
    said = {"body": "Socialnämnden", "decided_on": "2026-05-12", "paragraph": "§ 61", "days": "14"}
    for rule in retention.RULES:
        posted = said | {"board": "sn", "rule": rule}
        assert client.post("/vaxjo/arbete/gallring", posted).status_code == 302
    assert DisposalDecision.objects.filter(board__code="sn").count() == len(retention.RULES)
