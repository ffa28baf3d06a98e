"""Over the limit a text is never refused: it waits a little, with everything that was written, and goes in once."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from forebygg.concerns.models import Concern
from forebygg.kit import clock, door, limits
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

WORDS = "Jag undrar när ni har öppet hus för oss i föreningen."


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


@pytest.fixture
def school(cast: Cast) -> Client:
    """A network from which sixty texts were sent within the hour."""
    key = f"tell:{door.client(RequestFactory().get('/'))}"
    for _ in range(60):
        limits.hit(settings.FOREBYGG_LIMITS_FILE, key)
    return Client()


def _send(client: Client, submission: str, waited: str = "") -> tuple[int, str]:
    data = {"submission": submission, "text": WORDS} | ({"waited": waited} if waited else {})
    answer = client.post("/vaxjo/fraga", data)
    token = re.search(r'name="waited" value="([^"]+)"', answer.content.decode())
    return answer.status_code, token.group(1) if token else answer.content.decode()


def test_it_waits_and_goes_in(school: Client) -> None:
    """The page holds the text; pressed too early it holds it still; after twenty seconds it is taken, once."""
    one = str(uuid4())
    status, token = _send(school, one)
    assert status == 200 and not Concern.objects.exists()
    assert WORDS in school.post("/vaxjo/fraga", {"submission": one, "text": WORDS}).content.decode()
    with clock.fixed(MOMENT + timedelta(seconds=10)):
        assert _send(school, one, token)[0] == 200 and not Concern.objects.exists()
    with clock.fixed(MOMENT + timedelta(seconds=21)):
        assert _send(school, one, token)[0] == 303
        assert _send(school, one, token)[0] == 303
    assert Concern.objects.count() == 1


def test_waiting_too_early_does_not_begin_anew(school: Client) -> None:
    """Whoever presses every five seconds waits twenty, not for ever."""
    one = str(uuid4())
    token = _send(school, one)[1]
    for seconds in (5, 10, 15):
        with clock.fixed(MOMENT + timedelta(seconds=seconds)):
            token = _send(school, one, token)[1]
    with clock.fixed(MOMENT + timedelta(seconds=20)):
        assert _send(school, one, token)[0] == 303


def test_one_wait_lets_in_one_text(school: Client) -> None:
    """The proof is bound to its submission, and cannot be made up."""
    token = _send(school, str(uuid4()))[1]
    with clock.fixed(MOMENT + timedelta(seconds=30)):
        assert _send(school, str(uuid4()), token)[0] == 200
        assert _send(school, str(uuid4()), "made-up")[0] == 200
    assert not Concern.objects.exists()


def test_below_the_limit_nobody_notices(cast: Cast) -> None:
    """Sixty texts in an hour go straight in."""
    client = Client()
    assert all(_send(client, str(uuid4()))[0] == 303 for _ in range(60))
    assert _send(client, str(uuid4()))[0] == 200
