"""Handing on: one receiver, one door, weighed in words; ours until the receiver confirms."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from forebygg.audit.models import Event
from forebygg.concerns import actions, handovers, queries
from forebygg.concerns.models import Concern, HandOver
from forebygg.kit import calendar, clock, documents
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotAllowed, NotFound, WrongState
from forebygg.mailbox import queries as mailbox
from forebygg.people import queries as people
from forebygg.people.models import Receiver
from forebygg.records import actions as records
from forebygg.records.models import RegisterRow
from forebygg.secrecy import actions as shredding
from forebygg.secrecy import queries as secrecy
from forebygg.secrecy.models import DataKey, Disclosure
from forebygg.situation.models import Counter
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

SECRET = "Ord som bara mottagaren läser"


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _hand(  # noqa: PLR0913 - what a hand-over states
    cast: Cast, row: Concern, to: str, door: str, balancing: str = "Behövs för stödet.", by: Actor | None = None
) -> HandOver:
    by = by or cast.sven
    found = secrecy.get_door(by, door, to)
    to_whom = people.get_receiver(by, to)
    limbs = [limb["code"] for limb in found.limbs]
    return actions.hand_over_concern(make.fresh(row), to=to_whom, door=found, balancing=balancing, limbs=limbs, by=by)


def test_the_receiver_reads_and_the_sender_waits(cast: Cast) -> None:
    """The receiving desk has its own copy under its own key; the sender's stays until it is confirmed."""
    row = make.concern(cast, what=SECRET, who="Sixten")
    handover = _hand(cast, row, "reception-21", "same-board")
    assert handover.copy is not None
    page = queries.open_concern(cast.vera, handover.copy.reference, with_who=True)
    assert (page.what, page.who, page.to_acknowledge) == (SECRET, "Sixten", True)
    assert handover.copy.key != row.key
    assert make.fresh(row).status == "handed-over"
    with pytest.raises(WrongState):
        actions.note_work(make.fresh(row), "mer", by=cast.sven)
    assert RegisterRow.objects.filter(title="handed-over-in").count() == 1
    actions.acknowledge(Concern.objects.get(pk=handover.copy.pk), by=cast.vera)
    assert make.fresh(row).outcome == "handed-on"
    assert Counter.objects.filter(measure="outcome", category="handed-on").exists()
    assert Counter.objects.filter(measure="deviation", category="run-moved").exists()


def test_the_writers_code_goes_along(cast: Cast) -> None:
    """The thread moves with the concern, sealed anew; the old key is asked to die."""
    row = make.concern(cast, kind="question", age_band="unknown")
    actions.write_back(row, "Vi har läst.", by=cast.karin)
    old = make.fresh(row).thread
    assert old is not None
    handover = _hand(cast, row, "reception-under-21", "misfiled", by=cast.karin)
    thread = Concern.objects.get(pk=handover.copy.pk).thread
    assert thread is not None and thread.pk == old.pk and thread.key != old.key
    assert thread.board.code == "sn"
    lines = mailbox.messages_of([thread], thread.board, cast.town.slug)
    assert [line.text for line in lines] == ["Vi har läst."]
    shredding.sweep()
    assert not DataKey.objects.filter(uid=old.key).exists()


def test_the_sender_can_no_longer_be_read_by_the_other_board(cast: Cast) -> None:
    """Each board opens its own row only."""
    row = make.concern(cast, kind="question", age_band="unknown", what=SECRET)
    handover = _hand(cast, row, "reception-under-21", "misfiled", by=cast.karin)
    assert queries.open_concern(cast.sven, handover.copy.reference).what == SECRET
    with pytest.raises(NotFound):
        queries.open_concern(cast.sven, row.reference)
    with pytest.raises(NotFound):
        queries.open_concern(cast.karin, handover.copy.reference)


def test_door_receiver_and_function_stay_and_the_balancing_is_sealed(cast: Cast) -> None:
    """What left is on record; why it was weighed so is sealed with the matter."""
    row = make.concern(cast)
    _hand(cast, row, "police", "under-21-crime", "Konkreta uppgifter om i helgen.")
    kept = Disclosure.objects.get()
    assert (kept.door, kept.receiver, kept.function) == ("under-21-crime", "police", "Mottagningen barn och unga")
    assert "helgen" not in str(Event.objects.filter(code="secrecy.disclosed").values())
    assert b"helgen" not in bytes(kept.balancing.body)


def test_outside_receivers_get_nothing_from_here(cast: Cast) -> None:
    """Read out or printed; the sender goes on and writes down function and time."""
    row = make.concern(cast)
    handover = _hand(cast, row, "police", "under-21-crime")
    assert handover.copy is None and make.fresh(row).is_open
    with pytest.raises(WrongState):
        actions.confirm_outside(handover.uid, make.fresh(row), function=" ", at=MOMENT, by=cast.sven)
    actions.confirm_outside(handover.uid, make.fresh(row), function="Vakthavande befäl", at=MOMENT, by=cast.sven)
    assert HandOver.objects.get().acknowledged_by == "Vakthavande befäl"


def test_refusals(cast: Cast) -> None:
    """No balancing, no door that leads there, to oneself, by another desk, to another municipality's receiver."""
    row = make.concern(cast)
    with pytest.raises(WrongState, match="vägt"):
        _hand(cast, row, "reception-21", "same-board", "  ")
    with pytest.raises(NotFound):
        _hand(cast, row, "reception-21", "under-21-crime")
    with pytest.raises(WrongState, match="redan hos"):
        _hand(cast, row, "reception-under-21", "same-board")
    door = secrecy.get_door(cast.sven, "same-board", "relatives")
    to = people.get_receiver(cast.sven, "relatives")
    with pytest.raises(NotAllowed):
        actions.hand_over_concern(make.fresh(row), to=to, door=door, balancing="x", by=cast.vera)
    other = make.town("grannby")
    foreign = Receiver.objects.get(municipality=other.town, code="relatives")
    with pytest.raises(NotAllowed):
        actions.hand_over_concern(make.fresh(row), to=foreign, door=door, balancing="x", by=cast.sven)


def test_a_door_within_the_board_leads_no_further(cast: Cast) -> None:
    """ "Within the same board" is not offered to the coordinator, who sits at another board, and is no way out of it;
    a door that was fetched for one receiver opens to no other."""
    row = make.concern(cast, kind="consultation", age_band="unknown")
    offered = {door.code for door in secrecy.list_doors(cast.karin, "reception-under-21")}
    assert "misfiled" in offered and "same-board" not in offered
    within = secrecy.get_door(cast.sven, "same-board", "reception-21")
    police = secrecy.get_door(cast.sven, "terror-risk", "police")
    to = people.get_receiver(cast.karin, "reception-under-21")
    for door in (within, police):
        with pytest.raises(NotFound):
            actions.hand_over_concern(make.fresh(row), to=to, door=door, balancing="x", by=cast.karin)
    assert not HandOver.objects.exists() and not Disclosure.objects.exists()


def test_taking_over(cast: Cast) -> None:
    """The document or the pen first, then "Införd hos oss"; only that starts the clock of thirty days."""
    steps = ("no", "under-18", "no", "no", "done", "done", "done", "done", "take-over", "no")
    row = make.walk(cast, make.concern(cast, what=SECRET), *steps)
    with pytest.raises(WrongState, match="handlingen"):
        make.walk(cast, row, "done")
    page = queries.open_concern(cast.sven, row.reference, with_who=True)
    pdf = documents.render(handovers.TEMPLATE, handovers.content(page, queries.open_balancings(cast.sven, row)))
    actions.note_document(make.fresh(row), by=cast.sven)
    assert pdf.startswith(b"%PDF-1.") and SECRET.encode() not in pdf
    row = make.walk(cast, row, "done")
    assert row.entered_at is None  # the answer to the writer is still open
    for duty in ("answer", "offer-relatives"):
        row = actions.meet_duty(make.fresh(row), duty=duty, by=cast.sven)
    assert (row.outcome, row.entered_at) == ("taken-over", row.ended_at)
    with clock.fixed(calendar.add_days(MOMENT, 29)):
        assert records.run_disposal() == 0
    with clock.fixed(calendar.add_days(MOMENT, 31)):
        assert records.run_disposal() == 1


def test_by_page(cast: Cast) -> None:
    """Choose a receiver, see the doors that lead there, weigh, hand on; the receiver acknowledges by page."""
    row = make.concern(cast)
    sven = _desk(cast, "sven")
    base = f"/vaxjo/arbete/oro/{row.reference}/"
    assert "Polisen" in sven.get(base + "vidare").content.decode()
    page = sven.get(base + "vidare?to=relatives").content.decode()
    assert "Inom samma nämnd" in page and "vad är bäst för barnet" in page
    data = {"to": "relatives", "version": "0", "door": "same-board", "gives": "part", "part": "", "balancing": ""}
    lacking = sven.post(base + "vidare", data)
    assert lacking.status_code == 422 and "hur ni har vägt" in lacking.content.decode()
    assert "Skriv det som mottagaren behöver" in lacking.content.decode()
    data |= {"gives": "whole"}
    through = sven.post(base + "vidare", data | {"door": "consent", "balancing": "Hon vill."})
    assert through.status_code == 422 and "bara det som den berörda har sagt ja till" in through.content.decode()
    assert sven.post(base + "vidare", data | {"balancing": "Anhöriga behöver stöd."}).status_code == 302
    copy = Concern.objects.get(desk__code="relatives")
    anders = _desk(cast, "anders")
    shown = anders.get(f"/vaxjo/arbete/oro/{copy.reference}/").content.decode()
    assert "Kvittera" in shown
    version = re.search(r'name="version" value="(\d+)"', shown)
    assert version
    anders.post(f"/vaxjo/arbete/oro/{copy.reference}/kvittera", {"version": version.group(1)})
    assert make.fresh(row).outcome == "handed-on"


def test_the_document_by_page(cast: Cast) -> None:
    """A PDF to take along, or a line that it was copied by hand."""
    row = make.concern(cast)
    sven = _desk(cast, "sven")
    made = sven.post(f"/vaxjo/arbete/oro/{row.reference}/handling", {"version": "0"})
    assert made.headers["Content-Type"] == "application/pdf" and made.content.startswith(b"%PDF")
    assert make.fresh(row).document_at is not None


def _desk(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user(name))
    page = client.get("/vaxjo/arbete/uppdrag").content.decode() if name == "anders" else ""
    if found := re.search(r'name="assignment" value="([^"]+)"', page):
        client.post("/vaxjo/arbete/uppdrag", {"assignment": found.group(1)})
    else:
        client.get("/vaxjo/arbete/uppdrag")
    return client
