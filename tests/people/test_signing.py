"""Who came in, as what, and when they left: in the log, about the person's random uid."""

from __future__ import annotations

import pytest
from django.test import Client

from forebygg.audit.models import Event
from forebygg.people.models import Assignment
from tests import make
from tests.cast import Cast
from tests.journeys.test_worry_reaches_the_reception import sign_in


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _logged(code: str) -> list[Event]:
    return list(Event.objects.filter(code=f"people.{code}").order_by("id"))


def _choose(client: Client, assignment: Assignment) -> int:
    return client.post("/vaxjo/arbete/uppdrag", {"assignment": str(assignment.uid)}).status_code


def test_signing_out_is_logged(cast: Cast) -> None:
    """By the function they were in, about the person; once, and nothing when nobody was signed in."""
    sven = sign_in(cast, "sven")
    for _ in range(2):
        assert sven.post("/vaxjo/arbete/logga-ut").status_code == 302
    Client().post("/vaxjo/arbete/logga-ut")
    (event,) = _logged("signed_out")
    assert (event.actor_kind, event.actor, event.municipality) == ("staff", cast.sven.name, "vaxjo")
    assert event.about == str(cast.user("sven").uid)
    assert sven.get("/vaxjo/arbete/").status_code == 302


def test_signing_out_before_an_assignment_is_chosen(cast: Cast) -> None:
    """Several assignments, none chosen: the sign-in itself logs it, as it does the way in."""
    rut = Client()
    rut.force_login(cast.user("rut"))
    rut.post("/vaxjo/arbete/logga-ut")
    (event,) = _logged("signed_out")
    assert (event.actor_kind, event.actor, event.about) == ("system", "sign-in", str(cast.user("rut").uid))


def test_signing_out_at_another_municipalitys_address(cast: Cast) -> None:
    """The log of one's own municipality tells of it, not next door's."""
    make.town("grannby")
    sven = sign_in(cast, "sven")
    sven.post("/grannby/arbete/logga-ut")
    assert [event.municipality for event in _logged("signed_out")] == ["vaxjo"]


def test_choosing_is_logged_when_it_changes(cast: Cast) -> None:
    """Each change of assignment, by the new one; the same again is no change."""
    mine = list(Assignment.objects.filter(user=cast.user("rut")).order_by("id"))
    assert len(mine) > 1
    rut = Client()
    rut.force_login(cast.user("rut"))
    for chosen in (mine[0], mine[0], mine[1]):
        assert _choose(rut, chosen) == 302
    logged = _logged("assignment_chosen")
    assert [event.about for event in logged] == [str(mine[0].uid), str(mine[1].uid)]
    assert [event.assignment_key for event in logged] == [str(mine[0].pk), str(mine[1].pk)]
    assert [event.detail for event in logged] == [{"role": mine[0].role}, {"role": mine[1].role}]


def test_the_only_one_is_entered_by_itself_and_logged_once(cast: Cast) -> None:
    """However often the page is opened."""
    sven = sign_in(cast, "sven")
    for _ in range(2):
        sven.get("/vaxjo/arbete/uppdrag")
    assert [event.actor for event in _logged("assignment_chosen")] == [cast.sven.name]


def test_somebody_elses_is_refused_and_not_logged_as_chosen(cast: Cast) -> None:
    """404, a refusal in the log, no choice."""
    hanna = Assignment.objects.get(user=cast.user("hanna"))
    rut = Client()
    rut.force_login(cast.user("rut"))
    assert _choose(rut, hanna) == 404
    assert _logged("assignment_chosen") == []


def test_no_name_stands_in_it(cast: Cast) -> None:
    """Functions and random uids, never a name or an address."""
    sign_in(cast, "sven").post("/vaxjo/arbete/logga-ut")
    for event in Event.objects.filter(code__startswith="people."):
        written = f"{event.actor} {event.detail} {event.about}".lower()
        assert "sven" not in written
        assert "@" not in written
