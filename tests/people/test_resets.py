"""Key, app and codes are gone: it takes two others, and one of them has talked to the person."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from forebygg.demo import loading
from forebygg.kit import clock
from forebygg.kit.errors import NotAllowed, WrongState
from forebygg.people import actions
from forebygg.people.models import SignInReset
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

PAGE = "/vaxjo/arbete/personal/borja-om"


@pytest.fixture
def cast() -> Cast:
    make.ship()
    found = make.town()
    Authenticator.objects.create(user=found.user("sven"), type="totp", data={"secret": "x"})
    return found


def _in(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user(name))
    client.get("/vaxjo/arbete/uppdrag")
    return client


def test_by_page_in_two_steps(cast: Cast) -> None:
    """Proposed, answered by somebody who has talked to the person; the old ways in are gone, the session too."""
    sven, isak, sara = _in(cast, "sven"), _in(cast, "isak"), _in(cast, "sara")
    assert isak.post(PAGE, {"do": "propose", "person": str(cast.user("sven").uid)}).status_code == 302
    row = SignInReset.objects.get()
    answer = {"do": "approve", "reset": str(row.uid)}
    assert isak.post(PAGE, answer | {"knows_person": "on"}).status_code == 404
    assert sara.post(PAGE, answer).status_code == 409
    assert Authenticator.objects.filter(user=cast.user("sven")).exists()
    page = sara.post(PAGE, answer | {"knows_person": "on"}).content.decode()
    found = re.search(r'<strong class="num">([^<]+)</strong>', page)
    assert found and "Sven Exempel" in page
    assert not Authenticator.objects.filter(user=cast.user("sven")).exists() and not SignInReset.objects.exists()
    assert "logga-in" in sven.get("/vaxjo/arbete/oro/").headers["Location"]
    anew = Client()
    given = {"email": "sven@vaxjo.example", "password": html.unescape(found.group(1))}
    assert anew.post("/vaxjo/arbete/logga-in", given).status_code == 302
    assert anew.get("/vaxjo/arbete/oro/").headers["Location"].endswith("/losenord")
    old = {"email": "sven@vaxjo.example", "password": loading.PASSWORD}
    assert Client().post("/vaxjo/arbete/logga-in", old).status_code == 422


def test_a_no_changes_nothing(cast: Cast) -> None:
    """Neither the key nor the password."""
    actions.propose_reset(cast.user("sven"), by=cast._in("isak"))
    sara = _in(cast, "sara")
    assert sara.post(PAGE, {"do": "refuse", "reset": str(SignInReset.objects.get().uid)}).status_code == 302
    assert not SignInReset.objects.exists() and Authenticator.objects.filter(user=cast.user("sven")).exists()
    assert cast.user("sven").check_password(loading.PASSWORD)


def test_nobody_alone_nobody_for_themselves_nobody_late(cast: Cast) -> None:
    """Nor from another municipality, nor without the right."""
    isak, sara = cast._in("isak"), cast.sara
    with pytest.raises(NotAllowed):
        actions.propose_reset(cast.user("isak"), by=isak)
    with pytest.raises(NotAllowed):
        actions.propose_reset(cast.user("sven"), by=cast.vera)
    other = make.town("grannby")
    with pytest.raises(NotAllowed):
        actions.propose_reset(other.user("sven"), by=isak)
    row = actions.propose_reset(cast.user("sara"), by=isak)
    with pytest.raises(NotAllowed):
        actions.approve_reset(row, knows_person=True, by=sara)
    row = actions.propose_reset(cast.user("sven"), by=isak)
    with pytest.raises(NotAllowed):
        actions.approve_reset(row, knows_person=True, by=other.sara)
    with clock.fixed(MOMENT + timedelta(days=1, minutes=1)), pytest.raises(WrongState, match="för gammalt"):
        actions.approve_reset(row, knows_person=True, by=sara)
    foreign = _in(other, "sara") if other.town.slug == "vaxjo" else Client()
    assert foreign.get(PAGE).status_code in (302, 404)


def test_two_answers_at_once(cast: Cast) -> None:
    """The second gets a sentence; a newer proposal is not answered by a page that shows the older."""
    row = actions.propose_reset(cast.user("sven"), by=cast._in("isak"))
    newer = actions.propose_reset(cast.user("sven"), by=cast._in("isak"))
    with pytest.raises(WrongState, match="redan svarat"):
        actions.approve_reset(row, knows_person=True, by=cast.sara)
    actions.approve_reset(newer, knows_person=True, by=cast.sara)
    with pytest.raises(WrongState, match="redan svarat"):
        actions.refuse_reset(newer, by=cast.sara)
