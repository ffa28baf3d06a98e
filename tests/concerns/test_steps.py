"""Walking the routine at the desk."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from forebygg.audit.models import Event
from forebygg.concerns import actions
from forebygg.concerns.models import Concern, Reason
from forebygg.kit.errors import Stale, WrongState
from forebygg.routines import queries as routines
from forebygg.situation.models import Counter
from tests import make
from tests.cast import Cast

TO_THE_WAY = ("no", "under-18", "no", "no", "done", "done", "done", "done")


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def test_advice_ends_when_the_duties_are_met(cast: Cast) -> None:
    """The path has ended, but the answer to the writer is open: nothing ends before it is met."""
    row = make.walk(cast, make.concern(cast), *TO_THE_WAY, "advice")
    assert row.ended_at is None
    row = actions.meet_duty(row, duty="answer", by=cast.sven)
    assert make.fresh(row).outcome == "advice-given"
    categories = set(Counter.objects.values_list("measure", "category"))
    assert {("channel", "web"), ("age-band", "under-21"), ("outcome", "advice-given")} <= categories


def test_a_duty_is_waived_with_a_reason_only(cast: Cast) -> None:
    """No reason, no waiver; the reason is sealed."""
    row = make.walk(cast, make.concern(cast), *TO_THE_WAY, "advice")
    with pytest.raises(WrongState):
        actions.waive_duty(row, duty="answer", reason="  ", by=cast.sven)
    actions.waive_duty(make.fresh(row), duty="answer", reason="Ingen kod finns kvar", by=cast.sven)
    kept = Reason.objects.get()
    assert b"Ingen kod" not in bytes(kept.text.body)
    assert make.fresh(row).outcome == "advice-given"
    assert Counter.objects.filter(measure="deviation", category="duty-waived").exists()


def test_two_at_once(cast: Cast) -> None:
    """The second of two who saw the same page is told that somebody changed it."""
    row = make.concern(cast)
    seen = make.fresh(row)
    actions.answer_step(row, step="danger", choice="no", reason="", by=cast.sven)
    with pytest.raises(Stale):
        actions.answer_step(seen, step="danger", choice="no", reason="", by=cast.siv)


def test_a_choice_that_does_not_fit(cast: Cast) -> None:
    """An answer to another step is refused in a sentence."""
    row = make.concern(cast)
    with pytest.raises(WrongState, match="besvarat"):
        actions.answer_step(row, step="way", choice="advice", reason="", by=cast.sven)


def test_nothing_changes_when_the_log_cannot_be_written(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log is part of the deed."""
    row = make.concern(cast)
    before = Event.objects.count()

    def fail(*_: object, **__: object) -> None:
        raise DatabaseError("log is full")

    monkeypatch.setattr("forebygg.audit.actions._write", fail)
    with pytest.raises(DatabaseError):
        actions.answer_step(row, step="danger", choice="no", reason="", by=cast.sven)
    assert Event.objects.count() == before
    assert make.fresh(row).version == row.version
    assert routines.standing(make.fresh(row).run).position.step.code == "danger"


def test_those_who_leave_are_counted_per_year_only(cast: Cast) -> None:
    """No quarter, no channel, no outcome."""
    row = make.concern(cast, kind="leaving", age_band="21")
    actions.mark_read(row, by=cast._in("anders", "leaving"))
    from django.db import transaction

    from forebygg.concerns.actions.ending import conclude

    with transaction.atomic():
        conclude(Concern.objects.select_related("circle", "thread", "run").get(pk=row.pk), "advice-given", by=cast.sven)
    assert list(Counter.objects.values_list("period", "measure", "number")) == [("2026", "leaving-in-year", 1)]
