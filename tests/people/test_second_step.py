"""The second step: an app's codes, recovery codes, passkeys; asked of everyone where real people are met."""

from __future__ import annotations

import re
import time
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from forebygg.audit.models import Event
from forebygg.demo import loading
from forebygg.kit import mode
from forebygg.people.second_step import AccountAdapter
from tests import make
from tests.cast import Cast

BASE = "/vaxjo/arbete/"
STEP = BASE + "andra-steget/"


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _first(name: str = "sven", town: str = "vaxjo") -> Client:
    client = Client()
    given = {"email": f"{name}@{town}.example", "password": loading.PASSWORD}
    assert client.post(f"/{town}/arbete/logga-in", given).status_code == 302
    return client


def _code(secret: str, ahead: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead)))


def add_app(client: Client) -> str:
    """Add an app as a person would; return its secret."""
    asked = client.get(STEP + "app", follow=True)
    if "lösenord innan" in asked.content.decode():
        asked = client.post(asked.request["PATH_INFO"] + "?" + asked.request["QUERY_STRING"], _password(), follow=True)
    found = re.search(r'<strong class="num">([A-Z2-7]+)</strong>', asked.content.decode())
    assert found, asked.content.decode()[-3000:]
    done = client.post(STEP + "app", {"code": _code(found.group(1))}, follow=True)
    assert "Reservkoder" in done.content.decode()
    return found.group(1)


def _password() -> dict[str, str]:
    return {"password": loading.PASSWORD}


def test_an_app_is_asked_for_from_then_on(cast: Cast) -> None:
    """Without its code nobody is signed in; with it the assignment opens; the same code is not taken twice."""
    secret = add_app(_first())
    kept = str(Authenticator.objects.get(type="totp").data)
    assert secret not in kept  # sealed: a copy of the database makes no codes
    again = _first()
    assert again.get(BASE + "oro/").status_code == 302
    assert "Andra steget" in again.get(STEP + "kod").content.decode()
    assert again.post(STEP + "kod", {"code": "000000"}).status_code == 200
    assert again.get(BASE + "oro/").status_code == 302
    right = _code(secret, 1)  # the code of now was used when the app was added
    assert again.post(STEP + "kod", {"code": right}).headers["Location"].endswith("/uppdrag")
    again.get(BASE + "uppdrag")
    assert again.get(BASE + "oro/").status_code == 200
    third = _first()
    assert third.post(STEP + "kod", {"code": right}).status_code == 200


def test_a_recovery_code_once(cast: Cast) -> None:
    """When the app is lost; the second time it is worth nothing."""
    client = _first()
    add_app(client)
    made = client.post(STEP + "reservkoder/nya", follow=True).content.decode()
    codes = re.findall(r"<li>([0-9a-f]{8})</li>", made)
    assert len(codes) == 10
    assert "redan visats" in client.get(STEP + "reservkoder").content.decode()
    lost = _first()
    assert lost.post(STEP + "kod", {"code": codes[0]}).status_code == 302
    lost = _first()
    assert lost.post(STEP + "kod", {"code": codes[0]}).status_code == 200


def test_where_real_people_are_met_everyone_adds_one_first(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password alone opens the page where the second step is added, and nothing else."""
    monkeypatch.setattr(mode, "is_demo", lambda: False)
    client = _first()
    for address in ("", "uppdrag", "oro/", "personal/", "kort/"):
        if (answer := client.get(BASE + address)).status_code != 404:
            assert answer.headers["Location"] == STEP, address
    assert "Du har inget andra steg än" in client.get(STEP).content.decode()
    add_app(client)
    client.get(BASE + "uppdrag")
    assert client.get(BASE + "oro/").status_code == 200


def test_it_is_logged_without_the_secret(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    """Signed in, added, codes made: events of the person's municipality."""
    with django_capture_on_commit_callbacks(execute=True):
        secret = add_app(_first())
    codes = set(Event.objects.filter(about=str(cast.user("sven").uid)).values_list("code", flat=True))
    assert {"people.signed_in", "people.second_step_added"} <= codes
    assert secret not in str(list(Event.objects.values()))


def test_half_signed_in_is_not_signed_in(cast: Cast) -> None:
    """Between the steps every address leads to sign-in, and it is not logged as a sign-in."""
    add_app(_first())
    before = Event.objects.filter(code="people.signed_in").count()
    half = _first()
    for address in ("", "uppdrag", "losenord", "andra-steget/", "andra-steget/app/bort"):
        assert "logga-in" in half.get(BASE + address).headers["Location"], address
    assert Event.objects.filter(code="people.signed_in").count() == before


def test_a_key_says_who_not_where(cast: Cast) -> None:
    """In another municipality, or after the person has left, it opens nothing, and the try is logged."""
    other, adapter, sven = make.town("grannby"), AccountAdapter(), cast.user("sven")
    assert adapter.pre_login(SimpleNamespace(town=cast.town), sven) is None
    refused = adapter.pre_login(SimpleNamespace(town=other.town), sven)
    assert refused is not None and refused.headers["Location"].endswith("/logga-in")
    sven.is_active = False
    assert adapter.pre_login(SimpleNamespace(town=cast.town), sven) is not None
    assert Event.objects.filter(code="people.sign_in_failed", municipality="vaxjo").count() == 2
