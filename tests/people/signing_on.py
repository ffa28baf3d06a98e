"""A municipality with a provider of its own, and somebody who comes through it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from forebygg.audit.models import Event
from forebygg.people import actions, queries
from forebygg.people.models import GroupRole, Unit
from tests import make
from tests.cast import Cast
from tests.fakes.fake_identity_provider import FakeIdentityProvider

HERE = "/vaxjo/arbete/"
DOOR = HERE + "in/vaxjo/"
NEW = {"subject": "s-1", "email": "Nina@vaxjo.example", "name": "Nina Ny", "groups": ["Alla i skolan"], "amr": ["pwd"]}


@pytest.fixture(scope="module")
def provider() -> Iterator[FakeIdentityProvider]:
    made = FakeIdentityProvider()
    yield made
    made.stop()


@pytest.fixture
def cast(settings: Settings, provider: FakeIdentityProvider) -> Cast:
    settings.FOREBYGG_PROVIDERS = {"vaxjo": provider.oidc(addresses_are_checked=True, strong=["mfa"])}
    provider.person = dict(NEW)
    make.ship()
    return make.town()


def settled_group(cast: Cast, group: str, role: str, desk: str = "", rank: str = "member") -> GroupRole:
    """Two persons settle what a group means."""
    found = queries.get_desk(cast.isak, desk) if desk else None
    unit = found.unit if found else Unit.objects.get(municipality=cast.town, code="lindskolan")
    row = actions.propose_group(group, role=role, unit=unit, desk=found, rank=rank, by=cast.isak)
    actions.approve_group(row, by=cast.sara)
    return row


def come_in(provider: FakeIdentityProvider, client: Client | None = None, door: str = DOOR) -> tuple[Client, Any]:
    """Walk there and back as a browser does, and return the last answer."""
    client = client or Client()
    asked = sent_away(client.post(door), provider.address + "/authorize?")
    back = urlsplit(provider.authorize(asked))
    return client, client.get(f"{back.path}?{back.query}", follow=True)


def sent_away(page: Any, to: str) -> dict[str, str]:
    """Return what somebody is sent away with: by a page of ours, since a form may not lead to another site."""
    found = re.search(r'<a class="button" href="([^"]+)"', page.content.decode())
    assert page.status_code == 200 and found, page.content
    address = html.unescape(found.group(1))
    assert address.startswith(to)
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def happened(code: str) -> bool:
    return Event.objects.filter(code=code).exists()
