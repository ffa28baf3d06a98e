"""Misuse by somebody who works here, one test each: refused, or only by a decision that everyone can see.

Each test shows the mechanism: what stops it is a wall that is there, not an address that is not.
"""

from __future__ import annotations

import ast
import inspect
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.forms import Field, Form, MultipleChoiceField
from django.test import Client

from forebygg.audit import queries as log
from forebygg.audit.models import Event
from forebygg.concerns import actions as concerns
from forebygg.concerns import queries
from forebygg.concerns.models import Concern
from forebygg.kit import mode
from forebygg.kit.errors import NotAllowed, NotFound, WrongState
from forebygg.mailbox import actions as mailbox
from forebygg.people import actions as people
from forebygg.people import policies as staff_policies
from forebygg.people import queries as staff
from forebygg.people.models import Assignment, Unit
from forebygg.records import actions as records
from forebygg.routines import checking, flow, shipped
from forebygg.secrecy import queries as secrecy
from forebygg.site import actions as site
from forebygg.situation import actions as situation
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT
from tests.house import reading
from tests.journeys.official import NAME, TEXT, cast, lists, signed_in

__all__ = ["cast"]  # a fixture of these tests
ASKED = (
    "q",
    "sok",
    "namn",
    "name",
    "person",
    "filter",
    "ordning",
    "who",
    "vem_galler",
    "expand",
    "include",
    "format",
    "milieu",
)


def _said(answer: Any) -> str:
    page = re.sub(r'name="(?:csrfmiddlewaretoken|submission|next)" value="[^"]*"', "", answer.content.decode())
    return f"{answer.status_code} {page}"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[set[Any]]:
    """Every batch of texts that is opened, as the set of rows they belong to."""
    batches: list[set[Any]] = []
    whole = secrecy.unseal

    def unseal(board: Any, sealed: Any) -> Any:
        batches.append({(place.column, place.row) for place in sealed})
        return whole(board, sealed)

    monkeypatch.setattr(secrecy, "unseal", unseal)
    return batches


def test_no_list_of_persons(cast: Cast, opened: list[set[Any]]) -> None:
    """No list opens a text; a page opens the texts of one matter; who it is about takes an opening of its own, which
    the log keeps apart. So a list of persons is as many logged openings as it has lines."""
    rows = [make.concern(cast, what=TEXT, who=f"{NAME} {n}") for n in range(3)]
    opened.clear()
    sven = signed_in(cast, "sven")
    for path in lists():
        page = sven.get(f"/vaxjo/{path}").content.decode()
        assert NAME not in page and "kvarnvinge" not in page
    assert opened == []
    assert NAME not in sven.get(f"/vaxjo/arbete/oro/{rows[0].reference}/").content.decode()
    for row in rows:
        opened.clear()
        assert NAME in sven.get(f"/vaxjo/arbete/oro/{row.reference}/?vem=1").content.decode()
        assert {uid for batch in opened for column, uid in batch if "Concern." in column} == {row.uid}
    assert Event.objects.filter(kind="reading", detail={"what": "who"}).count() == 3


def test_no_search_for_a_name(cast: Cast) -> None:
    """No list listens to a word; only an exact number opens. Nothing sealed can be compared: the same name sealed twice
    is two different bytes, and the store finds neither."""
    one, other = make.concern(cast, what=TEXT, who=NAME), make.concern(cast, what=TEXT, who=NAME)
    assert one.who is not None and other.who is not None
    assert bytes(one.who.body) != bytes(other.who.body)
    assert Concern.objects.filter(who=one.who).count() == 1  # not found by what it says
    sven = signed_in(cast, "sven")
    for path in lists():
        without = _said(sven.get(f"/vaxjo/{path}"))
        for field in ASKED:
            assert _said(sven.get(f"/vaxjo/{path}", {field: NAME})) == without, (path, field)
    for asked in (NAME, "Sixten", "", "ORO", one.reference[:8], f"{one.reference[:8]}%", "ORO-____-__"):
        assert sven.get("/vaxjo/arbete/oppna", {"reference": asked}).status_code == 404


_OF_OPINION = re.compile(
    r"milj|milieu|ideolog|religi|party|politi|opinion|ethnic|etni|symbol|score|poang|risk|profil|suspect|misstank", re.I
)


def test_no_milieu_per_person(cast: Cast) -> None:
    """No column, choice or field to write it in; a chart that asks for it is not published; a counter that crosses two
    measures, or is made up, is refused."""
    house = [m for m in apps.get_models() if m.__module__.startswith("forebygg.")]
    columns = [column for model in house for column in model._meta.concrete_fields]
    words = [c.name for c in columns] + [str(key) for c in columns for key, _label in getattr(c, "choices", None) or ()]
    forms = [form for form in _all(Form) if form.__module__.startswith("forebygg.")]
    assert len(words) > 250 and len(forms) > 15
    words += [name for form in forms for name in form.base_fields]
    assert [word for word in words if _OF_OPINION.search(word)] == []
    for measure, category in (
        ("milieu", "x"),
        ("kind", "sixten"),
        ("kind:age-band", "worry:under-21"),
        ("person", "1"),
    ):
        with pytest.raises(ValueError, match="no counter"):
            situation.raise_counters(cast.town.pk, {(measure, category)})
    chart = next(iter(shipped.charts().values()))
    code, step = next((code, step) for code, step in chart.steps.items() if step.kind == "ask")
    asking = replace(step, text={"sv": "Vilken ideologi har personen?", "en": "Which ideology?"})
    planted = replace(chart, steps={**chart.steps, code: asking})
    faults = checking.check(planted, stop_words=["ideologi"])
    assert [fault for fault in faults if "ideologi" in str(fault)]
    assert flow.dump(planted) != flow.dump(chart)


def _all(kind: type) -> list[Any]:
    return [sub for direct in kind.__subclasses__() for sub in (direct, *_all(direct))]


def test_no_other_boards_text(cast: Cast) -> None:
    """Not by address, number, emergency or list; and with the bytes in hand the other board's key opens nothing."""
    row = make.concern(cast, what=TEXT)
    karin = signed_in(cast, "karin")
    assert karin.get(f"/vaxjo/arbete/oro/{row.reference}/").status_code == 404
    assert karin.get("/vaxjo/arbete/oppna", {"reference": row.reference}).status_code == 404
    assert karin.post("/vaxjo/arbete/nodoppning", {"reference": row.reference, "reason": "x"}).status_code == 404
    place = queries.place(cast.karin, "what_happened", row)
    ours, theirs = cast.town_boards["sn"].uid, cast.town_boards["ks"].uid
    assert secrecy.unseal(ours, {place: row.what_happened}) == {place: TEXT}
    assert secrecy.unseal(theirs, {place: row.what_happened}) == {place: None}


def test_retention_is_not_lengthened_quietly(cast: Cast) -> None:
    """By the archive function only, with body, day and paragraph; what is entered stands on the open page the same
    day, on every matter and in the list that two functions approved, whose approval lapses."""
    row = make.concern(cast, what=TEXT)
    longer = {"rule": "concern-closed", "body": "Socialnämnden", "decided_on": date(2026, 11, 3), "days": 3333}
    board = cast.town_boards["sn"]
    for by in (cast.hanna, cast.karin, cast.isak, cast.rut, cast._in("disa"), cast.sven):
        with pytest.raises(NotAllowed):
            records.enter_decision(board, **longer, paragraph="§ 91", by=by)
    for lacking in (
        {"paragraph": " "},
        {"body": " ", "paragraph": "§ 91"},
        {"decided_on": date(2027, 1, 1), "paragraph": "§ 91"},
    ):
        with pytest.raises(WrongState):
            records.enter_decision(board, **(longer | lacking), by=cast.archive)
    from forebygg.site import opening

    before = opening.compose(cast.karin).hash
    records.enter_decision(board, **longer, paragraph="§ 91", by=cast.archive)
    for prefix in ("vaxjo", "vaxjo/en"):
        page = Client().get(f"/{prefix}/personuppgifter").content.decode()
        assert "3333" in page and "§ 91" in page
    assert "3333" in signed_in(cast, "sven").get(f"/vaxjo/arbete/oro/{row.reference}/").content.decode()
    assert opening.compose(cast.karin).hash != before
    assert (
        Event.objects.filter(code="decision.entered", detail__days=3333).exists()
        or Event.objects.filter(detail={"rule": "concern-closed", "days": 3333}).exists()
    )


def test_a_freeze_is_seen_and_one_at_a_time(cast: Cast) -> None:
    """The other way to keep something: only at its own desk, of one matter, with a reason from a list; it shows."""
    row = make.concern(cast, what=TEXT)
    for by in (cast.rut, cast.vera, cast.karin, cast.archive, cast.isak):
        with pytest.raises(NotFound):
            concerns.hold_concern(queries.find(by, row.reference), reason="appeal", by=by)
    with pytest.raises(WrongState):
        concerns.hold_concern(make.fresh(row), reason="för säkerhets skull", by=cast.sven)
    concerns.hold_concern(make.fresh(row), reason="appeal", by=cast.sven)
    assert "Gallringen är fryst" in signed_in(cast, "siv").get(f"/vaxjo/arbete/oro/{row.reference}/").content.decode()


def test_a_closed_room_is_not_turned_on(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Real intake opens by a whole list that two functions approved, never by one person; what is sent meanwhile is not
    kept. No role that reads is taken without a second person, and IT and elected members have none to switch on."""
    monkeypatch.setattr(mode, "is_demo", lambda: False)
    for by in (cast.karin, cast.sara, cast._in("disa")):
        with pytest.raises(WrongState, match="rader"):
            site.open_intake(by=by)
    for by in (cast.isak, cast.hanna, cast.sven, cast.archive):
        with pytest.raises(NotAllowed):
            site.open_intake(by=by)
    with pytest.raises(NotAllowed):
        people.set_intake(cast.town, is_open=True, by=replace(cast.karin, kind="system"))
    with pytest.raises(WrongState):
        make.concern(cast, what=TEXT)
    assert not Concern.objects.exists()
    assert not [r for r in ("it", "board-reader") if _closed(r)]


def _closed(role: str) -> set[str]:
    from forebygg.people import roles

    return {p for p in roles.permissions(role) if p.startswith(("worry.", "case.", "call.", "log.", "register."))}


def test_nothing_in_bulk(cast: Cast, opened: list[set[Any]]) -> None:
    """A deed is about the one matter of its address, whatever else is sent along; one request opens one matter; no form
    takes several, and no view reads a list but the ticks of the log's review, which are counted."""
    rows = [make.concern(cast, what=TEXT, kind="question") for _ in range(3)]
    karin = signed_in(cast, "karin")
    for row in rows:
        concerns.write_back(row, "Ja.", by=cast.karin)
    others = {"reference": [r.reference for r in rows], "ids": [r.pk for r in rows], "uid": [str(r.uid) for r in rows]}
    opened.clear()
    version = str(make.fresh(rows[0]).version)
    assert karin.post(f"/vaxjo/arbete/oro/{rows[0].reference}/klart", others | {"version": version}).status_code == 302
    assert [make.fresh(row).is_open for row in rows] == [False, True, True] and opened == []
    assert karin.get(f"/vaxjo/arbete/oro/{','.join(r.reference for r in rows[1:])}/").status_code == 404
    karin.get(f"/vaxjo/arbete/oro/{rows[1].reference}/", others)
    assert {uid for batch in opened for column, uid in batch if "Concern." in column} == {rows[1].uid}
    fields = [
        field for form in _all(Form) if form.__module__.startswith("forebygg.") for field in form.base_fields.values()
    ]
    assert [f for f in fields if isinstance(f, Field) and isinstance(f, MultipleChoiceField)] == []
    assert {p.parent.name for p, source in reading.modules() if ".getlist(" in source} == {"oversight"}


def test_references_are_not_enumerated(cast: Cast) -> None:
    """One's own numbers do not tell the next (tests/kit/test_references.py); each guess is the same 404, and stands
    in the log with who guessed. What an emergency opens is one at a time, and the head hears of each."""
    theirs = [make.concern(cast, what=TEXT) for _ in range(5)]
    vera = signed_in(cast, "vera")
    mine = make.concern(cast, what=TEXT, age_band="21").reference
    tail = int(mine[-2:])
    guesses = [f"{mine[:-2]}{(tail + step) % 100:02d}" for step in range(1, 30)]
    assert not set(guesses) & {row.reference for row in theirs}
    for guess in guesses:
        assert vera.get("/vaxjo/arbete/oppna", {"reference": guess}).status_code == 404
        assert vera.post("/vaxjo/arbete/nodoppning", {"reference": guess, "reason": "x"}).status_code == 404
    refused = Event.objects.filter(kind="refusal", user_key=str(cast.vera.user_id))
    assert refused.count() == 2 * len(guesses) and mine[:-2] not in str(list(refused.values()))
    from forebygg.notices.models import Notice

    for row in theirs[:2]:
        concerns.open_in_emergency(row.reference, reason="x", by=cast.vera)
    told = Notice.objects.filter(template="concerns/emergency-opened", address="hanna@vaxjo.example")
    assert told.count() == 2


def test_related_objects_are_not_opened_through_one(cast: Cast) -> None:
    """From the sender's page not the receiver's copy, from the copy not the rest of the text, the writer or the thread;
    whatever the address asks to be shown along."""
    row = make.concern(cast, what=TEXT, who=NAME, writer={"danger": "no", "reply": "phone", "phone": "08-465 004 91"})
    mailbox.post(row.thread, "Bara mellan oss", direction="in", sealer=mailbox.sealer_for(row.thread), by=cast.nobody)  # type: ignore[arg-type]
    to, door = staff.get_receiver(cast.sven, "relatives"), secrecy.get_door(cast.sven, "same-board", "relatives")
    given = concerns.hand_over_concern(
        row, to=to, door=door, balancing="Behövs", gives=concerns.Gives("Bara den här delen"), by=cast.sven
    )
    copy = given.copy
    assert copy is not None
    along = {"expand": "copy,thread,handovers", "include": "all", "vem": "1", "depth": "9"}
    sent = signed_in(cast, "sven").get(f"/vaxjo/arbete/oro/{row.reference}/", along).content.decode()
    assert copy.reference not in sent and str(copy.uid) not in sent
    got = signed_in(cast, "anders", "relatives").get(f"/vaxjo/arbete/oro/{copy.reference}/", along).content.decode()
    assert "Bara den här delen" in got
    assert not [word for word in (row.reference, NAME, "kvarnvinge", "004 91", "Bara mellan oss") if word in got]
    with pytest.raises(NotFound):
        queries.open_concern(cast._in("anders", "relatives"), row.reference)


def test_nobody_approves_themselves(cast: Cast) -> None:
    """Not one's own role, proposal or new sign-in; not the same person in another assignment; the second reader of a
    child's matter is another person than the first, also when the first is a head too."""
    unit = Unit.objects.get(municipality=cast.town, code="barn-och-unga")
    desk = staff.get_desk(cast.sven, "reception-under-21")
    both = cast.user("isak")
    with pytest.raises(NotAllowed):
        people.propose_assignment(both, role="reception", unit=unit, desk=desk, rank="member", by=cast.isak)
    lena = people.propose_assignment(
        cast.user("lena"), role="reception", unit=unit, desk=desk, rank="member", by=cast.isak
    )
    as_security = replace(cast.isak, role="security", permissions=cast.sara.permissions)  # the same person elsewhere
    for by in (cast.isak, as_security, replace(cast.lena, permissions=cast.sara.permissions)):
        with pytest.raises(NotAllowed):
            people.approve_assignment(lena, by=by)
    assert not staff_policies.may_approve_assignment(cast.hanna, lena)
    with pytest.raises(NotFound):
        queries.open_concern(cast.lena, make.concern(cast, what=TEXT).reference)
    Assignment.objects.create(
        municipality=cast.town, user=cast.user("sven"), role="head", unit=unit, desk=desk, rank="head",
        starts=MOMENT.date(), approved_by=cast.user("sara"), proposed_by=both,
    )  # fmt: skip
    row = make.concern(cast, what=TEXT)
    row = make.walk(
        cast,
        row,
        "no",
        "under-18",
        "no",
        "no",
        "done",
        "done",
        "done",
        "done",
        "nothing",
        by=cast._in("sven", "reception"),
    )
    with pytest.raises(WrongState, match="annan person"):
        make.walk(cast, row, "done", by=cast._in("sven", "head"))


def test_the_log_is_not_read_by_person(cast: Cast) -> None:
    """Nothing that reads the log takes a person; the page listens to a month and a number, and every other word changes
    nothing; nobody else has the page, and whoever reviews opens no text."""
    for name, function in inspect.getmembers(log, inspect.isfunction):
        if function.__module__ == log.__name__:
            asked = {p.lower() for p in inspect.signature(function).parameters}
            assert not asked & {"user", "user_key", "person", "actor", "email", "name", "assignment", "viewer"}, name
    reads = [source for _path, source in reading.modules() if "user_key=" in source or "assignment_key=" in source]
    assert len(reads) == 1 and "def _write(" in reads[0]  # the log is asked by neither, it is only written with them
    row = make.concern(cast, what=TEXT)
    queries.open_concern(cast.sven, row.reference)
    disa, page = signed_in(cast, "disa"), "/vaxjo/arbete/logg"
    without = _said(disa.get(page, {"manad": "2026-11"}))
    for asked in ("sven@vaxjo.example", "Sven Exempel", str(cast.sven.user_id), str(cast.user("sven").uid)):
        for field in (*ASKED, "user", "user_key", "actor"):
            assert _said(disa.get(page, {"manad": "2026-11", field: asked})) == without, field
        assert disa.get(page, {"nummer": asked}).status_code == 404
    assert disa.get(f"/vaxjo/arbete/oro/{row.reference}/").status_code == 404
    for name in ("hanna", "isak", "sara", "karin", "sven"):
        assert signed_in(cast, name).get(page).status_code == 404


def test_every_misuse_of_the_list_has_its_test() -> None:
    """The misuses that these files answer for, by name: none is quietly left out."""
    files = Path(__file__).parent.glob("test_a_hostile_official*.py")
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    tests = {node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)}
    wanted = (
        "list_of_persons", "search_for_a_name", "milieu_per_person", "other_boards", "lengthened_quietly",
        "turned_on", "bulk", "enumerated", "related_objects", "approves_themselves", "log_is_not_read_by_person",
        "export", "recorded_ground",
    )  # fmt: skip
    assert [word for word in wanted if not any(word in name for name in tests)] == []
