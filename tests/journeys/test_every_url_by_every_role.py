"""One account of each role tries every address with every other board's and municipality's objects: 404, same page."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from forebygg.calls import actions as calls
from forebygg.calls.note import CallAnswers
from forebygg.cases import actions as cases
from forebygg.concerns.models import Concern
from forebygg.people import queries as people
from forebygg.people.models import Absence, User
from forebygg.secrecy import queries as secrecy
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


@dataclass(frozen=True)
class Target:
    """An object of one town: which addresses carry it, the value in the hole, and who is inside."""

    prefix: str
    value: str
    inside: frozenset[str]


def _targets(town: Cast) -> list[Target]:
    """One of every object that an address can carry, with its own people."""
    worry, question = make.concern(town, what=SECRET), make.concern(town, what=SECRET, kind="question")
    olga = town._in("olga")
    call = calls.start_call(transferred=True, by=olga)
    calls.save_call(call, CallAnswers(what=SECRET), sequence=1, tab="", by=olga)
    desk = people.get_desk(town.sven, "reception-under-21")
    door = secrecy.get_door(town.sven, "consent", "case")
    case = cases.open_case(desk, support="family", door=door, functions=["Elevhälsan"], by=town.sven)
    absence = Absence.objects.create(
        municipality=town.town, user=town.user("sven"), first_day=MOMENT.date(), last_day=MOMENT.date()
    )
    number = 98_760_000 + town.town.pk  # a number that stands nowhere else on a page
    key = Authenticator.objects.create(pk=number, user=town.user("sven"), type="webauthn", data={})
    reception = frozenset({"sven", "siv", "hanna"})
    return [
        Target("arbete/oro/", worry.reference, reception),
        Target("arbete/oro/", question.reference, frozenset({"karin"})),
        Target("arbete/samtal/", str(call.uid), frozenset({"olga"})),
        Target("arbete/samverkan/", case.reference, reception),
        Target("arbete/franvaro/", str(absence.uid), frozenset({"sven"})),
        Target("arbete/andra-steget/nyckel/", str(key.pk), frozenset({"sven"})),
    ]


# Addresses whose hole is no secret object: the staff's own pages, and a rehearsal, which holds nothing (their own tests
# show that another town's are not there).
_NO_SECRET = ("arbete/ova/", "arbete/personal/")


def _of_objects() -> list[str]:
    found = [p for p in _patterns() if p.startswith("arbete/") and "<" in p and "<slug:code>" not in p]
    return [p for p in found if not p.startswith(_NO_SECRET)]


def test_the_list_is_not_empty() -> None:
    """The walk finds the addresses that carry an object."""
    assert len(_of_objects()) >= 17


def test_every_address_with_an_object_has_one(towns: tuple[Cast, Cast]) -> None:
    """A new address without a target fails here."""
    prefixes = tuple(target.prefix for target in _targets(towns[0]))
    assert [p for p in _of_objects() if not p.startswith(prefixes)] == []


def _everyone() -> list[tuple[User, str]]:
    """Each person in each of their assignments."""
    return [(user, str(a.uid)) for user in User.objects.all() for a in people.assignments_of(user)]


def test_no_role_outside_the_circle_opens_anything(towns: tuple[Cast, Cast]) -> None:
    """Every account of both towns but the object's own, every address, GET and POST: 404 and no word of the text."""
    town, next_door = towns
    targets = _targets(town)
    posted = {"version": "0", "reason": "appeal", "step": "danger", "do": "send", "what": "x", "sequence": "9"}
    for user, assignment in _everyone():
        slug = town.town.slug if user.municipality_id == town.town.pk else next_door.town.slug
        client = _client(user)
        client.post(f"/{slug}/arbete/uppdrag", {"assignment": assignment})
        for target in targets:
            if user.email in {f"{name}@{town.town.slug}.example" for name in target.inside}:
                continue
            for pattern in (p for p in _of_objects() if p.startswith(target.prefix)):
                path = f"/{slug}/{re.sub('<[a-z]+:[a-z]+>', target.value, pattern)}"
                for answer in (client.get(path), client.post(path, posted)):
                    page = answer.content.decode()
                    assert answer.status_code in (404, 405), (user.email, path, answer.status_code)
                    assert SECRET not in page and target.value not in page, (user.email, path)
    assert Concern.objects.filter(status="waiting").count() == 2


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
