"""Roles take two persons: one proposes, another approves; ending takes one, and stops the same minute."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from django.test import Client

from forebygg.demo import loading
from forebygg.kit import clock
from forebygg.people.models import Assignment, User
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

PAGE = "/vaxjo/arbete/personal/"


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _in(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user(name))
    client.get(f"/{cast.town.slug}/arbete/uppdrag")
    return client


def _propose(client: Client, cast: Cast, name: str, **more: str) -> int:
    data = {"do": "propose", "person": str(cast.user(name).uid), "role": "coordinator", "place": "desk:coordinator"}
    return client.post(PAGE, data | {"rank": "deputy"} | more).status_code


def test_a_deputy_in_two_steps(cast: Cast) -> None:
    """IT proposes, the security manager approves; the proposer cannot, nor the one it concerns."""
    isak, sara = _in(cast, "isak"), _in(cast, "sara")
    assert _propose(isak, cast, "olga") == 302
    row = Assignment.objects.get(user=cast.user("olga"), role="coordinator")
    assert row.approved_by is None and "Någon annan godkänner" in isak.get(PAGE).content.decode()
    assert isak.post(f"{PAGE}{row.uid}/", {"do": "approve"}).status_code == 404
    assert sara.post(f"{PAGE}{row.uid}/", {"do": "approve"}).status_code == 302
    olga = Client()
    olga.force_login(cast.user("olga"))
    assert "Samordnaren" in olga.get("/vaxjo/arbete/uppdrag").content.decode()
    assert sara.post(f"{PAGE}{row.uid}/", {"do": "end"}).status_code == 302
    assert "/arbete/" in olga.get("/vaxjo/arbete/uppdrag").headers.get("Location", "")


def test_nobody_for_themselves_and_not_everybody(cast: Cast) -> None:
    """The one who proposes is not in the list; a reception has no such page; a head proposes too."""
    isak = _in(cast, "isak")
    assert _propose(isak, cast, "isak") == 422
    assert _in(cast, "sven").get(PAGE).status_code == 404
    hanna = _in(cast, "hanna")
    assert _propose(hanna, cast, "vera", role="reception", place="desk:reception-under-21") == 302
    assert _propose(hanna, cast, "vera", role="coordinator", place="desk:coordinator") == 422  # her own unit only


def _add(client: Client, name: str) -> str:
    page = client.post(PAGE, {"do": "add", "name": name.title(), "email": f"{name}@vaxjo.example"}).content.decode()
    found = re.search(r'<strong class="num">([^<]+)</strong>', page)
    assert found
    return html.unescape(found.group(1))


def _sign_in(name: str, password: str) -> tuple[Client, int]:
    client = Client()
    sent = client.post("/vaxjo/arbete/logga-in", {"email": f"{name}@vaxjo.example", "password": password})
    return client, sent.status_code


def test_a_new_person_gets_a_first_password_once(cast: Cast) -> None:
    """Shown on one page; it opens only the page where one's own is chosen; a known address is refused."""
    isak = _in(cast, "isak")
    password = _add(isak, "nora")
    assert password not in isak.get(PAGE).content.decode()
    nora, status = _sign_in("nora", password)
    assert status == 302
    for address in ("", "uppdrag", "personal/"):
        assert nora.get(f"/vaxjo/arbete/{address}").headers["Location"].endswith("/losenord")
    own = "/vaxjo/arbete/losenord"
    for weak in ("", "kort", "nora@vaxjo.example", "password1234", password):
        assert nora.post(own, {"new": weak}).status_code == 422
    assert nora.post(own, {"new": "fyra ord som bara jag kan"}).status_code == 302
    assert "Du har inget uppdrag just nu" in nora.get("/vaxjo/arbete/", follow=True).content.decode()
    assert _sign_in("nora", password)[1] == 422
    again = isak.post(PAGE, {"do": "add", "name": "Nora", "email": "NORA@vaxjo.example"})
    assert again.status_code == 409 and "Adressen finns redan" in again.content.decode()
    assert isak.post(PAGE, {"do": "add", "name": "", "email": "nora"}).status_code == 422


def test_a_first_password_dies_within_a_day(cast: Cast) -> None:
    """Whoever added the person gives a new one; of somebody who has chosen their own nobody can."""
    isak = _in(cast, "isak")
    password = _add(isak, "nora")
    with clock.fixed(MOMENT + timedelta(days=1, minutes=1)):
        assert _sign_in("nora", password)[1] == 422
    with clock.fixed(MOMENT + timedelta(hours=23)):
        assert _sign_in("nora", password)[1] == 302
    newer = _add(isak, "nora")
    assert newer != password and _sign_in("nora", newer)[1] == 302 and _sign_in("nora", password)[1] == 422


def test_one_changes_ones_own_password_with_the_old_one(cast: Cast) -> None:
    """The session goes on, every other one ends."""
    here, there = _in(cast, "sven"), _in(cast, "sven")
    own = "/vaxjo/arbete/losenord"
    assert here.post(own, {"old": "fel", "new": "fyra ord som bara jag kan"}).status_code == 422
    assert here.post(own, {"old": loading.PASSWORD, "new": "fyra ord som bara jag kan"}).status_code == 302
    assert here.get("/vaxjo/arbete/oro/").status_code == 200
    assert "logga-in" in there.get("/vaxjo/arbete/oro/").headers["Location"]


def test_nobody_reads_through_an_invented_colleague(cast: Cast) -> None:
    """Of somebody whom the proposer also added, the second person says that they have talked to the person."""
    isak, sara = _in(cast, "isak"), _in(cast, "sara")
    password = _add(isak, "nora")
    assert _propose(isak, cast, "nora") == 302
    row = Assignment.objects.get(user=cast.user("nora"))
    shown = sara.get(PAGE).content.decode()
    assert "Föreslaget av" in shown and "Jag har själv talat med personen" in shown
    refused = sara.post(f"{PAGE}{row.uid}/", {"do": "approve"})
    assert refused.status_code == 409 and "talat med personen" in refused.content.decode()
    assert sara.post(f"{PAGE}{row.uid}/", {"do": "approve", "knows_person": "on"}).status_code == 302
    nora, _status = _sign_in("nora", password)  # approved, but somebody else knows this password still
    for address in ("", "oro/", "uppdrag"):
        assert nora.get(f"/vaxjo/arbete/{address}").headers["Location"].endswith("/losenord")


def test_what_has_ended_is_proposed_anew(cast: Cast) -> None:
    """Neither a founded role nor an approved one comes back by one person's approval; a proposal can be turned down."""
    isak, sara = _in(cast, "isak"), _in(cast, "sara")
    founded = Assignment.objects.get(user=cast.user("sven"))
    assert isak.post(f"{PAGE}{founded.uid}/", {"do": "end"}).status_code == 302
    assert sara.post(f"{PAGE}{founded.uid}/", {"do": "approve"}).status_code == 404
    assert _propose(isak, cast, "olga") == 302
    row = Assignment.objects.get(user=cast.user("olga"), role="coordinator")
    assert sara.post(f"{PAGE}{row.uid}/", {"do": "end"}).status_code == 302
    assert sara.post(f"{PAGE}{row.uid}/", {"do": "approve"}).status_code == 409
    assert Assignment.objects.get(pk=row.pk).approved_by is None


def test_another_town_is_not_there(cast: Cast) -> None:
    """Neither its people nor its assignments."""
    other = make.town("grannby")
    isak = _in(cast, "isak")
    theirs = Assignment.objects.filter(municipality=other.town).first()
    assert theirs is not None and isak.post(f"{PAGE}{theirs.uid}/", {"do": "end"}).status_code == 404
    stranger = User.objects.get(email="olga@grannby.example")
    data = {"do": "propose", "person": str(stranger.uid), "role": "it", "place": "unit:kommunledning", "rank": "member"}
    assert isak.post(PAGE, data).status_code == 422
