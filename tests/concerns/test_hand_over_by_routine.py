"""A hand-over that the routine asks for is a step of it: the walk goes on, or ends as the chart says."""

from __future__ import annotations

import pytest
from django.test import Client

from forebygg.concerns import actions, handovers, queries
from forebygg.concerns.desk import deadlines
from forebygg.concerns.models import Concern, HandOver
from forebygg.facts import queries as facts
from forebygg.kit import calendar, clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotFound, WrongState
from forebygg.people import queries as people
from forebygg.records.models import RegisterRow
from forebygg.routines import flow
from forebygg.routines import queries as routines
from forebygg.secrecy import queries as secrecy
from forebygg.situation.models import Counter
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


PART = actions.Gives("Det som gäller barnet.")


def _hand(row: Concern, to: str, door: str, by: Actor, gives: actions.Gives = actions.EVERYTHING) -> HandOver:
    receiver, found = people.get_receiver(by, to), secrecy.get_door(by, door, to)
    row = make.fresh(row)
    limbs = [limb["code"] for limb in found.limbs]
    return actions.hand_over_concern(
        row, to=receiver, door=found, balancing="Barnet först.", limbs=limbs, gives=gives, by=by
    )


def _copy(handover: HandOver) -> Concern:
    assert handover.copy is not None
    return make.fresh(handover.copy)


def test_a_relative_keeps_her_support_when_the_child_is_handed_on(cast: Cast) -> None:
    """The reception gets the child's matter; the relative's walk and her code stay with her support."""
    row = make.concern(cast, kind="relative", age_band="unknown")
    gate = ("no", "under-18", "no", "no", "done", "done", "yes", "done", "done")
    row = make.walk(cast, row, *gate, by=cast.anders)
    with pytest.raises(WrongState, match="Resten stannar hos er"):
        _hand(row, "reception-under-21", "same-board", cast.anders)
    handover = _hand(row, "reception-under-21", "same-board", cast.anders, PART)
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
    _hand(row, "reception-under-21", "same-board", cast.anders, PART)
    for to in ("reception-under-21", "reception-21"):
        with pytest.raises(WrongState, match="väntar på kvittens"):
            _hand(row, to, "same-board", cast.anders, PART)
    assert HandOver.objects.count() == 1


def test_the_routines_own_hand_over_is_no_deviation(cast: Cast) -> None:
    """An adult's worry that reached the children's reception: the chart itself sends it on."""
    row = make.walk(cast, make.concern(cast, age_band="unknown"), "no", "21-or-over")
    handover = _hand(row, "reception-21", "same-board", cast.sven)
    assert routines.standing(make.fresh(row).run).open_duties  # beside the path; they go along with the writer's code
    actions.acknowledge(_copy(handover), by=cast.vera)
    row = make.fresh(row)
    assert row.outcome == "handed-on"
    assert list(Counter.objects.filter(measure="deviation").values_list("category", flat=True)) == ["none"]
    assert Counter.objects.get(measure="hours-to-acknowledgement").category == "2"


def test_what_is_handed_to_the_reception_for_the_young_is_a_childs(cast: Cast) -> None:
    """Whatever the writer guessed about the age: same-day reading, an urgent notice, and the two legal clocks."""
    row = make.walk(cast, make.concern(cast, age_band="21"), "no", "under-18", by=cast.vera)
    assert not row.concerns_child
    with clock.fixed(calendar.add_days(MOMENT, 3)):
        copy = _copy(_hand(row, "reception-under-21", "same-board", cast.vera))
        page = queries.open_concern(cast.sven, copy.reference)
        clocks = deadlines(page.concern, facts.book(cast.town.pk))
    assert (copy.age_band, copy.concerns_child, copy.is_urgent) == ("unknown", True, True)
    assert copy.received_at == row.received_at and len(clocks) == 2
    assert clocks[0].left == 0.0  # it reached the municipality three days ago, and the law counts from there
    leaving = make.concern(cast, kind="leaving", age_band="unknown")
    copy = _copy(_hand(leaving, "reception-under-21", "same-board", cast._in("anders", "leaving")))
    assert copy.concerns_child and deadlines(copy, facts.book(cast.town.pk))


def test_the_receivers_first_deed_says_that_it_is_here(cast: Cast) -> None:
    """A copy walked to its end without "Kvittera" must not leave the sender waiting for ever."""
    row = make.concern(cast)
    copy = _copy(_hand(row, "reception-21", "same-board", cast.sven))
    copy = make.walk(cast, copy, "no", by=cast.vera)
    assert make.fresh(row).outcome == "handed-on"
    with pytest.raises(WrongState, match="inget att kvittera"):
        actions.acknowledge(copy, by=cast.vera)
    further = _copy(_hand(make.concern(cast), "reception-21", "same-board", cast.sven))
    _hand(further, "relatives", "same-board", cast.vera)
    assert HandOver.objects.filter(acknowledged_at=None).count() == 1  # only the second


def test_a_part_goes_as_it_is_written_and_the_rest_stays(cast: Cast) -> None:
    """The relatives' support gets what a first meeting needs: not the text, nor who it is about."""
    row = make.concern(cast, age_band="21", who="Sixten", writer={"danger": "no", "reply": "phone", "phone": "070-1"})
    with pytest.raises(WrongState, match="sagt ja till"):
        _hand(row, "relatives", "consent", cast.vera)
    gives = actions.Gives("Modern vill ha ett samtal.", with_writer=True)
    make.yes(row, "relatives", cast.vera)
    copy = _copy(_hand(row, "relatives", "consent", cast.vera, gives))
    page = queries.open_concern(cast.anders, copy.reference, with_who=True)
    assert (page.what, page.has_who, page.writer["phone"]) == ("Modern vill ha ett samtal.", False, "070-1")
    assert copy.thread is None and make.fresh(row).thread is not None
    other = make.concern(cast)
    make.yes(other, "relatives", cast.sven)
    bare = _copy(_hand(other, "relatives", "consent", cast.sven, actions.Gives("Ett samtal.")))
    assert bare.contact is None


def test_a_name_never_comes_where_only_counts_are_read(cast: Cast) -> None:
    """The coordinator is no receiver of a worry, whatever door is chosen; a question without a name may go there."""
    row = make.concern(cast)
    assert "coordinator" not in {r.code for r in queries.receivers_for(cast.sven, row)}
    for door, gives in (("misfiled", actions.EVERYTHING), ("consent", PART)):
        with pytest.raises(WrongState, match="läser aldrig om personer"):
            _hand(row, "coordinator", door, cast.sven, gives)
    question = make.concern(cast, kind="question", age_band="unknown")
    assert {"reception-21", "relatives"} <= {r.code for r in queries.receivers_for(cast.karin, question)}
    named = make.concern(cast, kind="question", age_band="unknown", who="Sixten")
    assert {r.code for r in queries.receivers_for(cast.karin, named) if r.desk_id} == {
        "reception-under-21",
        "reception-21",
        "relatives",
        "leaving",
    }


def test_the_thread_takes_the_answer_along(cast: Cast) -> None:
    """A consultation that turned out to be about a person: the coordinator keeps neither its text nor a duty."""
    row = make.walk(cast, make.concern(cast, kind="consultation", age_band="unknown"), "no", "under-18", by=cast.karin)
    while (step := routines.standing(row.run).position.step) is not None and step.kind != "hand_over":
        standing = routines.standing(row.run)
        codes = [choice.code for choice in flow.allowed(standing.chart, standing.position)]
        row = make.walk(cast, row, "yes" if "yes" in codes else codes[0], by=cast.karin)
    copy = _copy(_hand(row, step.receiver, "misfiled", cast.karin))
    actions.acknowledge(copy, by=cast.sven if step.receiver == "reception-under-21" else cast.vera)
    row = make.fresh(row)
    assert (row.status, row.thread, row.outcome) == ("ended", None, "handed-on")
    with pytest.raises(NotFound):
        queries.open_concern(cast.karin, row.reference)


def test_what_went_outside_is_settled_before_it_moves(cast: Cast) -> None:
    """Two hand-overs never wait at once, and a late confirmation opens nothing again."""
    row = make.concern(cast)
    told = _hand(row, "police", "under-21-crime", cast.sven)
    with pytest.raises(WrongState, match="utanför kommunen"):
        _hand(row, "reception-21", "same-board", cast.sven)
    HandOver.objects.update(acknowledged_at=MOMENT)
    _hand(row, "reception-21", "same-board", cast.sven)
    HandOver.objects.filter(pk=told.pk).update(acknowledged_at=None)
    with pytest.raises(WrongState, match="redan avslutad"):
        actions.confirm_outside(told.uid, make.fresh(row), function="Vakthavande", at=MOMENT, by=cast.sven)
    assert make.fresh(row).status == "handed-over"


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
