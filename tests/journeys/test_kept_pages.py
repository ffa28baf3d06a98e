"""Open pages kept in memory: the same bytes for everybody, and never a moment older than the facts on them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from forebygg.facts import queries as facts
from forebygg.facts.models import Fact
from forebygg.kit import clock, shelf
from forebygg.people import queries as people
from forebygg.plans import actions as plans
from forebygg.plans import queries as plan_queries
from forebygg.plans.actions.deciding import Decided
from forebygg.plans.actions.following import Held
from forebygg.plans.actions.progress import Come
from forebygg.plans.actions.writing import About
from forebygg.plans.models import FollowUp
from forebygg.site.middleware import HEADERS
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT
from tests.plans.making import plan


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


@pytest.fixture
def visitor(cast: Cast) -> Client:
    """A browser without cookies, at a server where the start page has been asked for a few times."""
    client = Client()
    for _ in range(3):
        client.get("/vaxjo/")
    return client


def _is_kept(response: Any) -> bool:
    """Nothing was rendered to make it."""
    return response.status_code == 200 and not response.templates


@pytest.mark.parametrize("path", ["", "akut", "ring", "anhorig", "en/", "en/ring"])
def test_a_kept_page_is_the_same_to_the_byte(cast: Cast, path: str) -> None:
    client = Client()
    client.get("/vaxjo/")
    made = client.get(f"/vaxjo/{path}", {"fresh": "1"})
    client.get(f"/vaxjo/{path}")
    kept = client.get(f"/vaxjo/{path}")
    assert _is_kept(kept)
    assert not _is_kept(made)
    assert kept.content == made.content
    assert _lasting(kept) == _lasting(made)


def _lasting(answer: HttpResponse) -> dict[str, str]:
    """The headers but the request's own number, which is new for every answer."""
    return {name: value for name, value in answer.items() if name != "X-Request-ID"}


def test_a_kept_page_has_every_header_and_no_token(visitor: Client) -> None:
    kept = visitor.get("/vaxjo/")
    assert _is_kept(kept)
    assert HEADERS.items() <= dict(kept.items()).items()
    assert kept["Cache-Control"] == "no-store"
    assert kept["Content-Language"] == "sv"
    assert not kept.cookies
    assert b"csrf" not in kept.content
    assert "Strict-Transport-Security" in visitor.get("/vaxjo/", secure=True)


def test_who_bears_a_cookie_is_not_served_from_memory(visitor: Client) -> None:
    assert _is_kept(visitor.get("/vaxjo/"))
    visitor.cookies["besok"] = "x"
    assert not _is_kept(visitor.get("/vaxjo/"))


def test_the_form_and_the_desk_are_never_kept(visitor: Client) -> None:
    for path in ("beratta", "svar", "rutiner", "arbete/logga-in"):
        visitor.cookies.clear()
        visitor.get(f"/vaxjo/{path}")
        visitor.cookies.clear()
        assert not _is_kept(visitor.get(f"/vaxjo/{path}")), path


def test_another_language_is_another_page(visitor: Client) -> None:
    for _ in range(2):
        english = visitor.get("/vaxjo/en/")
    assert _is_kept(english)
    assert b'lang="en"' in english.content
    assert english["Content-Language"] == "en"
    assert b'lang="sv"' in visitor.get("/vaxjo/").content


def test_another_town_is_another_page(visitor: Client) -> None:
    other = make.town("tyreso")
    people.forget_towns()
    for _ in range(3):
        page = visitor.get("/tyreso/")
    assert _is_kept(page)
    assert other.town.name in page.content.decode()
    assert other.town.name not in visitor.get("/vaxjo/").content.decode()


def test_the_same_town_under_its_own_name_has_its_own_addresses(visitor: Client, cast: Cast) -> None:
    cast.town.hosts = ["trygg.example"]
    cast.town.save()
    people.forget_towns()
    for _ in range(3):
        page = visitor.get("/", HTTP_HOST="trygg.example")
    assert _is_kept(page)
    assert b'href="/vaxjo/' not in page.content
    assert b'href="/vaxjo/' in visitor.get("/vaxjo/").content


def test_the_page_follows_the_clock_past_closing(cast: Cast) -> None:
    closing = clock.at(clock.local(MOMENT).date(), 16, 30)
    shown = {}
    client = Client()
    for minutes in (-1, 0):
        with clock.fixed(closing + timedelta(minutes=minutes)):
            for _ in range(3):
                page = client.get("/vaxjo/ring")
            assert _is_kept(page)
            shown[minutes] = page.content.decode()
    assert "Öppet nu" in shown[-1]
    assert shown[-1] != shown[0]
    assert "Öppet nu" not in shown[0]


def test_a_corrected_number_shows_when_the_facts_do(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Corrected by another process: nothing here is told, but what lies in memory has its five seconds."""
    assert _is_kept(visitor.get("/vaxjo/ring") and visitor.get("/vaxjo/ring"))
    fact = Fact.objects.get(code="social-emergency", municipality__isnull=False)
    Fact.objects.filter(pk=fact.pk).update(value=fact.value | {"number": "0999-12 34 56"})
    assert "0999-12 34 56" not in visitor.get("/vaxjo/ring").content.decode()
    later = facts.monotonic.monotonic() + facts._SECONDS_IN_MEMORY + 0.1
    monkeypatch.setattr(facts.monotonic, "monotonic", lambda: later)
    assert "0999-12 34 56" in visitor.get("/vaxjo/ring").content.decode()


def test_a_number_corrected_here_shows_at_once(visitor: Client, cast: Cast) -> None:
    assert _is_kept(visitor.get("/vaxjo/ring") and visitor.get("/vaxjo/ring"))
    Fact.objects.filter(code="social-emergency", municipality__isnull=False).update(wrong=True)
    number = facts.book(cast.town.pk).phone("social-emergency")
    facts.forget()
    assert number is not None
    assert number.number not in visitor.get("/vaxjo/ring").content.decode()


def test_a_town_renamed_is_a_new_page(visitor: Client, cast: Cast) -> None:
    assert _is_kept(visitor.get("/vaxjo/"))
    cast.town.name = "Nya Växjö kommun"
    cast.town.save()
    people.forget_towns()
    assert "Nya Växjö kommun" in visitor.get("/vaxjo/").content.decode()


# The shelf itself

_MINUTE = MOMENT.replace(second=0, microsecond=0)


@shelf.kept_page
def _everybodys(request: Any) -> HttpResponse:
    return HttpResponse("same")


@pytest.mark.parametrize("spoil", ["cookie", "vary", "token", "status", "unmarked"])
def test_an_answer_made_for_one_visitor_is_not_kept(spoil: str) -> None:
    request = RequestFactory().get("/")
    response = HttpResponse("mine") if spoil == "unmarked" else _everybodys(request)
    if spoil == "cookie":
        response.set_cookie("besok", "x")
    if spoil == "vary":
        response["Vary"] = "Cookie"
    if spoil == "token":
        request.META["CSRF_COOKIE"] = "x"
    if spoil == "status":
        response.status_code = 404
    assert not shelf.may_be_kept(request, response)
    assert shelf.may_be_kept(RequestFactory().get("/"), _everybodys(request))


def test_the_shelf_is_bounded_and_looks_at_the_objects_themselves() -> None:
    kept, made_of = shelf.Shelf(most=2), ([1],)
    for place in range(5):
        kept.put(place, made_of, _MINUTE, HttpResponse("same"))
    assert len(kept._kept) <= 2
    assert kept.find(4, made_of, _MINUTE) is not None
    assert kept.find(4, ([1],), _MINUTE) is None
    assert kept.find(4, made_of, _MINUTE + timedelta(minutes=1)) is None


def test_a_plan_is_kept_until_anything_of_it_changes(cast: Cast, visitor: Client) -> None:
    """Progress, a decision, what the document is, a closed year, one plan more: each is seen by the next reader."""
    found = plan(cast.karin)
    page, measure = f"/vaxjo/arbetet/{found.slug}", f"/vaxjo/arbetet/{found.slug}/atgard/d00001"

    def changed() -> None:
        found.refresh_from_db()
        for path in (page, measure, "/vaxjo/arbetet"):
            made = visitor.get(path)
            assert not _is_kept(made), path
            kept = visitor.get(path)
            assert _is_kept(kept) and kept.content == made.content

    changed()
    plans.record_progress(found, "d00001", Come("done", "Alla har gått."), by=cast.karin)
    changed()
    assert b"Alla har g" in visitor.get(page).content
    plans.record_decision(
        found, Decided("extended", "kommunstyrelsen", "2026-11-02", valid_to="2029-12-31"), by=cast.karin
    )
    changed()
    plans.describe_plan(found, About("Policy", "Kommunen", "Trygghetsplanen"), by=cast.karin)
    changed()
    year = plans.begin_follow_up(found, by=cast.karin)
    plans.answer_follow_up(year, Held("yes", ""), {}, by=cast.karin)
    plans.close_follow_up(FollowUp.objects.get(), by=cast.karin)
    changed()
    plan(cast.karin)
    changed()


def test_what_changes_while_a_plan_is_read_makes_the_page_old(
    cast: Cast, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stamp is older than the rows: a change between the two is never hidden."""
    found = plan(cast.karin)
    page = f"/vaxjo/arbetet/{found.slug}"
    read = plan_queries.follow_up_clock

    def meanwhile(*given: Any) -> Any:
        monkeypatch.setattr(plan_queries, "follow_up_clock", read)
        found.refresh_from_db()
        plans.record_progress(found, "d00001", Come("done", "Alla har gått."), by=cast.karin)
        return read(*given)

    monkeypatch.setattr(plan_queries, "follow_up_clock", meanwhile)
    visitor.get(page)
    assert b"Alla har g" in visitor.get(page).content
