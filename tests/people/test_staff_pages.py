"""Roles take two persons: one proposes, another approves; ending takes one, and stops the same minute."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from forebygg.people.models import Assignment, User
from tests import make
from tests.cast import Cast

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


def test_a_new_person_gets_a_first_password_once(cast: Cast) -> None:
    """Shown on one page; without an approved role they may do nothing; a known address is refused with a sentence."""
    isak = _in(cast, "isak")
    page = isak.post(PAGE, {"do": "add", "name": "Nora Exempel", "email": "nora@vaxjo.example"}).content.decode()
    password = re.search(r'<strong class="num">([^<]+)</strong>', page)
    assert password and password.group(1) not in isak.get(PAGE).content.decode()
    nora = Client()
    sent = nora.post("/vaxjo/arbete/logga-in", {"email": "nora@vaxjo.example", "password": password.group(1)})
    assert sent.status_code == 302
    assert "Du har inget uppdrag just nu" in nora.get("/vaxjo/arbete/", follow=True).content.decode()
    again = isak.post(PAGE, {"do": "add", "name": "Nora", "email": "NORA@vaxjo.example"})
    assert again.status_code == 409 and "Adressen finns redan" in again.content.decode()
    assert isak.post(PAGE, {"do": "add", "name": "", "email": "nora"}).status_code == 422


def test_another_town_is_not_there(cast: Cast) -> None:
    """Neither its people nor its assignments."""
    other = make.town("grannby")
    isak = _in(cast, "isak")
    theirs = Assignment.objects.filter(municipality=other.town).first()
    assert theirs is not None and isak.post(f"{PAGE}{theirs.uid}/", {"do": "end"}).status_code == 404
    stranger = User.objects.get(email="olga@grannby.example")
    data = {"do": "propose", "person": str(stranger.uid), "role": "it", "place": "unit:kommunledning", "rank": "member"}
    assert isak.post(PAGE, data).status_code == 422
