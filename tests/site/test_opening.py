"""The opening list: real intake stays shut until every line stands and two functions agree; it can fall again."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import translation

from forebygg.concerns import actions as concerns
from forebygg.facts import actions as facts
from forebygg.facts import queries as numbers
from forebygg.kit import clock, handling, mode
from forebygg.kit.errors import NotAllowed, WrongState
from forebygg.people import queries as people
from forebygg.people import second_step
from forebygg.people.models import Assignment, Desk, Municipality
from forebygg.records import actions as records
from forebygg.records.models import DisposalDecision
from forebygg.site import actions, handled, opening, papers
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Cast:
    make.ship()
    found = make.town()
    monkeypatch.setattr(mode, "is_demo", lambda: False)
    monkeypatch.setattr(second_step, "is_missing", lambda _request: False)
    return found


def _fill(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every line stand, as the municipality would. Strong sign-in is the one line that is not built yet."""
    for code in opening.entered_lines(people.list_desks(cast.karin)):
        records.enter_item(
            code,
            document="SN 2026:102",
            dated=date(2026, 9, 8),
            function="Dataskyddsfunktionen",
            applies=code != "processor-agreement",
            by=cast.karin,
        )
    for row in numbers.list_numbers(cast.karin):
        facts.confirm_number(row.fact, "", shown=row.fact.value["number"], by=cast.karin)
    for desk in Desk.objects.filter(municipality=cast.town):
        Assignment.objects.create(
            municipality=cast.town,
            user=cast.user("hanna"),
            role="head",
            unit=desk.unit,
            desk=desk,
            rank="head",
            starts=date(2026, 1, 1),
            approved_by=cast.user("isak"),
        )
    for user in {row.user for row in Assignment.objects.filter(municipality=cast.town, desk__isnull=False)}:
        Authenticator.objects.create(user=user, type="totp", data={})


def _approve(cast: Cast) -> None:
    for who in (cast.hanna, cast._in("disa")):
        actions.approve_opening(opening.compose(who).hash, by=who)


def test_shut_until_whole_and_approved(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each missing thing is said; then it opens, and a worry goes in."""
    with pytest.raises(WrongState, match="är stängt"):
        make.concern(cast)
    with pytest.raises(WrongState, match="rader"):
        actions.open_intake(by=cast.karin)
    _fill(cast, monkeypatch)
    assert [line.code for line in opening.compose(cast.karin).lines if not line.is_ready] == []
    with pytest.raises(WrongState, match="Två funktioner"):
        actions.open_intake(by=cast.karin)
    _approve(cast)
    actions.open_intake(by=cast.karin)
    make.forget()
    assert make.concern(cast).reference.startswith("ORO-")


def test_without_strong_sign_in_it_stays_shut(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each who reads has a second step before real intake opens; somebody new does not shut it, and reads nothing."""
    _fill(cast, monkeypatch)
    mine = Authenticator.objects.filter(user=cast.user("vera"))
    mine.delete()
    lines = [line for line in opening.compose(cast.karin).lines if not line.is_ready]
    assert [line.code for line in lines] == ["sign-in"] and re.search(r"(\d+) av (\d+) som läser", lines[0].document)
    with pytest.raises(WrongState):
        actions.open_intake(by=cast.karin)
    Authenticator.objects.create(user=cast.user("vera"), type="webauthn", data={})
    _approve(cast)
    actions.open_intake(by=cast.karin)
    mine.delete()
    make.forget()
    assert actions.watch_opening() == 0


def test_nobody_writes_what_would_be_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shut, every open form says so and whom to call before the first question; what was begun before it shut, or is
    sent all the same, is shown and not lost; a receipt from before stands."""
    for path in ("beratta", "fraga", "anhorig/skriv", "anmal-handelse"):
        page = Client().get(f"/vaxjo/{path}").content.decode()
        assert "Formuläret är stängt" in page and "<form method" not in page and "tel:112" in page, path
    fresh = Client()
    assert "Formuläret är stängt" in fresh.post("/vaxjo/beratta").content.decode() and not fresh.cookies
    sent = {"text": "När öppnar ni?", "submission": str(uuid4())}
    refused = fresh.post("/vaxjo/fraga", sent)
    assert refused.status_code == 409 and "Inget har skickats" in (page := refused.content.decode())
    assert "När öppnar ni?" in page
    cast.town.intake_open = True
    cast.town.save(update_fields=["intake_open"])
    make.forget()
    assert "<form method" in Client().get("/vaxjo/fraga").content.decode()
    told, begun = Client(), Client()
    assert told.post("/vaxjo/fraga", {**sent, "submission": str(uuid4())}).status_code == 303
    begun.post("/vaxjo/beratta")
    begun.post("/vaxjo/beratta", {"step": "danger", "danger": "no"})
    begun.post("/vaxjo/beratta", {"step": "what", "what": "Ord som inte ska bort."})
    cast.town.intake_open = False
    cast.town.save(update_fields=["intake_open"])
    make.forget()
    assert "Formuläret är stängt" in (page := begun.get("/vaxjo/beratta").content.decode())
    assert "Ord som inte ska bort." in page and "Det är inte skickat" in page
    assert "code__digits" in told.get("/vaxjo/beratta").content.decode()


def test_a_link_leads_where_one_may_go(cast: Cast) -> None:
    """Each who sees the list can open what it points to; nobody is sent to a page that is not there for them."""
    for name in ("karin", "sara", "disa", "hanna"):
        client = Client()
        client.force_login(cast.user(name))
        client.get("/vaxjo/arbete/uppdrag")
        mine = people.assignments_of(cast.user(name))
        client.post("/vaxjo/arbete/uppdrag", {"assignment": str(mine[0].uid)})
        page = client.get("/vaxjo/arbete/oppning").content.decode()
        links = re.findall(r'href="([^"#?]+)"', page.partition("<table")[2].partition("</table>")[0])
        assert len(links) > 5
        for link in links:
            assert client.get(link).status_code == 200, (name, link)


def test_two_functions_never_the_same(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """One person twice, or one function twice, is one."""
    _fill(cast, monkeypatch)
    page = opening.compose(cast.hanna)
    records.approve_list(page.hash, by=cast.hanna)
    with pytest.raises(WrongState):
        records.approve_list(page.hash, by=cast.hanna)
    with pytest.raises(WrongState):
        records.approve_list(page.hash, by=cast._in("valter", "head"))
    with pytest.raises(NotAllowed):
        records.approve_list(page.hash, by=cast.sven)
    assert not opening.compose(cast.karin).is_approved


def test_one_approves_what_one_has_seen(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line changed between the page and the button is not approved; nor by a head of another board."""
    _fill(cast, monkeypatch)
    client = Client()
    client.force_login(cast.user("hanna"))
    page = client.get("/vaxjo/arbete/uppdrag", follow=True)
    if b'name="assignment"' in page.content:
        uid = Assignment.objects.filter(user=cast.user("hanna"), desk__code="reception-under-21")[0].uid
        client.post("/vaxjo/arbete/uppdrag", {"assignment": str(uid)})
    seen = re.search(r'name="seen" value="(\w+)"', client.get("/vaxjo/arbete/oppning").content.decode())
    assert seen
    records.enter_item(
        "delegation", document="SN § 99", dated=date(2026, 11, 1), function="Chefen", applies=True, by=cast.karin
    )
    deed = "/vaxjo/arbete/oppning/gor"
    assert client.post(deed, {"do": "approve", "seen": seen.group(1)}).status_code == 409
    assert client.post(deed, {"do": "approve"}).status_code == 409
    seen = re.search(r'name="seen" value="(\w+)"', client.get("/vaxjo/arbete/oppning").content.decode())
    assert seen and client.post(deed, {"do": "approve", "seen": seen.group(1)}).status_code == 302
    elsewhere = replace(cast.hanna, board_id=cast.karin.board_id)
    with pytest.raises(NotAllowed):
        actions.approve_opening(opening.compose(elsewhere).hash, by=elsewhere)


def test_what_was_approved_is_the_same_tomorrow_and_in_english(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two functions need not meet on one day, nor in one language; a number tried again changes nothing decided."""
    _fill(cast, monkeypatch)
    _approve(cast)
    with clock.fixed(MOMENT + timedelta(days=3)), translation.override("en"):
        row = numbers.list_numbers(cast.karin)[0].fact
        facts.confirm_number(row, "", shown=row.value["number"], by=cast.karin)
        assert opening.compose(cast.karin).is_approved


def test_a_changed_line_makes_the_approvals_lapse(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was approved is the list as it stood."""
    _fill(cast, monkeypatch)
    _approve(cast)
    assert opening.compose(cast.karin).is_approved
    records.enter_item(
        "delegation", document="SN § 99", dated=date(2026, 11, 1), function="Enhetschefen", applies=True, by=cast.karin
    )
    assert not opening.compose(cast.karin).is_approved


def test_it_shuts_by_itself_when_a_decision_ends(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The loop shuts, tells the coordinator, and can never open."""
    _fill(cast, monkeypatch)
    _approve(cast)
    actions.open_intake(by=cast.karin)
    make.forget()
    assert actions.watch_opening() == 0
    DisposalDecision.objects.filter(rule="thread").update(ended_on=date(2026, 11, 20))
    make.forget()
    assert actions.watch_opening() == 1
    assert not Municipality.objects.get(pk=cast.town.pk).intake_open
    make.forget()
    with pytest.raises(WrongState, match="är stängt"):
        make.concern(cast)
    with pytest.raises((NotAllowed, WrongState)):
        actions.open_intake(by=opening.system_reader(cast.town))


def test_a_rehearsal_never_becomes_real(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a demo the list can be filled in, not opened."""
    _fill(cast, monkeypatch)
    monkeypatch.setattr(mode, "is_demo", lambda: True)
    _approve(cast)
    with pytest.raises(WrongState, match="övning"):
        actions.open_intake(by=cast.karin)
    assert concerns is not None


def test_by_page(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fill in a line, read its draft, see what is missing; others get no page."""
    monkeypatch.setattr(mode, "is_demo", lambda: True)
    client = Client()
    client.force_login(cast.user("karin"))
    client.get("/vaxjo/arbete/uppdrag")
    page = client.get("/vaxjo/arbete/oppning").content.decode()
    assert "Stängd för riktiga uppgifter" in page and "Konsekvensbedömning, Socialnämnden" in page
    data = {"code": "dpia-sn", "document": "SN 2026:102", "dated": "", "function": "Dataskyddsfunktionen"}
    lacking = client.post("/vaxjo/arbete/oppning", data)
    assert lacking.status_code == 422 and "SN 2026:102" in lacking.content.decode()
    assert client.post("/vaxjo/arbete/oppning", data | {"dated": "2026-09-08"}).status_code == 302
    assert "SN 2026:102" in client.get("/vaxjo/arbete/oppning").content.decode()
    assert client.post("/vaxjo/arbete/oppning", data | {"code": "sign-in", "dated": "2026-09-08"}).status_code == 404
    other = Client()
    other.force_login(cast.user("sven"))
    other.get("/vaxjo/arbete/uppdrag")
    assert other.get("/vaxjo/arbete/oppning").status_code == 404


@pytest.mark.parametrize("language", ["", "en/"])
def test_every_draft_is_ready_for_the_meeting(cast: Cast, language: str) -> None:
    """No brace is left unfilled; what the municipality decides stands in brackets; a PDF comes out."""
    client = Client()
    client.force_login(cast.user("karin"))
    client.get("/vaxjo/arbete/uppdrag")
    for line in opening.compose(cast.karin).lines:
        answer = client.get(f"/vaxjo/{language}arbete/oppning/utkast/{line.paper}")
        text = re.sub(r"<[^>]+>", " ", answer.content.decode())
        assert answer.status_code == 200 and not re.search(r"\{\w+\}", text), line.paper
    draft = papers.draft(cast.karin, "dpia-sn")
    assert draft is not None and "vad som har hänt" in str(draft) and "Socialnämnden" in draft.title
    made = client.get("/vaxjo/arbete/oppning/utkast/dpia-sn?pdf=1")
    assert made.content.startswith(b"%PDF")
    assert papers.draft(cast.karin, "dpia-ubn") is None and papers.draft(cast.karin, "nothing") is None


def test_every_kept_column_has_its_words_on_the_paper() -> None:
    """A board reads Swedish, not the names of columns; a new column without words fails here."""
    words = handled.words()
    for model in handled.closed_models():
        declared = handling.read(model)
        assert declared.model in words["models"] and declared.retention in words["retention"]
        assert {name for name, kind in declared.kinds.items() if kind != "open"} <= set(words["columns"])


def test_every_model_belongs_to_one_activity_of_the_register() -> None:
    """A new closed model that the register of processing does not tell of fails here."""
    models = [handling.read(model).model for model in handled.closed_models()]
    assert sorted(handled.listed_models()) == sorted(models)
    seen = " ".join(cell for row in handled.readers()[1] for cell in row)
    assert "Ledamoten" in seen and "It-funktionen" not in seen  # no right in a closed room, nothing to see


def test_the_register_has_a_part_for_each_board(cast: Cast) -> None:
    """Each reading board, its desks and its own decisions; a board that reads nothing has none."""
    register = papers.draft(cast.karin, "processing-register")
    assert register is not None
    parts = {part.heading: part for part in register.parts}
    assert {"Socialnämnden", "Kommunstyrelsen"} <= set(parts) and len(parts) == 5
    social = str(parts["Socialnämnden"].lines)
    assert "Mottagningen barn och unga" in social and "Avslutad oro 14 dagar" in social
    DisposalDecision.objects.all().delete()
    make.forget()
    bare = papers.draft(cast.karin, "processing-register")
    assert bare is not None and "beslut saknas" in str(bare)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_generic_assessment_fills_nothing_in(language: str) -> None:
    """What is the municipality's stands in brackets; all tables are there; each risk says what is left."""
    with translation.override(language):
        draft = papers.generic("dpia")
    assert "[" in draft.title and not re.search(r"\{\w+\}", str(draft))
    tables = [part for part in draft.parts if part.rows]
    assert len(tables) == 5 and all(len(row) == len(part.columns) for part in tables for row in part.rows)
    assert all(cell for part in tables for row in part.rows for cell in row)
