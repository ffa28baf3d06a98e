"""Signing in by the municipality's own provider, what groups give, and the same minute for whoever leaves."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django import Settings

from forebygg.demo import loading
from forebygg.kit import mode
from forebygg.kit.actor import Actor
from forebygg.kit.errors import NotAllowed, WrongState
from forebygg.people import actions, queries
from forebygg.people.models import Assignment, GroupRole, Unit, User
from forebygg.people.second_step import AccountAdapter
from forebygg.site import directory
from tests import make
from tests.cast import Cast
from tests.fakes.fake_identity_provider import FakeIdentityProvider
from tests.people.signing_on import DOOR, HERE, cast, come_in, happened, provider, sent_away, settled_group

__all__ = ["cast", "provider"]  # fixtures of these tests


def test_somebody_new_with_a_group_that_means_something(cast: Cast, provider: FakeIdentityProvider) -> None:
    """Comes in with the role the group gives, without power; of what was told only the subject is kept."""
    settled_group(cast, "Alla i skolan", "staff")
    client, answer = come_in(provider)
    assert answer.status_code == 200 and client.get(HERE).status_code == 200
    user = User.objects.get(email="nina@vaxjo.example")
    assert (user.name, user.has_usable_password()) == ("Nina Ny", False)
    assert SocialAccount.objects.get(user=user).extra_data == {}
    assert happened("people.arrived") and happened("people.signed_in")
    school = Unit.objects.get(municipality=cast.town, code="lindskolan")
    actions.propose_group("Nya", role="trainer", unit=school, desk=None, rank="member", by=cast.isak)
    provider.person["groups"] = ["Alla i skolan", "Nya"]  # the second one is not approved
    come_in(provider)
    assert User.objects.filter(name="Nina Ny").count() == 1 and Assignment.objects.filter(user=user).count() == 1
    assert SocialAccount.objects.get(user=user).extra_data == {}


def test_nobody_comes_without_a_role(cast: Cast, provider: FakeIdentityProvider) -> None:
    """Without a group that means something nobody is made, and the page says what to do."""
    client, answer = come_in(provider)
    assert answer.status_code == 403 and "ingen roll här" in answer.content.decode()
    assert not User.objects.filter(name="Nina Ny").exists() and client.get(HERE).status_code == 302
    row = actions.propose_group(
        "Alla i skolan",
        role="staff",
        unit=Unit.objects.get(municipality=cast.town, code="lindskolan"),
        desk=None,
        rank="member",
        by=cast.isak,
    )
    assert come_in(provider)[1].status_code == 403  # proposed by one is not enough
    actions.approve_group(row, by=cast.sara)
    assert come_in(provider)[1].status_code == 200


def test_a_group_alone_lets_nobody_in_to_texts(cast: Cast, provider: FakeIdentityProvider) -> None:
    """Whoever rules the directory could add themselves: a person here approves, and sees by which group it came."""
    settled_group(cast, "Mottagningen", "reception", "reception-under-21")
    provider.person["groups"] = ["Mottagningen"]
    client, answer = come_in(provider)
    nina = User.objects.get(name="Nina Ny")
    assert queries.assignments_of(nina) == [] and answer.status_code == 200
    assert client.get(HERE + "oro/").status_code == 302
    boss = Client()
    boss.post(HERE + "logga-in", {"email": "sara@vaxjo.example", "password": loading.PASSWORD})
    page = boss.get(HERE + "personal/").content.decode()
    assert "Gruppen Mottagningen i kommunens katalog" in page
    given = Assignment.objects.get(user=nina)
    actions.approve_assignment(given, by=cast.sara)
    assert client.get(HERE + "uppdrag").status_code in (200, 302)
    assert client.get(HERE + "oro/").status_code == 200
    with pytest.raises(NotAllowed):  # what neither person nor group proposed
        actions.approve_assignment(Assignment.objects.create(**_bare(cast, nina)), by=cast.sara)


def _bare(cast: Cast, user: User) -> dict[str, Any]:
    unit = Unit.objects.filter(municipality=cast.town).first()
    return {"municipality": cast.town, "user": user, "role": "head", "unit": unit, "starts": "2026-01-01"}


def test_who_leaves_a_group_loses_the_role_the_same_minute(cast: Cast, provider: FakeIdentityProvider) -> None:
    """At the next sign-in, and without one when the directory's list is taken: the open session reads nothing more."""
    settled_group(cast, "Mottagningen", "reception", "reception-under-21", "deputy")
    provider.person["groups"] = ["Mottagningen"]
    client, _ = come_in(provider)
    nina = User.objects.get(name="Nina Ny")
    actions.approve_assignment(Assignment.objects.get(user=nina), by=cast.sara)
    concern = make.concern(cast).reference
    client.get(HERE + "uppdrag")
    assert client.get(f"{HERE}oro/{concern}/").status_code == 200
    by = Actor.system("directory", cast.town)
    moved = actions.Arrival("vaxjo", "s-1", "", "", frozenset({"Någon annan"}))
    assert actions.follow_directory([moved], provider="vaxjo", all_may_leave=False, by=by) == (1, 0)
    assert client.get(f"{HERE}oro/{concern}/").status_code in (302, 404)
    assert client.get(HERE + "oro/").status_code == 302
    assert nina.email not in {address.email for address in _reach(cast)}


def _reach(cast: Cast) -> list[Any]:
    return queries.reach(queries.get_desk(cast.isak, "reception-under-21"), ["member", "deputy", "head"])


def test_what_waits_goes_to_the_deputy_when_somebody_leaves(cast: Cast, provider: FakeIdentityProvider) -> None:
    """Sven comes by the directory; when he is not on its list any more, the desk's next letter goes to his deputy."""
    provider.person = {"subject": "s-2", "email": "sven@vaxjo.example", "name": "Sven", "groups": ["Mottagningen"]}
    settled_group(cast, "Mottagningen", "reception", "reception-under-21")
    own = Assignment.objects.get(user=cast.user("sven"))
    client, _ = come_in(provider)
    given = Assignment.objects.get(user=cast.user("sven"), group_role__isnull=False)
    actions.approve_assignment(given, by=cast.sara)
    actions.end_assignment(own, by=cast.sara)
    desk = queries.get_desk(cast.isak, "reception-under-21")
    assert [address.email for address in queries.reach(desk)] == ["sven@vaxjo.example"]
    by = Actor.system("directory", cast.town)
    with pytest.raises(WrongState, match="hälften"):
        actions.follow_directory([], provider="vaxjo", all_may_leave=False, by=by)
    assert actions.follow_directory([], provider="vaxjo", all_may_leave=True, by=by) == (0, 1)
    assert [address.email for address in queries.reach(desk)] == ["siv@vaxjo.example"]
    assert client.get(HERE).status_code == 302 and happened("people.left")
    assert "avslutat" in come_in(provider)[1].content.decode()  # the provider still knows him: we do not


def test_what_a_person_ended_stays_ended(cast: Cast, provider: FakeIdentityProvider) -> None:
    """The group does not give it again at the next sign-in, but does when somebody has been away from the group."""
    settled_group(cast, "Alla i skolan", "staff")
    come_in(provider)
    nina = User.objects.get(name="Nina Ny")
    actions.end_assignment(Assignment.objects.get(user=nina), by=cast.sara)
    come_in(provider)
    assert queries.assignments_of(nina) == []
    provider.person["groups"] = []
    come_in(provider)
    provider.person["groups"] = ["Alla i skolan"]
    come_in(provider)
    assert len(queries.assignments_of(nina)) == 1


def test_silence_about_groups_changes_nothing(cast: Cast, provider: FakeIdentityProvider) -> None:
    """A provider with very many groups leaves them out: nobody loses anything for that."""
    settled_group(cast, "Alla i skolan", "staff")
    come_in(provider)
    del provider.person["groups"]
    come_in(provider)
    assert len(queries.assignments_of(User.objects.get(name="Nina Ny"))) == 1


def test_somebody_known_by_the_address(cast: Cast, provider: FakeIdentityProvider, settings: Settings) -> None:
    """Becomes the provider's from then on: the old password dies, and a key alone opens nothing. Where people may
    change their own address in the directory, or in another municipality, nobody becomes somebody else that way."""
    provider.person |= {"email": "sven@vaxjo.example", "groups": []}
    settings.FOREBYGG_PROVIDERS = {"vaxjo": provider.oidc()}
    assert "Adressen finns redan" in come_in(provider)[1].content.decode()
    settings.FOREBYGG_PROVIDERS = {"vaxjo": provider.oidc(addresses_are_checked=True)}
    assert come_in(provider)[1].status_code == 200
    sven = {"email": "sven@vaxjo.example", "password": loading.PASSWORD}
    assert Client().post(HERE + "logga-in", sven).status_code == 422
    request = SimpleNamespace(town=cast.town)
    assert AccountAdapter().pre_login(request, cast.user("sven")) is not None  # by a key of his own
    assert AccountAdapter().pre_login(request, cast.user("siv")) is None
    make.town("katrineholm")
    provider.person |= {"subject": "s-3", "email": "sven@katrineholm.example"}
    assert "Adressen finns redan" in come_in(provider)[1].content.decode()


def test_begin_anew_when_the_provider_is_gone(cast: Cast, provider: FakeIdentityProvider) -> None:
    """Two others may give a first password: the link goes with it."""
    provider.person |= {"email": "sven@vaxjo.example", "groups": []}
    come_in(provider)
    actions.propose_reset(cast.user("sven"), by=cast.isak)
    waiting = queries.list_resets(cast.sara)[0]
    password = actions.approve_reset(waiting, knows_person=True, by=cast.sara)
    client = Client()
    assert client.post(HERE + "logga-in", {"email": "sven@vaxjo.example", "password": password}).status_code == 302
    assert not SocialAccount.objects.filter(user=cast.user("sven")).exists()


def test_a_second_step_taken_there_counts(
    cast: Cast, provider: FakeIdentityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In live: with the provider's own word for it one comes in; without, the page where a second step is added."""
    monkeypatch.setattr(mode, "is_demo", lambda: False)
    settled_group(cast, "Alla i skolan", "staff")
    client, answer = come_in(provider)
    assert "Andra steget" in answer.content.decode() and client.get(HERE).status_code == 302
    provider.person["amr"] = ["pwd", "mfa"]
    client, answer = come_in(provider)
    assert client.get(HERE).status_code == 200


def test_a_forged_or_repeated_return_opens_nothing(cast: Cast, provider: FakeIdentityProvider) -> None:
    """A state that is not ours, an old code, another browser: nobody is signed in."""
    settled_group(cast, "Alla i skolan", "staff")
    client = Client()
    forged = client.get(DOOR + "tillbaka?code=x&state=y&_redir=")
    assert "Du kom inte in" in forged.content.decode() and client.get(HERE).status_code == 302
    asked = sent_away(client.post(DOOR), provider.address + "/authorize?")
    back = urlsplit(provider.authorize(asked))
    other = Client()
    page = other.get(f"{back.path}?{back.query}")
    assert page.status_code == 200 and "refresh" in page.content.decode()  # perhaps the strict cookie stayed at home
    page = other.get(f"{back.path}?{back.query}&_redir=")
    assert "Du kom inte in" in page.content.decode()
    assert client.get(f"{back.path}?{back.query}", follow=True).status_code == 200
    client.post(HERE + "logga-ut")
    assert "Du kom inte in" in client.get(f"{back.path}?{back.query}&_redir=").content.decode()
    assert client.get(DOOR).status_code == 405  # another's page cannot send people there


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-service"},
        {"iss": "https://another.example"},
        {"sub": "somebody-else"},
        {"exp": datetime(2020, 1, 1, tzinfo=UTC)},
        None,
    ],
)
def test_a_token_that_is_not_for_us(cast: Cast, provider: FakeIdentityProvider, claims: object) -> None:
    """Made for another service, by another, about another, too old, or missing: nobody is signed in."""
    settled_group(cast, "Alla i skolan", "staff")
    provider.person["claims"] = claims
    client, answer = come_in(provider)
    assert "Du kom inte in" in answer.content.decode() and client.get(HERE).status_code == 302
    assert not User.objects.filter(name="Nina Ny").exists()


def test_a_provider_that_calls_itself_otherwise(cast: Cast, provider: FakeIdentityProvider, settings: Settings) -> None:
    """What it says of itself is not believed; what stands in the installation's file is."""
    settled_group(cast, "Alla i skolan", "staff")
    provider.person["claims"] = {"iss": "https://login.vaxjo.example/"}
    settings.FOREBYGG_PROVIDERS = {"vaxjo": provider.oidc(issuer="https://login.vaxjo.example/")}
    client, _answer = come_in(provider)
    assert client.get(HERE).status_code == 200


def test_only_ones_own_municipality(cast: Cast, provider: FakeIdentityProvider) -> None:
    """A provider stands at its own municipality's door only."""
    make.town("katrineholm")
    assert Client().post("/katrineholm/arbete/in/vaxjo/").status_code == 404
    assert Client().post("/katrineholm/arbete/in/katrineholm/").status_code == 404
    assert "Fejkade" not in Client().get("/katrineholm/arbete/logga-in").content.decode()
    assert "Logga in med Fejkade kommunen" in Client().get(HERE + "logga-in").content.decode()


def test_the_address_the_provider_knows_in_english_too(cast: Cast, provider: FakeIdentityProvider) -> None:
    """The English page leads to the same door: providers send people back to one address only."""
    page = Client().get("/vaxjo/en/arbete/logga-in").content.decode()
    found = re.search(r'action="(/vaxjo/[^"]*in/vaxjo/)"', page)
    assert found and found.group(1) == DOOR


def test_a_provider_that_is_silent(cast: Cast, provider: FakeIdentityProvider, settings: Settings) -> None:
    """A clear page instead of a fault."""
    settings.FOREBYGG_PROVIDERS = {"vaxjo": provider.oidc(server="http://localhost:9")}
    answer = Client().post(DOOR)
    assert answer.status_code == 503 and "svarar inte" in answer.content.decode()


def test_a_group_takes_two(cast: Cast) -> None:
    """Nobody but IT proposes; nobody approves their own; twice the same is refused; ending takes one, at once."""
    school = Unit.objects.get(municipality=cast.town, code="lindskolan")
    given: dict[str, Any] = {"role": "head", "unit": school, "desk": None, "rank": "member"}
    for actor in (cast.hanna, cast.sara, cast.karin, cast.nobody):
        with pytest.raises(NotAllowed):
            actions.propose_group("G", **given, by=actor)
    row = actions.propose_group("G", **given, by=cast.isak)
    with pytest.raises(NotAllowed):
        actions.approve_group(row, by=cast.isak)
    with pytest.raises(WrongState):
        actions.propose_group("G", **given, by=cast.isak)
    actions.approve_group(row, by=cast.sara)
    with pytest.raises(WrongState):
        actions.approve_group(row, by=cast.sara)
    person = Assignment.objects.create(**_bare(cast, cast.user("lena")), group_role=row, approved_by=cast.user("sara"))
    assert len(queries.assignments_of(cast.user("lena"))) == 2
    actions.end_group(row, by=cast.isak)
    person.refresh_from_db()
    assert len(queries.assignments_of(cast.user("lena"))) == 1 and person.group_role is None


def test_the_page_of_groups(cast: Cast) -> None:
    """Proposed, approved and ended by page; what is typed wrong stays with a sentence."""
    it, boss = Client(), Client()
    it.post(HERE + "logga-in", {"email": "isak@vaxjo.example", "password": loading.PASSWORD})
    boss.post(HERE + "logga-in", {"email": "sara@vaxjo.example", "password": loading.PASSWORD})
    page = HERE + "personal/grupper"
    wrong = it.post(page, {"do": "propose", "group": "", "role": "staff", "place": "unit:lindskolan", "rank": "member"})
    assert wrong.status_code == 422 and "Skriv gruppens namn" in wrong.content.decode()
    given = {"do": "propose", "group": "Skolan & vi", "role": "staff", "place": "unit:lindskolan", "rank": "member"}
    assert it.post(page, given).status_code == 302
    assert "Föreslaget av" in boss.get(page).content.decode()
    row = GroupRole.objects.get(group="Skolan & vi")
    assert boss.post(page, {"do": "approve", "group": row.uid}).status_code == 302
    assert "ger rollen direkt" in boss.get(page).content.decode()
    assert boss.post(page, {"do": "end", "group": row.uid}).status_code == 302
    assert not GroupRole.objects.exists()
    assert boss.post(page, {"do": "end", "group": "x"}).status_code == 404
    lena = Client()
    lena.post(HERE + "logga-in", {"email": "lena@vaxjo.example", "password": loading.PASSWORD})
    assert lena.get(page).status_code == 404


def test_the_directory_command(cast: Cast, provider: FakeIdentityProvider, tmp_path: Path) -> None:
    """Reads the list from a file; what is no list is refused in one line."""
    settled_group(cast, "Alla i skolan", "staff")
    come_in(provider)
    file = tmp_path / "list.json"
    file.write_text(json.dumps([{"subject": "s-1", "groups": ["Alla i skolan"]}]))
    assert directory.follow("vaxjo", str(file), all_may_leave=False) == (1, 0)
    file.write_text("[]")
    with pytest.raises(directory.Refused, match="--all-may-leave"):
        directory.follow("vaxjo", str(file), all_may_leave=False)
    assert directory.follow("vaxjo", str(file), all_may_leave=True) == (0, 1)
    for bad in ("{", '{"a": 1}', '[{"subject": "s-1"}]', '[{"subject": "s-1", "groups": "x"}]'):
        file.write_text(bad)
        with pytest.raises(directory.Refused, match="no list"):
            directory.follow("vaxjo", str(file), all_may_leave=True)
    with pytest.raises(directory.Refused, match="no municipality"):
        directory.follow("atlantis", str(file), all_may_leave=True)


# SAML
