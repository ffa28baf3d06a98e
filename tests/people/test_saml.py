"""Signing in by the municipality's own provider, where it speaks SAML."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django import Settings

from forebygg.kit import mode
from forebygg.people import queries
from forebygg.people.models import User
from tests.cast import Cast
from tests.fakes.fake_identity_provider import FakeIdentityProvider
from tests.people.signing_on import HERE, cast, provider, sent_away, settled_group

__all__ = ["cast", "provider"]  # fixtures of these tests


@pytest.fixture
def saml(cast: Cast, settings: Settings, provider: FakeIdentityProvider) -> FakeIdentityProvider:
    settings.FOREBYGG_PROVIDERS = {"vaxjo": provider.saml(addresses_are_checked=True, strong=["urn:mfa"])}
    provider.moment = datetime.now(UTC)
    settled_group(cast, "Alla i skolan", "staff")
    return provider


def _come_by_saml(provider: FakeIdentityProvider, *, tamper: bool = False) -> tuple[Client, Any]:
    client = Client(HTTP_HOST="forebygg.example")
    away = client.post(HERE + "in/saml/vaxjo/")
    address, answer = provider.saml_answer(sent_away(away, provider.address + "/sso?")["SAMLRequest"], tamper=tamper)
    first = client.post(urlsplit(address).path, {"SAMLResponse": answer})
    assert first.status_code == 302
    return client, client.get(first.headers["Location"], follow=True)


def test_saml_there_and_back(saml: FakeIdentityProvider) -> None:
    """The same people, the same groups, another protocol."""
    client, answer = _come_by_saml(saml)
    assert answer.status_code == 200 and client.get(HERE).status_code == 200
    user = User.objects.get(email="nina@vaxjo.example")
    assert (user.name, queries.assignments_of(user)[0].role) == ("Nina Ny", "staff")
    assert SocialAccount.objects.get(user=user).extra_data == {}
    metadata = client.get(HERE + "in/saml/vaxjo/uppgifter")
    assert metadata.status_code == 200 and b"EntityDescriptor" in metadata.content


def test_saml_with_a_second_step(saml: FakeIdentityProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    """The provider's word for it is the context of the sign-in."""
    monkeypatch.setattr(mode, "is_demo", lambda: False)
    client, _ = _come_by_saml(saml)
    assert client.get(HERE).status_code == 302
    saml.person["acr"] = "urn:mfa"
    client, _ = _come_by_saml(saml)
    assert client.get(HERE).status_code == 200


def test_saml_that_was_changed_on_the_way(saml: FakeIdentityProvider) -> None:
    """A changed word, an answer to nobody's question, an answer of another time: nobody is signed in."""
    client, answer = _come_by_saml(saml, tamper=True)
    assert "Du kom inte in" in answer.content.decode() and client.get(HERE).status_code == 302
    saml.moment = datetime(2020, 1, 1, tzinfo=UTC)
    client, answer = _come_by_saml(saml)
    assert "Du kom inte in" in answer.content.decode() and client.get(HERE).status_code == 302
    saml.moment = datetime.now(UTC)
    one, two = Client(HTTP_HOST="forebygg.example"), Client(HTTP_HOST="forebygg.example")
    away = one.post(HERE + "in/saml/vaxjo/")
    address, packed = saml.saml_answer(sent_away(away, saml.address + "/sso?")["SAMLRequest"])
    first = two.post(urlsplit(address).path, {"SAMLResponse": packed})
    there = first.headers["Location"]
    page = two.get(there)
    assert "refresh" in page.content.decode()
    found = re.search(r'href="([^"]*_redir[^"]*)"', page.content.decode())
    assert found
    last = two.get(html.unescape(found.group(1)))
    assert two.get(HERE).status_code == 302 and last.status_code != 500
