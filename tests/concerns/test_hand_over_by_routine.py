"""A hand-over that the routine asks for is a step of it: the walk goes on, or ends as the chart says."""

from __future__ import annotations

import pytest
from django.test import Client

from forebygg.concerns import actions, handovers, queries
from forebygg.concerns.models import Concern, HandOver
from forebygg.kit.actor import Actor
from forebygg.kit.errors import WrongState
from forebygg.people import queries as people
from forebygg.records.models import RegisterRow
from forebygg.routines import queries as routines
from forebygg.secrecy import queries as secrecy
from forebygg.situation.models import Counter
from tests import make
from tests.cast import Cast


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _hand(row: Concern, to: str, door: str, by: Actor) -> HandOver:
    receiver, found = people.get_receiver(by, to), secrecy.get_door(by, door, to)
    return actions.hand_over_concern(make.fresh(row), to=receiver, door=found, balancing="Barnet först.", by=by)


def _copy(handover: HandOver) -> Concern:
    assert handover.copy is not None
    return make.fresh(handover.copy)


def test_a_relative_keeps_her_support_when_the_child_is_handed_on(cast: Cast) -> None:
    """The reception gets the child's matter; the relative's walk and her code stay with her support."""
    row = make.concern(cast, kind="relative", age_band="unknown")
    gate = ("no", "under-18", "no", "no", "done", "done", "yes", "done", "done")
    row = make.walk(cast, row, *gate, by=cast.anders)
    handover = _hand(row, "reception-under-21", "same-board", cast.anders)
    row, copy = make.fresh(row), _copy(handover)
    assert (row.status, row.thread is not None, copy.thread) == ("read" if row.read_at else "waiting", True, None)
    assert (copy.kind, copy.run.version.kind) == ("worry", "worry-under-21")
    actions.acknowledge(copy, by=cast.sven)
    row = make.fresh(row)
    assert row.ended_at is None and routines.standing(row.run).position.step.code == "offer"
    assert not Counter.objects.filter(measure="outcome").exists()


def test_what_waits_for_an_acknowledgement_is_not_handed_on_twice(cast: Cast) -> None:
    """The walk stands still until the receiver confirms: no second copy there, nor a move elsewhere."""
    row = make.concern(cast, kind="relative", age_band="unknown")
    gate = ("no", "under-18", "no", "no", "done", "done", "yes", "done", "done")
    row = make.walk(cast, row, *gate, by=cast.anders)
    _hand(row, "reception-under-21", "same-board", cast.anders)
    for to in ("reception-under-21", "reception-21"):
        with pytest.raises(WrongState, match="väntar på kvittens"):
            _hand(row, to, "same-board", cast.anders)
    assert HandOver.objects.count() == 1


def test_the_routines_own_hand_over_is_no_deviation(cast: Cast) -> None:
    """An adult's worry that reached the children's reception: the chart itself sends it on."""
    row = make.walk(cast, make.concern(cast, age_band="unknown"), "no", "21-or-over")
    handover = _hand(row, "reception-21", "same-board", cast.sven)
    for duty in routines.standing(make.fresh(row).run).open_duties:
        assert duty.row.code  # beside the path; the sender's own
    actions.acknowledge(_copy(handover), by=cast.vera)
    row = make.fresh(row)
    while row.ended_at is None:  # what is left beside the path stays with the sender until it is settled
        assert row.status == "read"
        left = routines.standing(row.run).open_duties[0].row.code
        row = actions.meet_duty(row, duty=left, by=cast.sven)
    assert row.outcome == "handed-on"
    assert list(Counter.objects.filter(measure="deviation").values_list("category", flat=True)) == ["none"]
    assert Counter.objects.get(measure="hours-to-acknowledgement").category == "2"


def test_a_step_by_another_lane_is_counted(cast: Cast) -> None:
    """The security manager walks a step that is the coordinator's without fault; a reception may not stray unseen."""
    row = make.concern(cast, kind="incident", age_band="unknown")
    steps = ("no", "unknown", "no", "no", "done", "done", "no", "done", "nobody", "done", "done")
    row = make.walk(cast, row, *steps, by=cast.sara)
    while row.ended_at is None:
        left = routines.standing(row.run).open_duties[0].row.code
        row = actions.meet_duty(row, duty=left, by=cast.karin)
    assert row.outcome == "recorded"
    assert Counter.objects.get(measure="deviation").category == "none"
    worry = make.walk(cast, make.concern(cast), "no", "under-18", "no", "no", "done", "done", by=cast.hanna)
    worry = make.walk(cast, worry, "done", "done", "nothing", by=cast.hanna)
    worry = make.walk(cast, worry, "done", by=cast.sven)  # the head's step, by somebody else
    for duty in routines.standing(worry.run).open_duties:
        worry = actions.meet_duty(make.fresh(worry), duty=duty.row.code, by=cast.sven)
    assert Counter.objects.filter(measure="deviation", category="other-lane").exists()


def test_a_question_about_a_person_becomes_a_worry(cast: Cast) -> None:
    """ "Det här gäller en person": the social board's from that moment, with its routine and its clocks."""
    row = make.concern(cast, kind="question", age_band="unknown")
    copy = _copy(_hand(row, "reception-under-21", "report-of-child", cast.karin))
    assert (copy.kind, copy.board.code, copy.run.version.kind) == ("worry", "sn", "worry-under-21")
    assert RegisterRow.objects.filter(title="hand-over-out", direction="out", board__code="ks").count() == 1


def test_leaving_is_counted_once_wherever_it_goes(cast: Cast) -> None:
    """Handed to the adults' reception it is still one in a year, and in no other figure."""
    leaving = cast._in("anders", "leaving")
    row = make.concern(cast, kind="leaving", age_band="unknown")
    copy = _copy(_hand(row, "reception-21", "same-board", leaving))
    assert (copy.kind, copy.run.version.kind) == ("leaving", "worry-21")
    actions.acknowledge(copy, by=cast.vera)
    assert not Counter.objects.exists()
    copy = make.walk(cast, make.fresh(copy), "no", "21-or-over", "no", "no", "done", "done", by=cast.vera)
    copy = make.walk(cast, copy, "no", "advice", by=cast.vera)
    for duty in routines.standing(copy.run).open_duties:
        copy = actions.meet_duty(make.fresh(copy), duty=duty.row.code, by=cast.vera)
    assert [(c.measure, c.number) for c in Counter.objects.all()] == [("leaving-in-year", 1)]


def test_how_it_was_weighed_goes_along(cast: Cast) -> None:
    """The receiver's document tells through which door it came and how that was weighed."""
    row = make.concern(cast)
    copy = _copy(_hand(row, "reception-21", "same-board", cast.sven))
    page = queries.open_concern(cast.vera, copy.reference, with_who=True)
    content = handovers.content(page, queries.open_balancings(cast.vera, copy))
    assert "Barnet först." in str(content["parts"])


def test_a_form_that_lacks_something_keeps_what_was_typed(cast: Cast) -> None:
    """Duty, hold and the function outside answer with the page and a sentence, never with "finns inte"."""
    row = make.concern(cast)
    client = Client()
    client.force_login(cast.user("sven"))
    client.get("/vaxjo/arbete/uppdrag")
    base = f"/vaxjo/arbete/oro/{row.reference}/"
    long = "Skälet är " + "långt " * 400
    lacking = client.post(base + "uppgift", {"duty": "answer", "version": "0", "reason": long, "waive": "1"})
    assert lacking.status_code == 422 and "långt långt" in lacking.content.decode()
    lacking = client.post(base + "frys", {"version": "0", "reason": "nej"})
    assert lacking.status_code == 422 and "Varför?" in lacking.content.decode()
    _hand(row, "police", "under-21-crime", cast.sven)
    outside = str(HandOver.objects.get().uid)
    data = {"handover": outside, "version": "1", "function": "Jourhavande befäl", "at": "i går"}
    lacking = client.post(base + "utanfor", data)
    assert lacking.status_code == 422 and "Jourhavande befäl" in lacking.content.decode()
