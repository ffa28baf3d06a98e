"""The visitor's cookie: sealed, bound to its municipality, dead with its draft."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from forebygg.facts import queries as facts
from forebygg.facts.models import Fact
from forebygg.kit import clock, crypto
from forebygg.mailbox import actions, cookie, queries
from forebygg.mailbox.cookie import DraftKey
from forebygg.mailbox.models import Draft
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

LAST = datetime(2026, 11, 20, 12, 59, 59, tzinfo=UTC)


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _written(cast: Cast) -> tuple[DraftKey, str]:
    key = actions.write_draft({"at": "what"}, None, by=cast.nobody)
    return key, queries.cookie_value(cast.nobody, key)


def test_it_works(cast: Cast) -> None:
    """What was issued here is read here, and opens its draft."""
    key, value = _written(cast)
    assert queries.draft_key(cast.nobody, value) == key
    assert queries.open_draft(cast.nobody, queries.draft_key(cast.nobody, value)) == {"at": "what"}


def test_it_shows_nothing(cast: Cast) -> None:
    """Neither the draft's id nor its key stands in the cookie, and it is never the same twice."""
    key, value = _written(cast)
    raw = urlsafe_b64decode(value)
    for part in (key.uid.bytes, key.key, key.uid.hex.encode(), key.key.hex().encode()):
        assert part not in raw
    assert queries.cookie_value(cast.nobody, key) != value


def test_any_changed_byte_reads_as_no_cookie(cast: Cast) -> None:
    """Also cut, lengthened, empty, and things that never were one."""
    _, value = _written(cast)
    raw = urlsafe_b64decode(value)
    for place in (0, 11, 12, 60, len(raw) - 1):
        changed = bytearray(raw)
        changed[place] ^= 1
        assert queries.draft_key(cast.nobody, urlsafe_b64encode(bytes(changed)).decode()) is None
    plain = urlsafe_b64encode(b"\0" * 48).decode()
    for other in (value[:-4], value + "AAAA", "", "å", "A", plain, None):
        assert queries.draft_key(cast.nobody, other) is None


def test_another_municipalitys_reads_as_no_cookie(cast: Cast) -> None:
    """Bound to where it was issued, and sealed under a key of its own."""
    _, value = _written(cast)
    assert queries.draft_key(make.town("grannby").nobody, value) is None
    assert cookie.unseal(value, crypto.new_key(), "vaxjo") is None


def test_too_old_reads_as_no_cookie(cast: Cast) -> None:
    """A draft's life after the hour it was issued in: never less than the facts say, and then no longer."""
    with clock.fixed(LAST):
        key, value = _written(cast)
    life = timedelta(minutes=facts.book(cast.town.pk).value("draft-minutes"))
    with clock.fixed(LAST + life - timedelta(seconds=1)):
        assert queries.draft_key(cast.nobody, value) == key
        assert queries.open_draft(cast.nobody, key) is not None
    with clock.fixed(clock.next_hour(LAST + life)):
        assert queries.draft_key(cast.nobody, value) is None
        assert queries.open_draft(cast.nobody, key) is None


def test_the_life_comes_from_facts(cast: Cast) -> None:
    """A municipality's own number decides."""
    _, value = _written(cast)
    with clock.fixed(MOMENT + timedelta(hours=3)):
        assert queries.draft_key(cast.nobody, value) is None
        Fact.objects.filter(code="draft-minutes").update(value=240)
        facts.forget()
        assert queries.draft_key(cast.nobody, value) is not None


def test_the_drafts_end_is_a_full_hour(cast: Cast) -> None:
    """Rounded up: 13.20 and an hour is 15.00."""
    _written(cast)
    assert Draft.objects.get().ends == MOMENT.replace(hour=14, minute=0)
    assert actions.sweep_drafts() == 0


@given(st.integers(0, 7200), st.integers(1, 300))
def test_nobody_loses_time(second: int, minutes: int) -> None:
    """Pure: the end is a full hour, not before the life is over and not an hour after."""
    moment, life = MOMENT + timedelta(seconds=second), timedelta(minutes=minutes)
    end = cookie.ends(moment, life)
    assert end == clock.hour(end)
    assert timedelta(0) <= end - (moment + life) < timedelta(hours=1)


def test_the_pages_take_it_and_refuse_a_changed_one(cast: Cast) -> None:
    """On the form itself: a changed cookie meets the first page, not an error."""
    client = Client()
    client.post("/vaxjo/beratta")
    client.post("/vaxjo/beratta", {"step": "danger", "danger": "no"})
    assert "Innan du börjar" not in client.get("/vaxjo/beratta").content.decode()
    client.cookies["besok"] = client.cookies["besok"].value[:-8] + "AAAAAAAA"
    answer = client.get("/vaxjo/beratta")
    assert answer.status_code == 200
    assert "Innan du börjar" in answer.content.decode()
    assert client.get("/vaxjo/ut").status_code == 303
