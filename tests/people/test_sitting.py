"""A session at the desk ends by itself: when nobody has touched it for a while, and when it has lasted too long."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client

from forebygg.audit.models import Event
from forebygg.demo import loading
from forebygg.facts.models import Fact
from forebygg.kit import clock
from forebygg.kit.errors import NotAllowed
from forebygg.people import actions
from forebygg.people.models import Assignment
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT
from tests.people.test_second_step import add_app

INBOX = "/vaxjo/arbete/oro/"
WORDS = "Två meningar som någon har skrivit. De ska finnas kvar."


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


@pytest.fixture
def sven(cast: Cast) -> Client:
    return make.sign_in(cast, "sven")


def _at(**after: int) -> object:
    return clock.fixed(MOMENT + timedelta(**after))


def _ended() -> list[str]:
    return [event.detail["why"] for event in Event.objects.filter(code="people.session_ended").order_by("id")]


def test_left_alone_it_ends(cast: Cast, sven: Client) -> None:
    """A minute before the half hour one is here; after it everything asks for sign-in, once and logged."""
    with _at(minutes=29):
        assert sven.get(INBOX).status_code == 200
    with _at(minutes=58):
        assert sven.get(INBOX).status_code == 200
    assert _ended() == []
    with _at(minutes=89):
        assert "logga-in" in sven.get(INBOX).headers["Location"]
        assert "logga-in" in sven.get(INBOX).headers["Location"]
    assert _ended() == ["idle"]
    assert Event.objects.get(code="people.session_ended").about == str(cast.user("sven").uid)


def test_the_municipality_says_how_long(sven: Client) -> None:
    """Both times are facts."""
    Fact.objects.filter(code="desk-idle-minutes").update(value=5)
    make.forget()
    with _at(minutes=6):
        assert sven.get(INBOX).status_code == 302


def test_it_ends_however_busy(sven: Client) -> None:
    """Twelve hours after signing in, touched every twenty minutes: being busy does not make it longer."""
    for minutes in range(20, 12 * 60, 20):
        with _at(minutes=minutes):
            assert sven.get(INBOX).status_code == 200, minutes
    with _at(hours=12):
        assert sven.get(INBOX).status_code == 302
    assert _ended() == ["long"]


def test_nothing_typed_is_lost(sven: Client) -> None:
    """What is sent too late is shown again, with a way to sign in beside it; nothing of it was done."""
    with _at(minutes=40):
        answer = sven.post(INBOX + "ny", {"text": WORDS, "kind": "worry"})
    assert answer.status_code == 401
    assert WORDS in answer.content.decode() and "Logga in i en ny flik" in answer.content.decode()


def test_signing_in_begins_anew(cast: Cast, sven: Client) -> None:
    """By password, in the same browser, though the old session was not over yet."""
    before = sven.session["began"]
    with _at(minutes=20):
        sven.post("/vaxjo/arbete/logga-in", {"email": "sven@vaxjo.example", "password": "ova-utan-risk"})
        sven.get("/vaxjo/arbete/uppdrag")
    assert sven.session["began"] == before + 20 * 60
    with _at(minutes=45):
        assert sven.get(INBOX).status_code == 200


def test_a_session_made_before_this_is_not_thrown_out(sven: Client) -> None:
    """An upgrade signs nobody out: without stamps the time counts from now."""
    session = sven.session
    del session["began"], session["touched"]
    session.save()
    assert sven.get(INBOX).status_code == 200


def test_touching_writes_little(sven: Client) -> None:
    """Within a minute nothing is written; the open pages write nothing at all."""
    before = dict(sven.session)
    with _at(seconds=50):
        sven.get(INBOX)
    assert dict(sven.session) == before
    with _at(minutes=10):
        sven.get("/vaxjo/")
    assert dict(sven.session) == before
    with _at(minutes=11):
        sven.get(INBOX)
    assert sven.session["touched"] > before["touched"] and sven.session["began"] == before["began"]


def test_signing_in_gives_a_new_session(cast: Cast) -> None:
    """What lay in the browser before is worth nothing afterwards: long, random, another each time."""
    given = {"email": "sven@vaxjo.example", "password": loading.PASSWORD}
    client, keys = Client(), set()
    for _ in range(2):
        client.post("/vaxjo/arbete/logga-in", given)
        keys.add(client.cookies["arbete"].value)
    assert len(keys) == 2 and all(re.fullmatch("[a-z0-9]{32}", key) for key in keys)
    assert not Session.objects.filter(session_key=min(keys - {client.cookies["arbete"].value})).exists()


def test_signed_out_is_out_for_good(sven: Client) -> None:
    """The session's row is gone, so a copied cookie is worth nothing; the browser is asked to forget."""
    copied = sven.cookies["arbete"].value
    answer = sven.post("/vaxjo/arbete/logga-ut")
    assert answer.headers["Clear-Site-Data"] == '"cache","storage"'
    thief = Client()
    thief.cookies["arbete"] = copied
    assert thief.get(INBOX).status_code == 302


def test_out_everywhere_else(cast: Cast, sven: Client) -> None:
    """One stays where one is; the other machine is out. A new password does the same."""
    page, word = "/vaxjo/arbete/losenord", loading.PASSWORD
    for deed in (
        lambda: sven.post("/vaxjo/arbete/logga-ut/andra"),
        lambda: sven.post(page, {"old": word, "new": "grönsaker vid bryggan"}),
    ):
        other = make.sign_in(cast, "sven")
        assert other.get(INBOX).status_code == 200
        assert deed().status_code == 302
        assert other.get(INBOX).status_code == 302
        assert sven.get(INBOX).status_code == 200


def test_a_new_way_to_sign_in_ends_the_other_sessions(
    cast: Cast, sven: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sat there with a stolen session is out when the second step comes."""
    other = make.sign_in(cast, "sven")
    # In a test nothing is ever committed; in the house it is, before the answer leaves.
    monkeypatch.setattr(transaction, "on_commit", lambda deed, *_, **__: deed())
    add_app(sven)
    assert other.get(INBOX).status_code == 302
    assert sven.get(INBOX).status_code == 200


def test_somebody_is_signed_out_by_another(cast: Cast, sven: Client) -> None:
    """IT, or whoever approves roles, at once and logged; nobody else, and not next door."""
    isak = make.sign_in(cast, "isak")
    row = Assignment.objects.get(user=cast.user("sven"))
    assert isak.post(f"/vaxjo/arbete/personal/{row.uid}/", {"do": "sign-out"}).status_code == 302
    assert sven.get(INBOX).status_code == 302
    assert Event.objects.filter(code="people.sessions_ended", actor=cast.isak.name).count() == 1
    for who in (cast.hanna, cast.karin, cast.sven, make.town("grannby").isak):
        with pytest.raises(NotAllowed):
            actions.end_sessions(cast.user("sven"), by=who)


def test_who_is_no_longer_active_is_out_at_once(cast: Cast, sven: Client) -> None:
    """The session dies with the account; with the role goes everything the role opened."""
    Assignment.objects.filter(user=cast.user("sven")).update(ends=MOMENT.date() - timedelta(days=1))
    assert sven.get(INBOX).status_code == 302
    user = cast.user("sven")
    user.is_active = False
    user.save(update_fields=["is_active"])
    assert "logga-in" in sven.get("/vaxjo/arbete/uppdrag").headers["Location"]
