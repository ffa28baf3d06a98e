"""Somebody with us should not read this: another desk reads instead, and nothing tells the ordinary one."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from forebygg.audit.models import Event
from forebygg.calls import actions as calls
from forebygg.calls.note import CallAnswers
from forebygg.concerns import actions, jobs, queries
from forebygg.concerns.models import Concern
from forebygg.kit import clock
from forebygg.kit.errors import NotFound, WrongState
from forebygg.notices.models import Notice
from forebygg.people import queries as people
from forebygg.people.models import Assignment, Municipality
from forebygg.records.models import RegisterRow
from forebygg.secrecy import queries as secrecy
from forebygg.situation.models import Counter
from tests import make
from tests.cast import Cast
from tests.conftest import MOMENT
from tests.journeys.test_worry_reaches_the_reception import tell

PAGE, ASKED, WHO = "/vaxjo/beratta/annan-lasare", "inte ska läsa det här?", "Gunborg i receptionen"
WISH = {"not_for": "reception", "not_for_who": WHO}


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town()


def _kept_from(cast: Cast, **changes: object) -> Concern:
    return make.concern(cast, **({"writer": {"danger": "no", **WISH}} | changes))


def _page(cast: Cast, name: str, path: str, role: str = "") -> str:
    client = make.sign_in(cast, name)
    if role:
        mine = next(a for a in people.assignments_of(cast.user(name)) if a.role == role)
        client.post("/vaxjo/arbete/uppdrag", {"assignment": str(mine.uid)})
    answer = client.get(f"/vaxjo/{path}")
    return f"{answer.status_code} {answer.content.decode()}"


# --- the writer --------------------------------------------------------------------------------------------------


def test_whoever_does_not_ask_is_not_asked(cast: Cast) -> None:
    """The way through the form is as many presses as before; the wish is a link, on the first page and the last."""
    client = Client()
    assert ASKED in client.get("/vaxjo/beratta").content.decode()
    tell(client)
    row = Concern.objects.get()
    assert (
        row.desk.code == "reception-under-21" and "not_for" not in queries.open_concern(cast.sven, row.reference).writer
    )


@pytest.mark.parametrize("age", ["under-18", "21"])
def test_from_the_first_page_to_the_other_desk(cast: Cast, age: str) -> None:
    """One press and one choice; then the same form. The other desk of the same board reads, with the same deadlines."""
    client, other = Client(), {"under-18": "reception-21", "21": "reception-under-21"}[age]
    assert "Mottagningen vuxna läser" in client.get(PAGE).content.decode()
    assert client.post(PAGE, {}).status_code == 422
    assert client.post(PAGE, WISH).headers["Location"] == "/vaxjo/beratta"
    assert "Är någon i fara just nu?" in client.get("/vaxjo/beratta").content.decode()
    code = tell(client, age=age)
    row = Concern.objects.get()
    assert (row.desk.code, row.board.code, row.concerns_child) == (other, "sn", age != "21")
    assert row.run is not None and row.run.version.kind == ("worry-21" if age == "21" else "worry-under-21")
    assert len(code) == 16


def test_chosen_late_changed_and_taken_back(cast: Cast) -> None:
    """On the page before sending; the name is never shown again, and the choice can be undone."""
    client = Client()
    for data in (
        {},
        {"step": "danger", "danger": "no"},
        {"step": "what", "what": "x"},
        {"step": "age", "age": "18-20"},
    ):
        client.post("/vaxjo/beratta", data)
    client.post("/vaxjo/beratta", {"step": "who", "who": "none"})
    client.post("/vaxjo/beratta", {"step": "relation", "relation": "skip"})
    client.post("/vaxjo/beratta", {"step": "reply", "reply": "code", "phone": ""})
    assert ASKED in client.get("/vaxjo/beratta").content.decode()
    client.post(PAGE, WISH)
    page = client.get("/vaxjo/beratta").content.decode()
    assert "Mottagningen vuxna läser i stället" in page and WHO not in page
    page = client.get(PAGE).content.decode()
    assert WHO not in page and "Ta bort valet" in page and re.search(r'value="reception"[^>]*checked', page)
    client.post(PAGE, {"undo": "1"})
    client.post("/vaxjo/beratta", {"step": "check"})
    assert Concern.objects.get().desk.code == "reception-under-21"


@pytest.mark.parametrize("path", ["fraga", "forening/skriv", "anhorig/skriv", "anhorig/boka", "lamna-miljo/skriv"])
def test_in_one_text(cast: Cast, path: str) -> None:
    """Folded away where one text is enough; without it nothing changes."""
    for wish, desks in ((WISH, {"security", "reception-21"}), ({}, {"coordinator", "relatives", "leaving"})):
        client = Client()
        found = re.search(r'name="submission" value="([^"]+)"', client.get(f"/vaxjo/{path}").content.decode())
        assert found
        sent = client.post(f"/vaxjo/{path}", {"submission": found.group(1), "text": "Hej."} | wish)
        assert sent.status_code == 303
        assert Concern.objects.latest("id").desk.code in desks


def test_an_incident_asks_of_what_kind_only(cast: Cast) -> None:
    """No name is asked for where none may be written."""
    client = Client()
    page = client.get("/vaxjo/anmal-handelse").content.decode()
    assert 'name="not_for"' in page and "not_for_who" not in page
    found = re.search(r'name="submission" value="([^"]+)"', page)
    form = {"sort": "graffiti", "place": "school", "where": "x", "consequence": "none", "not_for": "elected"}
    assert found and client.post("/vaxjo/anmal-handelse", form | {"submission": found.group(1)}).status_code == 303
    assert Concern.objects.get().desk.code == "security"


def test_where_nobody_else_may_read(cast: Cast) -> None:
    """Said before anything is written, with numbers that are not the desk's own; and never sent there in silence."""
    Municipality.objects.update(other_readers={"reception-under-21": "security", "reception-21": "reception-under-21"})
    make.forget()
    page = Client().get(PAGE).content.decode()
    assert "Här finns ingen annan" in page and "114 14" in page and 'name="not_for"' not in page
    with pytest.raises(WrongState, match="ingen annan"):
        _kept_from(cast)
    assert not Concern.objects.exists()
    assert _kept_from(cast, age_band="21").desk.code == "reception-under-21"


# --- nothing tells -----------------------------------------------------------------------------------------------


def test_the_ordinary_desk_meets_nothing(cast: Cast) -> None:
    """Sven, Siv and Hanna: no row, figure, letter, address, badge or line that tells; the writer's words least."""
    pages = ("arbete/", "arbete/oro/", "arbete/mottagningar", "arbete/samverkan/")
    before = {(name, path): _page(cast, name, path) for name in ("sven", "siv", "hanna") for path in pages}
    row = _kept_from(cast, what="Myrstack")
    for (name, path), was in before.items():
        now = _page(cast, name, path)
        hidden = re.compile(r'<input type="hidden" name="csrf[^>]*>|<tr><th scope="row">Mottagningen vuxna.*?</tr>')
        assert hidden.sub("", now) == hidden.sub("", was), (name, path)
    for who in (cast.sven, cast.siv, cast.hanna):
        with pytest.raises(NotFound):
            queries.open_concern(who, row.reference)
    assert "404" in _page(cast, "sven", f"arbete/oppna?reference={row.reference}")[:3]
    with clock.fixed(MOMENT + timedelta(days=5)):
        jobs.remind_about_waiting()
    told = set(Notice.objects.filter(about=str(row.uid)).values_list("address", flat=True))
    assert told and told <= {"vera@vaxjo.example", "valter@vaxjo.example"}, "member, deputy and head of the other desk"
    titles = set(RegisterRow.objects.values_list("title", flat=True))
    assert titles == {"worry-in"}, "the register says what it says of every worry"


def test_no_log_counter_or_letter_knows(cast: Cast) -> None:
    """Not that somebody asked, nor of what kind, nor who: only the sealed text does."""
    row = _kept_from(cast)
    queries.open_concern(cast.vera, row.reference)
    whole = repr([*Event.objects.values_list(), *Notice.objects.values_list(), *Counter.objects.values_list()])
    assert not [word for word in ("not_for", "reception'", WHO, "Gunborg", "elected", "instead") if word in whole]


def test_only_the_head_sees_who(cast: Cast) -> None:
    """Of what kind, all who read there see; who it is, the head. Where no head reads, whoever reads."""
    row = _kept_from(cast)
    assert WHO not in _page(cast, "vera", f"arbete/oro/{row.reference}/")
    page = _page(cast, "valter", f"arbete/oro/{row.reference}/", "head")
    assert WHO in page and "Någon hos dem som annars läser" in page
    asked = _kept_from(cast, kind="question", age_band="unknown")
    assert asked.desk.code == "security" and WHO in _page(cast, "sara", f"arbete/oro/{asked.reference}/")


def test_a_desk_that_only_reads_instead_stands_in_no_figures(cast: Cast) -> None:
    """At the security manager's desk nothing else comes in: a figure there would tell. Its own people have it."""
    desks = people.list_desks(cast.karin)
    _kept_from(cast, kind="question", age_band="unknown")
    with clock.fixed(MOMENT + timedelta(days=9)):
        jobs.remind_about_waiting()
        for who in (cast.karin, cast.sven):
            assert "security" not in [row.desk.code for row in queries.count_waiting(who, desks, clock.now())]
            assert sum(row.red for row in queries.count_waiting(who, desks, clock.now())) == 0
        assert {r.desk.code: r.number for r in queries.count_waiting(cast.sara, desks, clock.now())}["security"] == 1
        assert sum(row.red for row in queries.count_waiting(cast.sara, desks, clock.now())) == 1


# --- the other desk ----------------------------------------------------------------------------------------------


def _also_reads(cast: Cast, name: str, desk: str) -> None:
    like = Assignment.objects.filter(desk__code=desk, desk__municipality=cast.town)[0]
    like.pk, like.uid, like.user, like.rank = None, uuid4(), cast.user(name), "member"
    like.save(force_insert=True)


def test_whoever_reads_at_both_is_shut_out_from_the_start(cast: Cast) -> None:
    """Sven has a second assignment at the other desk: not of this matter. No letter reaches him either."""
    _also_reads(cast, "sven", "reception-21")
    row = _kept_from(cast)
    assert [user.pk for user in secrecy.shut_out_of(row.circle)] == [cast.user("sven").pk]
    second = next(a for a in people.assignments_of(cast.user("sven")) if a.desk and a.desk.code == "reception-21")
    actor = people.actor_for(cast.user("sven"), second, "vaxjo")
    with pytest.raises(NotFound):
        queries.open_concern(actor, row.reference)
    assert "sven@vaxjo.example" not in Notice.objects.values_list("address", flat=True)
    assert queries.open_concern(cast.vera, row.reference).what
    for name in ("vera", "valter"):
        _also_reads(cast, name, "reception-under-21")
    assert people.reads_instead(cast.nobody, "worry", adult=False) is None, "all who are there read at both"


def test_shut_out_and_then_handed_on(cast: Cast) -> None:
    """The head shuts Sven out although he reads elsewhere, and hands it to the reception: not to him, and without whom
    the writer would not have read. What the writer adds before that stays where it is read."""
    row, head = _kept_from(cast), cast._in("valter", "head")
    actions.add_to_thread(make.fresh(row).thread, "Mer.", submission=uuid4(), by=cast.nobody)  # type: ignore[arg-type]
    assert set(Notice.objects.values_list("address", flat=True)) == {"vera@vaxjo.example"}
    assert cast.user("sven") in queries.may_be_shut_out(row)
    actions.exclude_reader(row, cast.user("sven"), by=head)
    to = people.get_receiver(head, "reception-under-21")
    door = secrecy.get_door(head, "same-board", to.code)
    copy = actions.hand_over_concern(make.fresh(row), to=to, door=door, balancing="x", by=head).copy
    assert copy is not None
    with pytest.raises(NotFound):
        queries.open_concern(cast.sven, copy.reference)
    assert set(queries.open_concern(cast.hanna, copy.reference).writer) == {"danger"}


def test_after_the_end_an_addition_stays_with_the_other_desk(cast: Cast) -> None:
    """What is written with the code when it has ended begins anew there, not at the ordinary desk."""
    row = _kept_from(cast, kind="question", age_band="unknown")
    actions.write_back(row, "Ja.", by=cast.sara)
    actions.finish_answered(make.fresh(row), by=cast.sara)
    actions.add_to_thread(make.fresh(row).thread, "Mer.", submission=uuid4(), by=cast.nobody)  # type: ignore[arg-type]
    assert Concern.objects.latest("id").desk.code == "security"


def test_a_letter_and_a_call(cast: Cast) -> None:
    """What staff write in goes the same way; a call is sent although nobody was connected."""
    client = make.sign_in(cast, "siv")
    found = re.search(r'name="submission" value="([^"]+)"', client.get("/vaxjo/arbete/oro/ny").content.decode())
    assert found
    form = {"channel": "letter", "came": "2026-11-20", "kind": "worry", "age": "under-18", "text": "Ett brev."}
    sent = client.post("/vaxjo/arbete/oro/ny", form | {"submission": found.group(1)} | WISH)
    assert "Mottagningen vuxna" in sent.content.decode() and Concern.objects.get().desk.code == "reception-21"
    olga = make.sign_in(cast, "olga")
    url = olga.post("/vaxjo/arbete/samtal/").headers["Location"]
    words = {"danger": "no", "age": "18-20", "what": "Någon ringde.", "wish": "anonymous", "sequence": "5"}
    olga.post(url + "gor", words | WISH | {"do": "save"})
    assert WHO in olga.get(url + "?ta-over=1").content.decode()
    olga.post(url + "gor", words | WISH | {"do": "send-elsewhere", "sequence": "6"})
    row = Concern.objects.latest("id")
    assert (row.desk.code, row.channel) == ("reception-21", "transferred-call")
    note = calls.start_call(transferred=False, by=cast._in("olga"))
    given = {"as_report": False, "function": "x", "by": cast._in("olga")}
    calls.send_note(note, CallAnswers("no", "under-18", "x"), **given)
    assert Concern.objects.latest("id").desk.code == "reception-under-21"
