"""One account of each role tries every address with every other board's and municipality's objects: 404, same page."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from forebygg.concerns.models import Concern
from forebygg.people.models import Absence, User
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT

SECRET = "Ett ord som ingen annan får se: myrstack"


@pytest.fixture
def towns() -> tuple[Cast, Cast]:
    make.ship()
    return make.town(), make.town("grannby")


def _patterns() -> list[str]:
    """Return every address of the house as a path with named holes."""

    def walk(resolver: URLResolver, prefix: str) -> list[str]:
        found = []
        for entry in resolver.url_patterns:
            if isinstance(entry, URLPattern):
                found.append(prefix + str(entry.pattern))
            else:
                found.extend(walk(entry, prefix + str(entry.pattern)))
        return found

    return [p.replace("^", "").rstrip("$") for p in walk(get_resolver("forebygg.site.urls"), "")]


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _with_objects(pattern: str, row: Concern, absence: Absence) -> str:
    path = re.sub(r"<str:reference>", row.reference, pattern)
    path = re.sub(r"<uuid:uid>", str(absence.uid), path)
    return re.sub(r"<slug:code>", "reception-under-21", path)


def _of_objects() -> list[str]:
    return [p for p in _patterns() if p.startswith("arbete/") and "<" in p and "<slug:code>" not in p]


def test_the_list_is_not_empty() -> None:
    """The walk finds the addresses that carry an object."""
    assert len(_of_objects()) >= 10


def test_no_role_outside_the_circle_opens_anything(towns: tuple[Cast, Cast]) -> None:
    """Every account of both towns but the desk's own, every address, GET and POST: 404 and no word of the text."""
    town, next_door = towns
    row = make.concern(town, what=SECRET)
    absence = Absence.objects.create(
        municipality=town.town, user=town.user("sven"), first_day=MOMENT.date(), last_day=MOMENT.date()
    )
    inside = {"sven@vaxjo.example", "siv@vaxjo.example", "hanna@vaxjo.example"}
    for user in User.objects.exclude(email__in=inside):
        slug = town.town.slug if user.municipality_id == town.town.pk else next_door.town.slug
        client = _client(user)
        for pattern in _of_objects():
            path = f"/{slug}/{_with_objects(pattern, row, absence)}"
            for answer in (client.get(path), client.post(path, {"version": "0", "reason": "appeal", "step": "danger"})):
                page = answer.content.decode()
                assert answer.status_code in (302, 404, 405), (user.email, path, answer.status_code)
                assert SECRET not in page and row.reference not in page, (user.email, path)


def test_another_towns_prefix_is_no_way_in(towns: tuple[Cast, Cast]) -> None:
    """Signed in at home, visiting next door's address: the same as not being there."""
    town, next_door = towns
    row = make.concern(town, what=SECRET)
    client = _client(next_door.user("sven"))
    answer = client.get(f"/vaxjo/arbete/oro/{row.reference}/")
    assert answer.status_code in (302, 404)
    assert SECRET not in answer.content.decode()


def test_it_and_board_readers_have_nothing_in_closed_rooms(towns: tuple[Cast, Cast]) -> None:
    """No menu line, no inbox, no figures about texts."""
    town, _ = towns
    row = make.concern(town, what=SECRET)
    for name in ("isak", "petra"):
        client = _client(town.user(name))
        client.get("/vaxjo/arbete/uppdrag")
        assert "Inkommet" not in client.get("/vaxjo/arbete/").content.decode()
        inbox = client.get("/vaxjo/arbete/oro/").content.decode()
        assert SECRET not in inbox and row.reference not in inbox
