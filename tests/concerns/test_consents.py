"""A yes: to just that, to just that receiver, until a day; taken back it stops what is on its way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from forebygg.audit.models import Event
from forebygg.concerns import actions, queries
from forebygg.concerns.models import Concern, HandOver
from forebygg.kit import clock
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotAllowed, NotFound, WrongState
from forebygg.notices.models import Notice
from forebygg.people import queries as people
from forebygg.secrecy import queries as secrecy
from forebygg.secrecy.models import Consent, Disclosure
from tests import make
from tests.cast import Cast

PART = "Hon vill ha stöd som anhörig. Ring henne."
SAID = "Stödet får veta att jag har skrivit"


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _yes(cast: Cast, row: Concern, to: str = "relatives", *, days: int = 30, by: Actor | None = None) -> Consent:
    by = by or cast.sven
    until = clock.today() + timedelta(days=days)
    receiver = people.get_receiver(by, to)
    return actions.record_consent(make.fresh(row), giver="self", to=receiver, about=SAID, until=until, by=by)


def _give(cast: Cast, row: Concern, to: str = "relatives", *, by: Actor | None = None) -> HandOver:
    by = by or cast.sven
    door, receiver = secrecy.get_door(by, "consent", to), people.get_receiver(by, to)
    given = {"door": door, "balancing": "Hon har sagt ja.", "gives": actions.Gives(PART)}
    row = make.fresh(row)
    return actions.hand_over_concern(row, to=receiver, **given, by=by)  # type: ignore[arg-type]


def test_the_door_opens_by_a_yes_in_force_only(cast: Cast) -> None:
    """None, to another, past its day, taken back: shut. With one it opens, and the disclosure says which."""
    row = make.concern(cast)
    with pytest.raises(WrongState, match="inget samtycke"):
        _give(cast, row)
    _yes(cast, row, "leaving")
    with pytest.raises(WrongState, match="inget samtycke"):
        _give(cast, row)
    old = _yes(cast, row, days=1)
    Consent.objects.filter(pk=old.pk).update(until=clock.today() - timedelta(days=1))
    with pytest.raises(WrongState, match="inget samtycke"):
        _give(cast, row)
    gone = _yes(cast, row)
    actions.withdraw_consent(make.fresh(row), gone.uid, by=cast.sven)
    with pytest.raises(WrongState, match="inget samtycke"):
        _give(cast, row)
    yes = _yes(cast, row)
    handover = _give(cast, row)
    assert handover.copy is not None
    assert set(Disclosure.objects.values_list("consent", "circle")) == {
        (yes.uid, row.circle_id),
        (yes.uid, handover.copy.circle_id),
    }


def test_what_is_written_down_is_bounded(cast: Cast) -> None:
    """Not yesterday, not for years, not without words, not by whoever cannot read; sealed; logged without words."""
    row = make.concern(cast)
    for days in (-1, 200):
        with pytest.raises(WrongState, match="Välj en dag"):
            _yes(cast, row, days=days)
    for by in (cast.vera, cast.isak, cast.karin):
        with pytest.raises(NotAllowed):
            _yes(cast, row, by=by)
    yes = _yes(cast, row)
    with pytest.raises(NotAllowed):
        actions.withdraw_consent(make.fresh(row), yes.uid, by=cast.vera)
    kept = Consent.objects.get()
    assert SAID.encode() not in bytes(kept.about.body if kept.about else b"")
    assert secrecy.open_about(cast.sven, [kept], row.board.uid) == {kept.pk: SAID}
    event = Event.objects.get(code="secrecy.consent_given")
    assert event.detail == {"receiver": "relatives", "giver": "self"}


def test_taken_back_it_stops_what_nobody_has_confirmed(cast: Cast) -> None:
    """The receiver opens it no more and can confirm nothing; the sender goes on; the disclosure stays, marked."""
    row = make.concern(cast)
    yes = _yes(cast, row)
    copy = _give(cast, row).copy
    assert copy is not None and make.fresh(row).status == "handed-over"
    assert queries.open_concern(cast.anders, copy.reference).what == PART
    actions.withdraw_consent(make.fresh(row), yes.uid, by=cast.sven)
    with pytest.raises(NotFound):
        queries.open_concern(cast.anders, copy.reference)
    with pytest.raises((WrongState, NotAllowed)):
        actions.acknowledge(make.fresh(copy), by=cast.anders)
    assert make.fresh(row).status == "read" and not HandOver.objects.exists()
    assert Disclosure.objects.filter(withdrawn_at__isnull=False).count() == 2
    with pytest.raises(WrongState, match="redan"):
        actions.withdraw_consent(make.fresh(row), yes.uid, by=cast.sven)
    assert Notice.objects.filter(template="concerns/consent-withdrawn").exists()


def test_taken_back_after_the_receipt_it_tells_the_receiver(cast: Cast) -> None:
    """Where the sender goes on too: what has left has left, the receiver is told and sees it on the page."""
    row = make.concern(cast, kind="relative", age_band="unknown")
    gate = ("no", "under-18", "no", "no", "done", "done", "yes", "done", "done")
    row = make.walk(cast, row, *gate, by=cast.anders)
    yes = _yes(cast, row, "reception-under-21", by=cast.anders)
    copy = _give(cast, row, "reception-under-21", by=cast.anders).copy
    assert copy is not None
    actions.acknowledge(make.fresh(copy), by=cast.sven)
    client = Client()
    client.force_login(cast.user("sven"))
    page = f"/vaxjo/arbete/oro/{copy.reference}/"
    assert "är återkallat" not in client.get(page).content.decode()
    actions.withdraw_consent(make.fresh(row), yes.uid, by=cast.anders)
    assert "är återkallat" in client.get(page).content.decode()
    assert make.fresh(copy).is_open and HandOver.objects.get().acknowledged_at is not None
    assert "sven@vaxjo.example" in {notice.address for notice in Notice.objects.filter(template__contains="consent")}


def test_by_page(cast: Cast) -> None:
    """Written in, shown with what has left, taken back; what is missing is said and nothing typed is lost."""
    row = make.concern(cast)
    client = Client()
    client.force_login(cast.user("sven"))
    page = f"/vaxjo/arbete/oro/{row.reference}/samtycke"
    given = {"do": "record", "version": make.fresh(row).version, "receiver": "relatives", "until": "2026-12-01"}
    wrong = client.post(page, given | {"about": SAID})
    assert wrong.status_code == 422 and "Välj vem som har sagt ja" in wrong.content.decode()
    assert SAID in wrong.content.decode()
    late = client.post(page, given | {"about": SAID, "giver": "self", "until": "2030-01-01"})
    assert late.status_code == 409 and "Välj en dag" in late.content.decode() and SAID in late.content.decode()
    assert client.post(page, given | {"about": SAID, "giver": "both"}).status_code == 302
    _give(cast, row)
    assert "Lämnat:" in client.get(page).content.decode()
    yes = Consent.objects.get()
    other = make.concern(cast)
    page = f"/vaxjo/arbete/oro/{other.reference}/samtycke"
    _yes(cast, other)
    assert SAID in client.get(page).content.decode()
    assert Event.objects.filter(kind="reading", about=other.uid).exists()
    posted = {"do": "withdraw", "version": make.fresh(other).version, "consent": Consent.objects.last().uid}
    assert client.post(page, posted).status_code == 302
    assert "Återkallat" in client.get(page).content.decode()
    assert client.post(page, posted | {"consent": yes.uid}).status_code == 409  # another matter's
