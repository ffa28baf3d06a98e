"""Disposal: inert without a decision, by itself within it, stopped by a hold, certified by number."""

from __future__ import annotations

from datetime import date

import pytest

from forebygg.concerns import actions as concerns
from forebygg.concerns.models import Concern
from forebygg.kit import calendar, clock
from forebygg.kit.errors import NotAllowed, WrongState
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
    assert set(retention.RULES) == {"concern-closed", "concern-entered", "thread", "case"}
